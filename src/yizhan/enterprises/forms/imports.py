"""A file with enterprises in it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

MOST_BYTES = 2 * 1024 * 1024


class UploadForm(forms.Form):
    """A table, not too large."""

    file = forms.FileField(
        label=_("表格文件"),
        help_text=_(".csv 或 .xlsx，不超过 2 MB；工作簿里的表要叫 enterprises。"),
        error_messages={"required": _("请选择一个文件。")},
    )

    def clean_file(self) -> Any:
        """A table that is not too large."""
        file = self.cleaned_data["file"]
        if not file.name.lower().endswith((".csv", ".xlsx")):
            raise forms.ValidationError(_("只收 .csv 或 .xlsx 文件，请另存后再传。"))
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("文件超过 2 MB，请分成几个再导入。"))
        return file
