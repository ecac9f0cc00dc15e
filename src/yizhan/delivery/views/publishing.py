"""The page that publishes a draft, after showing what changed since it was made."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yizhan.delivery import policies
from yizhan.delivery.forms.drafts import PublishForm
from yizhan.delivery.queries.board import told_of
from yizhan.delivery.queries.publishing import outlook_of, published_in, standing_in
from yizhan.delivery.queries.wording import told_news
from yizhan.delivery.services.publishing import publish
from yizhan.delivery.views.drafting import draft_of
from yizhan.kernel.access import guarded
from yizhan.ui.acts import posted
from yizhan.ui.forms import attempt
from yizhan.ui.pages import page


@require_http_methods(["GET", "POST"])
@guarded(policies.can_plan)
def draft_publish(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What publishing does, what changed since the draft was made, and what is in the way."""
    draft, form = draft_of(pk), PublishForm(posted(request))
    if attempt(form, lambda: publish(actor=request.user, draft=draft, **form.cleaned_data)):
        messages.success(request, _("计划已发布，订单已派给服务方。"))
        return redirect("delivery:draft-detail", pk)
    outlook = outlook_of(draft)
    context = {
        "draft": draft,
        "form": form,
        "fresh": PublishForm(initial={"version": draft.version, "seen": outlook.fingerprint}),
        "outlook": outlook,
        "earlier": published_in(draft.month),
        "standing": standing_in(draft.month),
        "news": told_news(outlook.news),
        "broken": told_of(outlook.sessions, outlook.broken),
    }
    return page(request, "delivery/draft_publish.html", context)
