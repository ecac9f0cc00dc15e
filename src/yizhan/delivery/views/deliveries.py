"""Deliveries as those see them who plan, receive and hold them."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from yizhan.catalogue.models import Provider
from yizhan.catalogue.queries import categories
from yizhan.delivery import policies
from yizhan.delivery.forms.orders import AssignForm, FilterForm, ReasonForm
from yizhan.delivery.models import Delivery, DeliveryState, Order, OrderState, Origin
from yizhan.delivery.queries import candidates, deliveries, handling, orders, repairs
from yizhan.delivery.services import dispatching, proposals
from yizhan.delivery.views.acting import carry_out, delivery_of
from yizhan.kernel import clock
from yizhan.kernel.access import guarded
from yizhan.network.models import Station
from yizhan.people.models import Role
from yizhan.people.queries import places_of, today
from yizhan.ui.acts import Act, confirmation, form_page, posted
from yizhan.ui.pages import page

PER_PAGE = 30
ASSIGN = Act(title=gettext_lazy("指派服务方"), button=gettext_lazy("派单"), done=gettext_lazy("已派单，等对方答复。"))
OPEN = Act(
    title=gettext_lazy("开放抢单"),
    button=gettext_lazy("开放"),
    done=gettext_lazy("已开放，能接的服务方都收到了通知。"),
    facts=(gettext_lazy("能接这一场的服务方会收到通知，先接先得。"),),
)
AGREE = Act(
    title=gettext_lazy("同意改期"), button=gettext_lazy("同意"), done=gettext_lazy("已改期，活动已按新时间发布。")
)
DECLINE = Act(
    title=gettext_lazy("不同意改期"), button=gettext_lazy("按原时间"), done=gettext_lazy("已请服务方按原时间答复。")
)


@require_GET
@guarded(policies.can_see_deliveries)
def delivery_list(request: HttpRequest) -> HttpResponse:
    """The month as a calendar, what waits, and the deliveries that fit, with the next act beside each."""
    wanted = FilterForm(request.GET).wanted(today())
    month = wanted["month"]
    narrowed = {name: value for name, value in wanted.items() if name not in {"month", "day", "wait"}}
    found = deliveries.found(request.user, **wanted)
    context = {
        "deliveries": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "weeks": deliveries.grid(month, deliveries.found(request.user, month=month, **narrowed)),
        "waits": deliveries.waiting_for(request.user),
        "months": orders.neighbours(month),
        "counts": [(DeliveryState(s).label, n) for s, n in deliveries.counts(request.user, month).items()],
        "wanted": wanted,
        "narrowed": len(wanted) > 1,
        "now": clock.now(),
        **_choices(request),
    }
    return page(request, "delivery/delivery_list.html", context, part="rows")


def _choices(request: HttpRequest) -> dict[str, Any]:
    """What the list can be narrowed by."""
    plans = policies.can_plan(request.user)
    own = places_of(request.user, Role.STATION)
    return {
        "plans": plans,
        "states": DeliveryState.choices,
        "origins": Origin.choices,
        "categories": categories(),
        "stations": Station.objects.serving().order_by("code") if plans else Station.objects.filter(pk__in=own),
        "providers": Provider.objects.order_by("name_zh") if plans else Provider.objects.none(),
    }


@require_GET
@guarded(policies.can_see_deliveries)
def delivery_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One delivery: what it is, what can be done next, and everything that happened."""
    delivery, actor = delivery_of(request, pk), request.user
    all_orders = list(delivery.orders.select_related("provider"))
    standing = next((one for one in all_orders if one.state in OrderState.standing()), None)
    context = {
        "delivery": delivery,
        "order": standing,
        "events": deliveries.history(delivery),
        "parties": delivery.parties.select_related("need"),
        "report": deliveries.report_of(delivery),
        "repair": repairs.of(delivery),
        "plans": policies.can_plan(actor),
        "receives": policies.receives(actor, delivery),
        "answers": standing is not None and policies.can_answer(actor, standing, ""),
        "may_cancel": policies.can_cancel(actor, delivery) and delivery.state in DeliveryState.standing(),
        "may_grab": handling.of(delivery.service_id).may_grab,
        "now": clock.now(),
        "over": delivery.ends_at <= clock.now(),
        "candidates": candidates.of(delivery) if _to_assign(delivery) and policies.can_plan(actor) else [],
    }
    return page(request, "delivery/delivery_detail.html", context)


def _to_assign(delivery: Delivery) -> bool:
    return delivery.state in {DeliveryState.UNASSIGNED, DeliveryState.OPEN}


@form_page
@guarded(policies.can_plan)
def delivery_assign(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give the delivery to a provider who can."""
    delivery = delivery_of(request, pk)
    known = candidates.of(delivery)
    form = AssignForm(posted(request), fitting=[one.provider_id for one in known if one.fits])
    return carry_out(
        request,
        delivery,
        act=ASSIGN,
        form=form,
        command=lambda typed: dispatching.assign(actor=request.user, delivery=delivery, **typed),
        candidates=known,
    )


@form_page
@guarded(policies.can_plan)
def delivery_open(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let the providers take it."""
    delivery = delivery_of(request, pk)
    return carry_out(
        request,
        delivery,
        act=OPEN,
        form=confirmation(request),
        command=lambda typed: dispatching.open_up(actor=request.user, delivery=delivery),
    )


@form_page
@guarded(policies.can_see_deliveries)
def proposal_agree(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Move the delivery to the time that was proposed."""
    delivery = delivery_of(request, pk, policies.receives)
    order = _proposed(delivery)
    return carry_out(
        request,
        delivery,
        act=AGREE,
        form=confirmation(request),
        command=lambda typed: proposals.agree(actor=request.user, order=order),
        order=order,
    )


@form_page
@guarded(policies.can_see_deliveries)
def proposal_decline(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Stay with the time as it is."""
    delivery = delivery_of(request, pk, policies.receives)
    order = _proposed(delivery)
    return carry_out(
        request,
        delivery,
        act=DECLINE,
        form=ReasonForm(posted(request)),
        command=lambda typed: proposals.decline(actor=request.user, order=order, **typed),
        order=order,
    )


def _proposed(delivery: Delivery) -> Order:
    """The newest order; whether it still proposes is for the service to say."""
    return delivery.orders.select_related("provider", "delivery")[:1].get()
