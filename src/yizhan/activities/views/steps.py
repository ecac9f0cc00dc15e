"""What is done to an activity, each after asking: publish, move, cancel, discard, take the roster along."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yizhan.activities import policies, services
from yizhan.activities.forms.organising import MoveForm, PublishForm, ReasonForm, RosterForm
from yizhan.activities.models import Activity, Allotment
from yizhan.activities.queries import desk
from yizhan.activities.views.asking import Asked, ask
from yizhan.activities.views.organising import run_or_404
from yizhan.kernel.access import guarded
from yizhan.ui.acts import form_page, posted
from yizhan.ui.forms import attempt
from yizhan.ui.pages import page

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def _back(activity: Activity) -> str:
    return reverse("activities:desk-detail", args=[activity.pk])


def _told(activity: Activity) -> str:
    count = activity.registrations.standing().count()
    return ngettext("已报名的 %(count)d 人会收到通知。", "已报名的 %(count)d 人会收到通知。", count) % {"count": count}


@form_page
@guarded(policies.can_run_somewhere)
def activity_publish(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let members see it."""
    activity = run_or_404(request, pk)
    facts = [_("会员马上看得到，报名时间一到就能报名。")]
    if activity.room:
        facts.append(_("%(room)s 会一起预订。") % {"room": activity.room})
    if activity.allotment == Allotment.LOTTERY:
        facts.append(_("抽签的种子会在这一刻封存，指纹公开，之后改不了。"))
    facts.append(_("发布后，时间和场地要用“改期”来改，名额的分法不能再改。"))
    asked = Asked(
        title=_("发布《%(title)s》") % {"title": activity},
        act=_("发布"),
        done=_("已发布。"),
        back=_back(activity),
        facts=tuple(facts),
    )

    def command(typed: Mapping[str, Any]) -> None:
        publish = services.publish_following if typed.get("scope") == "following" else services.publish
        publish(actor=request.user, activity=activity)

    return ask(request, asked, form=PublishForm(posted(request), activity=activity), command=command)


@form_page
@guarded(policies.can_run_somewhere)
def activity_move(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Another time or room; everyone is told."""
    activity = run_or_404(request, pk)
    asked = Asked(
        title=_("《%(title)s》改期") % {"title": activity},
        act=_("改期并通知"),
        done=_("已改期，报名的人都收到了通知。"),
        back=_back(activity),
        facts=(_told(activity), _("报名截止和最晚取消的时间跟着移动，已有的名额都保留。")),
    )
    return ask(
        request,
        asked,
        form=MoveForm(posted(request), activity=activity, rooms=desk.rooms_of(request.user)),
        command=lambda typed: services.move(actor=request.user, activity=activity, **typed),
    )


@form_page
@guarded(policies.can_run_somewhere)
def activity_cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Call it off; everyone is told why."""
    activity = run_or_404(request, pk)
    asked = Asked(
        title=_("取消《%(title)s》") % {"title": activity},
        act=_("取消活动"),
        done=_("已取消，报名的人都收到了通知。"),
        back=_back(activity),
        facts=(_told(activity), _("场地会空出来。取消以后不能恢复，要再办请复制一场。")),
        danger=True,
    )
    return ask(
        request,
        asked,
        form=ReasonForm(posted(request)),
        command=lambda typed: services.cancel(actor=request.user, activity=activity, **typed),
    )


@form_page
@guarded(policies.can_run_somewhere)
def activity_discard(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Throw a draft away."""
    activity = run_or_404(request, pk)
    asked = Asked(
        title=_("删除草稿《%(title)s》") % {"title": activity},
        act=_("删除"),
        done=_("草稿已删除。"),
        back=reverse("activities:desk-list"),
        facts=(_("还没有人看到过它，删除后不能恢复。"),),
        danger=True,
    )
    return ask(
        request,
        asked,
        form=Form(posted(request)),
        command=lambda typed: services.discard(actor=request.user, activity=activity),
    )


@form_page
@guarded(policies.can_run_somewhere)
def roster_export(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take the roster along as a file; the ledger notes it."""
    activity = run_or_404(request, pk)
    form = RosterForm(posted(request))
    content = attempt(form, lambda: services.export_roster(actor=request.user, activity=activity, **form.cleaned_data))
    if content is None:
        return page(request, "activities/roster_export.html", {"form": form, "activity": activity})
    kind, day = form.cleaned_data["kind"], timezone.localdate(activity.starts_at)
    response = HttpResponse(content, content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="roster-{day:%Y%m%d}-{activity.pk.hex[-6:]}.{kind}"'
    response["Cache-Control"] = "no-store"
    return response
