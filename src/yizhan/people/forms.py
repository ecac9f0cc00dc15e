"""What people fill in about themselves and to sign in."""

import unicodedata
from collections.abc import Sequence
from typing import Any

from allauth.core import ratelimit
from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from yizhan.kernel.errors import Refused
from yizhan.people import queries, rules
from yizhan.people.models import ConsentText, Language, Person, Scale
from yizhan.ui.widgets import CodeInput

LIMITED = "limited"


class PhoneField(forms.CharField):
    """A phone number as people write it, kept in E.164."""

    widget = forms.TextInput(
        attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel", "placeholder": _("11 位手机号")}
    )

    def __init__(self) -> None:
        super().__init__(label=_("手机号"), max_length=32, error_messages={"required": _("请填写手机号。")})

    def clean(self, value: object) -> str:
        """The number in E.164."""
        try:
            return rules.normal_phone(super().clean(value))
        except rules.BadPhone as refusal:
            raise forms.ValidationError(str(refusal), code="invalid") from refusal


class SignInForm(forms.Form):
    """To which phone the code goes."""

    phone = PhoneField()

    def __init__(self, data: QueryDict | None = None, *, request: HttpRequest) -> None:
        super().__init__(data)
        self.request = request

    def clean_phone(self) -> str:
        """The number, unless wrong codes have locked it or codes were asked for too often."""
        phone: str = self.cleaned_data["phone"]
        require_code_allowed(self.request, phone)
        return phone


def require_code_allowed(request: HttpRequest, phone: str) -> None:
    """Raise while no further code may be sent to `phone`."""
    try:
        queries.require_unlocked(phone)
    except Refused as refusal:
        raise forms.ValidationError(str(refusal), code=LIMITED) from refusal
    if not ratelimit.consume(request, action="request_login_code", key=phone):
        raise forms.ValidationError(_("索取验证码太频繁了，请 10 分钟后再试。"), code=LIMITED)


class CodeForm(forms.Form):
    """The code that was sent."""

    code = forms.CharField(
        label=_("验证码"),
        max_length=16,
        widget=CodeInput({"maxlength": 9, "autofocus": True}),
        error_messages={"required": _("请填写短信里的验证码。")},
    )

    def clean_code(self) -> str:
        """Six digits, however they were typed."""
        written = unicodedata.normalize("NFKC", self.cleaned_data["code"])
        code = "".join(character for character in written if not character.isspace() and character != "-")
        if len(code) != rules.CODE_DIGITS or not code.isdecimal():
            raise forms.ValidationError(_("验证码是 6 位数字。"))
        return code


class JoinForm(forms.Form):
    """What is asked of a new member: how to be called, and what they agree to."""

    name = forms.CharField(
        label=_("怎么称呼你"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
        error_messages={"required": _("请写一个称呼，昵称就可以。")},
    )

    def __init__(self, data: QueryDict | None = None, *, texts: Sequence[ConsentText], name: str = "") -> None:
        super().__init__(data, initial={"name": name})
        self.texts = texts
        for text in texts:
            self.fields[text.purpose] = forms.BooleanField(
                label=_("我同意%(title)s") % {"title": text.title},
                required=text.required,
                error_messages={"required": rules.ConsentRequired.message},
            )

    def agreed(self) -> list[ConsentText]:
        """The texts that were ticked."""
        return [text for text in self.texts if self.cleaned_data[text.purpose]]


class DisplayForm(forms.Form):
    """How pages are shown."""

    language = forms.ChoiceField(label=_("语言"), choices=Language.choices, widget=forms.RadioSelect)
    scale = forms.TypedChoiceField(label=_("字号"), choices=Scale.choices, coerce=int, widget=forms.RadioSelect)
    high_contrast = forms.BooleanField(label=_("高对比度"), required=False)


class ProfileForm(DisplayForm):
    """How a person wants to be called and shown pages."""

    name = forms.CharField(
        label=_("称呼"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
        error_messages={"required": _("请写一个称呼，昵称就可以。")},
    )
    field_order = ("name", "language", "scale", "high_contrast")

    @staticmethod
    def initial_of(person: Person) -> dict[str, Any]:
        """What `person` has chosen so far."""
        return {field: getattr(person, field) for field in ProfileForm.field_order}
