"""What is read at the door, and typed there."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import IO, Any
from uuid import UUID

import zxingcpp
from django import forms
from django.utils.translation import gettext_lazy as _
from PIL import Image, UnidentifiedImageError
from pydantic import BaseModel, Field, ValidationError

from yizhan.activities.rules import refusals
from yizhan.activities.services import Reading
from yizhan.ui.widgets import TextArea

LARGEST_FRAME = 6 * 1024 * 1024
FRAME_PIXELS = 40_000_000
MOST_SCANS = 500
QR_CODES = zxingcpp.barcode_formats_from_str("QRCode")
TEXT_LENGTH = 120


class Sent(BaseModel):
    """One scan as a scanner keeps it; times are milliseconds of its own clock."""

    text: str = Field(max_length=TEXT_LENGTH)
    nonce: UUID
    device: str = Field(max_length=36)
    at: int = Field(gt=0, lt=10**14)
    offline: bool = False

    def reading(self) -> Reading:
        """The same as the service takes it."""
        at = datetime.fromtimestamp(self.at / 1000, UTC)
        return Reading(text=self.text.strip(), nonce=self.nonce, device=self.device, at=at, offline=self.offline)


class Batch(BaseModel):
    """What a scanner sends when it has a connection."""

    scans: list[Sent] = Field(max_length=MOST_SCANS)


def readings(body: bytes) -> list[Reading] | None:
    """The scans in a request's body, the oldest first; none when it is not one of our scanners'."""
    try:
        batch = Batch.model_validate_json(body)
    except ValidationError:
        return None
    return [sent.reading() for sent in sorted(batch.scans, key=lambda sent: sent.at)]


class CodeForm(forms.Form):
    """A code typed at the door, or a picture of it."""

    text = forms.CharField(
        label=_("8 位数字"),
        max_length=TEXT_LENGTH,
        required=False,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "class": "code"}),
    )
    frame = forms.FileField(
        label=_("或拍一张签到码"),
        required=False,
        widget=forms.FileInput({"accept": "image/*", "capture": "environment"}),
    )

    def clean(self) -> dict[str, Any]:
        """The text of the code, read off the picture when none was typed."""
        typed: dict[str, Any] = super().clean() or {}
        picture = typed.get("frame")
        if not typed.get("text") and picture:
            typed["text"] = read_frame(picture)
        if not typed.get("text") and not self.errors:
            raise forms.ValidationError(str(refusals.NoCodeInPicture.message))
        return typed


def read_frame(picture: IO[bytes]) -> str:
    """The text of the first QR code in a picture; empty without one."""
    if (getattr(picture, "size", 0) or 0) > LARGEST_FRAME:
        return ""
    try:
        image = Image.open(picture)
        if image.width * image.height > FRAME_PIXELS:
            return ""
        found = zxingcpp.read_barcodes(image.convert("L"), formats=QR_CODES)
    except (UnidentifiedImageError, OSError):
        return ""
    return found[0].text if found else ""


class ReasonForm(forms.Form):
    """Why an exception is made."""

    reason = forms.CharField(label=_("理由"), max_length=500, widget=TextArea(), help_text=_("只有工作人员看得到。"))


def digits_of(query: Mapping[str, str]) -> str:
    """The last digits of a phone that are looked for."""
    return query.get("q", "").strip()[:8]
