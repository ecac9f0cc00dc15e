"""Bringing a table in a file: looked through first, then written; the steps that every such page takes."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yizhan.kernel import uploads
from yizhan.kernel.tables import RowError
from yizhan.ui.pages import REFUSED, page

MOST_BYTES = 2 * 1024 * 1024
TYPES = (".csv", ".xlsx")


class UploadForm(forms.Form):
    """A file with a table in it, not too large."""

    file = forms.FileField(label=_("表格文件"), error_messages={"required": _("请选择一个文件。")})

    def __init__(self, *args: Any, hint: str | Promise, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = cast("str", hint)

    def clean_file(self) -> Any:
        """A table that is not too large."""
        file = self.cleaned_data["file"]
        if not file.name.lower().endswith(TYPES):
            raise forms.ValidationError(_("只收 .csv 或 .xlsx 文件，请另存后再传。"))
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("文件超过 2 MB，请分成几个再导入。"))
        return file


@dataclass(frozen=True, kw_only=True, slots=True)
class Import:
    """A page that takes a table: what the table is called, what its file may be, and the service that reads it.

    `done` is said with the `count` of rows that were written; then `back` is opened. The template extends ui/import.html.
    """

    table: str
    template: str
    hint: str | Promise
    read: Callable[..., tuple[int, list[RowError]]]
    done: str | Promise
    back: str

    def answer(self, request: HttpRequest) -> HttpResponse:
        """Look through a file and tell every row's errors; write what was looked through when asked to."""
        if "kept" in request.POST:
            return self._write(request)
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form = UploadForm(*sent, hint=self.hint)
        if not form.is_valid():
            return page(request, self.template, {"form": form})
        name, content = form.cleaned_data["file"].name, form.cleaned_data["file"].read()
        rows, errors = self._read(request, name, content, apply=False)
        kept = "" if errors or not rows else self._keep(request, name, content)
        return self._looked(request, {"name": name, "rows": rows, "problems": errors, "kept": kept})

    def _keep(self, request: HttpRequest, name: str, content: bytes) -> str:
        """Keep the file for this person alone until it is written."""
        return uploads.keep(purpose=f"{self.table}:import", owner=request.user.pk, name=name, content=content)

    def _write(self, request: HttpRequest) -> HttpResponse:
        kept = request.POST["kept"]
        held = uploads.take(purpose=f"{self.table}:import", owner=request.user.pk, kept=kept)
        if held is None:
            messages.error(request, _("这份文件放得太久了，请再传一次。"))
            return redirect(request.path)
        rows, errors = self._read(request, *held, apply=True)
        if errors:
            return self._looked(request, {"name": held[0], "rows": rows, "problems": errors})
        messages.success(request, str(self.done) % {"count": rows})
        return redirect(self.back)

    def _read(self, request: HttpRequest, name: str, content: bytes, *, apply: bool) -> tuple[int, list[RowError]]:
        """Hand the file to the service under the name of the table."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"{self.table}{Path(name).suffix.lower()}"
            path.write_bytes(content)
            return self.read(actor=request.user, path=path, apply=apply)

    def _looked(self, request: HttpRequest, found: dict[str, Any]) -> HttpResponse:
        context = {"form": UploadForm(hint=self.hint), "looked": True, **found}
        return page(request, self.template, context, status=REFUSED if found["problems"] else None)
