"""How a page that does one thing to a draft works: refusal in place, back to the draft."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise

from yizhan.delivery.forms.drafts import VersionForm
from yizhan.delivery.models import Draft
from yizhan.kernel.errors import Refused


def draft_of(pk: UUID) -> Draft:
    """The draft, or a calm page that there is none."""
    draft: Draft = get_object_or_404(Draft.objects.select_related("made_by"), pk=pk)
    return draft


def version_of(request: HttpRequest) -> int:
    """The version of the draft that the page showed; 0, which no draft has, when it was not sent."""
    form = VersionForm(request.POST)
    return form.cleaned_data["version"] if form.is_valid() else 0


def carried(
    request: HttpRequest, draft: Draft, command: Callable[[], object], *, done: str | Promise, to: str = "draft-detail"
) -> HttpResponse:
    """Do `command` and go back to the draft; a refusal is told there."""
    try:
        command()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, str(done))
    return redirect(f"delivery:{to}", *([] if to == "draft-list" else [draft.pk]))
