"""Pages for those who came."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods

from yizhan.evaluation import policies, queries, services
from yizhan.evaluation.forms.ratings import RatingForm
from yizhan.evaluation.models import Ask
from yizhan.evaluation.views.asked import person_of
from yizhan.kernel import clock
from yizhan.kernel.access import guarded
from yizhan.people.queries import today
from yizhan.ui.acts import posted
from yizhan.ui.forms import attempt
from yizhan.ui.pages import page

SHOWN = 50


@require_GET
@guarded(policies.is_asked)
def ask_list(request: HttpRequest) -> HttpResponse:
    """What waits to be rated, and what was."""
    person = person_of(request)
    year = today().year
    context = {
        "waiting": queries.waiting_for(person),
        "rated": queries.rated_by(person)[:SHOWN],
        "survey": None if queries.has_answered(person, year) else year,
    }
    return page(request, "evaluation/ask_list.html", context)


@require_http_methods(["GET", "POST"])
@guarded(policies.is_asked)
def rating_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say how it was, or say it otherwise while that can be done."""
    ask = get_object_or_404(queries.asks_of(person_of(request)), pk=pk)
    activity = ask.registration.activity
    form = RatingForm(posted(request), offered=queries.items_of(activity.category_id), initial=queries.said(ask))
    if attempt(form, lambda: services.rate(actor=request.user, ask=ask, **form.cleaned_data)):
        return redirect("evaluation:rating-thanks", pk=ask.pk)
    context = {"form": form, "ask": ask, "activity": activity, "closed": clock.now() >= ask.closes_at}
    return page(request, "evaluation/rating_form.html", context, part="form")


@require_GET
@guarded(policies.is_asked)
def rating_thanks(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Thanks, what happens next, and what else waits."""
    ask: Ask = get_object_or_404(queries.asks_of(person_of(request)), pk=pk, rating__isnull=False)
    context = {
        "ask": ask,
        "called": queries.is_called_back(ask),
        "following": queries.waiting_for(person_of(request)).first(),
    }
    return page(request, "evaluation/rating_thanks.html", context)
