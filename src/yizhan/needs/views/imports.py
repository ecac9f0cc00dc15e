"""Bringing needs in a file: looked through first, then written."""

import tempfile
from pathlib import Path

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yizhan.kernel.access import guarded
from yizhan.kernel.tables import RowError
from yizhan.needs import policies, services
from yizhan.needs.forms.surveys import UploadForm
from yizhan.ui.pages import REFUSED, page

TEMPLATE = "station,category,service,words,people,month,parts_of_day,weekdays\nJA-001,FL,FL1,想请律师讲讲租房合同,12,2027-01,午间,2;3\n"


@require_http_methods(["GET", "POST"])
@guarded(policies.can_see_desk)
def import_create(request: HttpRequest) -> HttpResponse:
    """Look through a file and tell every row's errors; write what was looked through when asked to."""
    if "kept" in request.POST:
        return _write(request)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if not form.is_valid():
        return page(request, "needs/import_form.html", {"form": form})
    file = form.cleaned_data["file"]
    content = file.read()
    rows, errors = _import(request, file.name, content, apply=False)
    kept = "" if errors or not rows else services.keep_file(actor=request.user, name=file.name, content=content)
    context = {"form": UploadForm(), "name": file.name, "rows": rows, "problems": errors, "kept": kept, "looked": True}
    return page(request, "needs/import_form.html", context, status=REFUSED if errors else None)


def _write(request: HttpRequest) -> HttpResponse:
    held = services.take_file(actor=request.user, kept=request.POST["kept"])
    if held is None:
        messages.error(request, _("这份文件放得太久了，请再传一次。"))
        return redirect("needs:import-create")
    rows, errors = _import(request, *held, apply=True)
    if errors:
        context = {"form": UploadForm(), "name": held[0], "rows": rows, "problems": errors, "looked": True}
        return page(request, "needs/import_form.html", context, status=REFUSED)
    messages.success(request, _("导入了 %(count)d 条需求。") % {"count": rows})
    return redirect("needs:inbox")


def _import(request: HttpRequest, name: str, content: bytes, *, apply: bool) -> tuple[int, list[RowError]]:
    """Hand the file to the service under the name of the table."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"needs{Path(name).suffix.lower()}"
        path.write_bytes(content)
        return services.import_needs(actor=request.user, path=path, apply=apply)


@require_GET
@guarded(policies.can_see_desk)
def import_template(request: HttpRequest) -> HttpResponse:
    """An empty table with one row as an example, which every spreadsheet opens."""
    response = HttpResponse("\ufeff" + TEMPLATE, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="needs.csv"'
    return response
