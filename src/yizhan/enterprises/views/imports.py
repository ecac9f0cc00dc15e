"""Bringing enterprises in a file, looked through first and then written; and taking them away in one."""

import csv
import tempfile
from pathlib import Path

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yizhan.enterprises import policies, services
from yizhan.enterprises.forms.imports import UploadForm
from yizhan.enterprises.queries import desk
from yizhan.enterprises.views.profiles import FILTERS
from yizhan.kernel.access import guarded
from yizhan.kernel.tables import RowError
from yizhan.ui.pages import REFUSED, page

TEMPLATE = (
    "name_zh,name_en,industry,size,building,floor,station,visit_days,came_on,lease_ends_on\n"
    "静安示例贸易有限公司,,商贸零售,10 到 49 人,plaza-66,12 楼,JA-001,90,2024-05-01,2027-04-30\n"
)


@require_http_methods(["GET", "POST"])
@guarded(policies.can_see_desk)
def import_create(request: HttpRequest) -> HttpResponse:
    """Look through a file and tell every row's errors; write what was looked through when asked to."""
    if "kept" in request.POST:
        return _write(request)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if not form.is_valid():
        return page(request, "enterprises/import_form.html", {"form": form})
    file = form.cleaned_data["file"]
    content = file.read()
    rows, errors = _import(request, file.name, content, apply=False)
    kept = "" if errors or not rows else services.keep_file(actor=request.user, name=file.name, content=content)
    context = {"form": UploadForm(), "name": file.name, "rows": rows, "problems": errors, "kept": kept, "looked": True}
    return page(request, "enterprises/import_form.html", context, status=REFUSED if errors else None)


def _write(request: HttpRequest) -> HttpResponse:
    held = services.take_file(actor=request.user, kept=request.POST["kept"])
    if held is None:
        messages.error(request, _("这份文件放得太久了，请再传一次。"))
        return redirect("enterprises:import-create")
    rows, errors = _import(request, *held, apply=True)
    if errors:
        context = {"form": UploadForm(), "name": held[0], "rows": rows, "problems": errors, "looked": True}
        return page(request, "enterprises/import_form.html", context, status=REFUSED)
    messages.success(request, _("写入了 %(count)d 家企业。") % {"count": rows})
    return redirect("enterprises:enterprise-list")


def _import(request: HttpRequest, name: str, content: bytes, *, apply: bool) -> tuple[int, list[RowError]]:
    """Hand the file to the service under the name of the table."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"enterprises{Path(name).suffix.lower()}"
        path.write_bytes(content)
        return services.import_enterprises(actor=request.user, path=path, apply=apply)


@require_GET
@guarded(policies.can_see_desk)
def import_template(request: HttpRequest) -> HttpResponse:
    """An empty table with one row as an example, which every spreadsheet opens."""
    response = _table("enterprises-template.csv")
    response.write(TEMPLATE)
    return response


@require_GET
@guarded(policies.can_see_desk)
def export(request: HttpRequest) -> HttpResponse:
    """The enterprises that fit, as import reads them; no colours and no contacts."""
    wanted = {name: request.GET.get(name, "") for name in FILTERS}
    wanted["state"] = request.GET.get("state", desk.HERE)
    columns, rows = services.export_enterprises(actor=request.user, wanted=wanted)
    response = _table("enterprises.csv")
    csv.writer(response, lineterminator="\n").writerows([columns, *rows])
    return response


def _table(name: str) -> HttpResponse:
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
