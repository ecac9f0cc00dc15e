"""Orders: answered from a link without signing in, and from the provider's own page."""

from datetime import date

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from yizhan.delivery import policies
from yizhan.delivery.forms.orders import FilterForm, OrdersForm, ProposalForm, ReasonForm
from yizhan.delivery.models import Order
from yizhan.delivery.queries import deliveries, openings, orders
from yizhan.delivery.services import answering
from yizhan.kernel import clock
from yizhan.kernel.access import anyone, guarded
from yizhan.network.queries import officers_of
from yizhan.people.queries import today
from yizhan.ui.acts import form_page, posted
from yizhan.ui.forms import attempt
from yizhan.ui.pages import page


@require_GET
@guarded(anyone)
def order_answer(request: HttpRequest, token: str) -> HttpResponse:
    """What is asked of a provider, and the three answers; the secret in the address is the key."""
    return _answer_page(request, _order(token), token)


@require_POST
@guarded(anyone)
def order_accept(request: HttpRequest, token: str) -> HttpResponse:
    """Accept."""
    order, form = _order(token), Form(request.POST)
    attempt(form, lambda: answering.accept(actor=request.user, order=order, key=token))
    if form.errors:
        return _answer_page(request, order, token, form=form)
    messages.success(request, _("已接单，这场就交给你们了。报名已经开放。"))
    return redirect("delivery:order-answer", token=token)


@form_page
@guarded(anyone)
def order_refuse(request: HttpRequest, token: str) -> HttpResponse:
    """Refuse, and why."""
    order, form = _order(token), ReasonForm(posted(request))
    attempt(form, lambda: answering.refuse(actor=request.user, order=order, key=token, **form.cleaned_data))
    if not form.is_bound or form.errors:
        context = {"order": order, "token": token, "form": form, "asked": True, "proposes": False}
        return page(request, "delivery/order_form.html", context)
    messages.success(request, _("已拒单，原因已转给枢纽。不需要再做什么。"))
    return redirect("delivery:order-answer", token=token)


@form_page
@guarded(anyone)
def order_propose(request: HttpRequest, token: str) -> HttpResponse:
    """Propose another time."""
    order = _order(token)
    times = openings.of(order.delivery)
    form = ProposalForm(posted(request), times=times)
    attempt(form, lambda: answering.propose(actor=request.user, order=order, key=token, **form.cleaned_data))
    if not form.is_bound or form.errors:
        context = {"order": order, "token": token, "form": form, "asked": bool(times), "proposes": True}
        return page(request, "delivery/order_form.html", context)
    messages.success(request, _("改期的提议已送到站点，有结果会通知你们。"))
    return redirect("delivery:order-answer", token=token)


def _order(token: str) -> Order:
    order = orders.by_token(token)
    if order is None:
        raise Http404
    return order


def _answer_page(request: HttpRequest, order: Order, token: str, *, form: Form | None = None) -> HttpResponse:
    context = {
        "order": order,
        "delivery": order.delivery,
        "token": token,
        "form": form,
        "begun": order.delivery.starts_at <= clock.now(),
        "overdue": order.respond_by <= clock.now(),
        "officers": [one.person for one in officers_of(order.delivery.station)],
        "address": request.build_absolute_uri(),
        "staff": policies.can_see_orders(request.user),
    }
    return page(request, "delivery/order_answer.html", context)


@require_GET
@guarded(policies.can_see_orders)
def order_list(request: HttpRequest) -> HttpResponse:
    """The provider's inbox by due time, and the month's sessions."""
    month = FilterForm(request.GET).wanted(today())["month"]
    return page(request, "delivery/order_list.html", _inbox(request, month=month))


def _inbox(request: HttpRequest, *, month: date, form: OrdersForm | None = None) -> dict[str, object]:
    rows = list(deliveries.found(request.user, month=month))
    return {
        "orders": orders.inbox(request.user),
        "weeks": deliveries.grid(month, [row for row in rows if row.provider_id]),
        "open_count": orders.open_to(request.user).count(),
        "months": orders.neighbours(month),
        "now": timezone.localtime(clock.now()),
        "month": month,
        "form": form,
    }


@require_POST
@guarded(policies.can_see_orders)
def order_accept_all(request: HttpRequest) -> HttpResponse:
    """Accept those that are ticked, each for itself; those that could not be taken say why."""
    form = OrdersForm(request.POST, mine=orders.inbox(request.user))
    if not form.is_valid():
        return page(request, "delivery/order_list.html", _inbox(request, month=today().replace(day=1), form=form))
    chosen = list(form.cleaned_data["orders"])
    refused = answering.accept_all(actor=request.user, orders=chosen)
    taken = len(chosen) - len(refused)
    if taken:
        messages.success(request, ngettext("接下了 %(n)d 张派单。", "接下了 %(n)d 张派单。", taken) % {"n": taken})
    for order in chosen:
        if order.pk in refused:
            messages.error(request, f"{order.delivery.service} · {refused[order.pk]}")
    return redirect("delivery:order-list")
