"""How a place becomes a station, is reviewed, and leaves."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from yizhan.kernel.access import guarded
from yizhan.network import policies, services
from yizhan.network.forms.assessments import ApproveForm, ReviewForm, VisitForm
from yizhan.network.forms.stations import ReasonForm
from yizhan.network.models import Assessment, Station
from yizhan.network.rules import refusals
from yizhan.network.views.acts import carry_out, station_of
from yizhan.people.models import Actor
from yizhan.people.queries import today
from yizhan.ui.acts import Act, form_page, posted

VISIT = Act(title=_("走访评估"), button=_("记下走访"), wide=True)
APPROVE = Act(title=_("授牌"), button=_("授牌并启用"), facts=(_("授牌后，会员马上看得到这个站点。"),))
REAPPLY = Act(title=_("重新申报"), button=_("重新申报"), facts=(_("回到“已申报”，要重新走访和授牌。"),))
REVIEW = Act(title=_("年度评估"), button=_("记下评估"), facts=(_("每年只评估一次，记下后不能改。"),), wide=True)
DECLINE = Act(
    title=_("不予通过"),
    button=_("不予通过"),
    facts=(_("申报会退回，原因记入台账。"), _("补齐以后可以重新申报。")),
    danger=True,
)
CLOSE = Act(
    title=_("摘牌"),
    button=_("确认摘牌"),
    facts=(
        _("会员不再看到这个站点，它的服务也不再列出。"),
        _("空间、开放时间和台账都保留，以后可以重新申报。"),
    ),
    danger=True,
)


def decides(actor: Actor, station: Station) -> bool:
    """Whoever decides, decides about every station."""
    return policies.can_decide(actor)


def applies(actor: Actor, station: Station) -> bool:
    """Those who may apply where the station is."""
    return policies.can_apply(actor, station.subdistrict_id)


@form_page
@guarded(policies.can_assess)
def station_visit(request: HttpRequest, slug: str) -> HttpResponse:
    """Score the five aspects on a visit."""
    station = station_of(request, slug, decides)
    form = VisitForm(posted(request), initial={"on": today()})
    return carry_out(
        request,
        station,
        act=VISIT,
        form=form,
        command=lambda typed: services.visit(
            actor=request.user, station=station, on=typed["on"], scores=form.scores, words=typed["words"]
        ),
    )


@form_page
@guarded(policies.can_decide)
def station_approve(request: HttpRequest, slug: str) -> HttpResponse:
    """Admit the station."""
    station = station_of(request, slug, decides)
    return carry_out(
        request,
        station,
        act=APPROVE,
        form=ApproveForm(posted(request), initial={"opened_on": today()}),
        command=lambda typed: services.approve(actor=request.user, station=station, **typed),
    )


@form_page
@guarded(policies.can_decide)
def station_decline(request: HttpRequest, slug: str) -> HttpResponse:
    """Decline the application."""
    station = station_of(request, slug, decides)
    return carry_out(
        request,
        station,
        act=DECLINE,
        form=ReasonForm(posted(request)),
        command=lambda typed: services.decline(actor=request.user, station=station, **typed),
    )


@form_page
@guarded(policies.can_apply_somewhere)
def station_reapply(request: HttpRequest, slug: str) -> HttpResponse:
    """Apply again after a refusal or a withdrawal."""
    station = station_of(request, slug, applies)
    return carry_out(
        request,
        station,
        act=REAPPLY,
        form=ReasonForm(posted(request)),
        command=lambda typed: services.reapply(actor=request.user, station=station, **typed),
    )


@form_page
@guarded(policies.can_assess)
def station_review(request: HttpRequest, slug: str) -> HttpResponse:
    """Review the station for the year."""
    station = station_of(request, slug, decides)
    form = ReviewForm(posted(request), initial={"on": today()})
    return carry_out(
        request,
        station,
        act=REVIEW,
        form=form,
        command=lambda typed: _review(request.user, station, form),
    )


def _review(actor: Actor, station: Station, form: ReviewForm) -> Assessment:
    """Review with what was typed; the reason of a withdrawal is asked for where it is typed."""
    typed = form.cleaned_data
    try:
        return services.review(
            actor=actor,
            station=station,
            on=typed["on"],
            scores=form.scores,
            verdict=typed["verdict"],
            words=typed["words"],
        )
    except (refusals.ReasonMissing, refusals.ReasonTooLong) as refusal:
        raise type(refusal)(field="words") from refusal


@form_page
@guarded(policies.can_decide)
def station_close(request: HttpRequest, slug: str) -> HttpResponse:
    """Withdraw the station from the network."""
    station = station_of(request, slug, decides)
    return carry_out(
        request,
        station,
        act=CLOSE,
        form=ReasonForm(posted(request)),
        command=lambda typed: services.close_station(actor=request.user, station=station, **typed),
    )
