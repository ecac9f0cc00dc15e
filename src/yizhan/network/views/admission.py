"""How a place becomes a station, is reviewed, and leaves."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from yizhan.kernel.access import guarded
from yizhan.network import policies, services
from yizhan.network.forms.pages import ApproveForm, ReasonForm, ReviewForm, VisitForm
from yizhan.network.models import Station
from yizhan.network.views.acts import carry_out, station_of
from yizhan.people.models import Actor
from yizhan.people.queries import today

form_page = require_http_methods(["GET", "POST"])


def decides(actor: Actor, station: Station) -> bool:
    """Whoever decides, decides about every station."""
    return policies.can_decide(actor)


@form_page
@guarded(policies.can_assess)
def station_visit(request: HttpRequest, slug: str) -> HttpResponse:
    """Score the five aspects on a visit."""
    station = station_of(request, slug, decides)
    form = VisitForm(request.POST or None, initial={"on": today()})
    return carry_out(
        request,
        station,
        form=form,
        command=lambda c: services.visit(
            actor=request.user, station=station, on=c["on"], scores=form.scores, words=c["words"]
        ),
        title=_("走访评估"),
        act=_("记下走访"),
    )


@form_page
@guarded(policies.can_decide)
def station_approve(request: HttpRequest, slug: str) -> HttpResponse:
    """Admit the station."""
    station = station_of(request, slug, decides)
    return carry_out(
        request,
        station,
        form=ApproveForm(request.POST or None, initial={"opened_on": today()}),
        command=lambda c: services.approve(actor=request.user, station=station, **c),
        title=_("授牌"),
        act=_("授牌并启用"),
    )


@form_page
@guarded(policies.can_decide)
def station_decline(request: HttpRequest, slug: str) -> HttpResponse:
    """Decline the application."""
    station = station_of(request, slug, decides)
    return carry_out(
        request,
        station,
        form=ReasonForm(request.POST or None),
        command=lambda c: services.decline(actor=request.user, station=station, **c),
        title=_("不予通过"),
        act=_("不予通过"),
        danger=True,
    )


@form_page
@guarded(policies.can_see_network_admin)
def station_reapply(request: HttpRequest, slug: str) -> HttpResponse:
    """Apply again after a refusal or a withdrawal."""
    station = station_of(request, slug, policies.can_edit)
    return carry_out(
        request,
        station,
        form=ReasonForm(request.POST or None),
        command=lambda c: services.reapply(actor=request.user, station=station, **c),
        title=_("重新申报"),
        act=_("重新申报"),
    )


@form_page
@guarded(policies.can_assess)
def station_review(request: HttpRequest, slug: str) -> HttpResponse:
    """Review the station for the year."""
    station = station_of(request, slug, decides)
    form = ReviewForm(request.POST or None, initial={"on": today()})
    return carry_out(
        request,
        station,
        form=form,
        command=lambda c: services.review(
            actor=request.user,
            station=station,
            on=c["on"],
            scores=form.scores,
            verdict=c["verdict"],
            words=c["words"],
        ),
        title=_("年度评估"),
        act=_("记下评估"),
    )


@form_page
@guarded(policies.can_decide)
def station_close(request: HttpRequest, slug: str) -> HttpResponse:
    """Withdraw the station from the network."""
    station = station_of(request, slug, decides)
    return carry_out(
        request,
        station,
        form=ReasonForm(request.POST or None),
        command=lambda c: services.close_station(actor=request.user, station=station, **c),
        title=_("摘牌"),
        act=_("摘牌"),
        danger=True,
    )
