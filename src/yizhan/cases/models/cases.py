"""Cases, who reported them, their log, and the clocks read off it."""

from typing import ClassVar, NamedTuple, Self
from uuid import UUID

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yizhan.cases.models.kinds import Kind, Mechanism
from yizhan.enterprises.models import Enterprise, Finding
from yizhan.kernel import seals
from yizhan.kernel.identifiers import uuid7
from yizhan.kernel.labels import Labelled
from yizhan.kernel.languages import in_language
from yizhan.needs.models import Need
from yizhan.network.models import Building, Station
from yizhan.people.models import Person


class Channel(models.TextChoices):
    MEMBER = "member", _("会员")
    ENTERPRISE = "enterprise", pgettext_lazy("channel", "企业")
    DESK = "desk", _("站点登记")
    WALK = "walk", _("跑楼走访")
    NEED = "need", _("需求转来")
    COLOUR = "colour", _("稳定变化")
    OPEN311 = "open311", _("公开接口")


class State(models.TextChoices):
    RECEIVED = "received", _("待联系")
    HANDLING = "handling", _("办理中")
    PAUSED = "paused", _("暂停计时")
    SUSPENDED = "suspended", _("挂账")
    ANSWERED = "answered", _("已答复，待回访")
    APPEALED = "appealed", _("申诉中")
    CLOSED = "closed", _("已办结")


class Result(models.TextChoices):
    """What came of it; closed says nothing of that."""

    SOLVED = "solved", _("已解决")
    PARTLY = "partly", _("部分解决")
    EXPLAINED = "explained", _("解释后认可")
    IMPOSSIBLE = "impossible", _("无法办到")
    NOT_OURS = "not_ours", _("已转有权单位")
    DUPLICATE = "duplicate", _("同一问题，一并答复")
    WITHDRAWN = "withdrawn", _("已撤回")


class Standing(NamedTuple):
    """Where a case is, and what came of it so far."""

    state: State
    result: Result | None


class Clock(models.TextChoices):
    CONTACT = "contact", _("首次联系")
    REPORT_IN = "report_in", _("报到")
    PART = "part", _("协办")
    RESOLUTION = "resolution", _("办结答复")
    PROGRESS = "progress", _("进展通报")
    CALL_BACK = "call_back", pgettext_lazy("one", "回访")
    APPEAL = "appeal", _("申诉复核")


class CaseQuerySet(models.QuerySet["Case"]):
    def locked(self, pk: UUID) -> "Case":
        """The case, ours until the transaction ends; every command about it takes it first."""
        return self.select_for_update(of=("self",)).select_related("kind", "station").defer("search").get(pk=pk)

    def followers_locked(self, leader: "Case") -> "list[Case]":
        """Those that follow a locked case, ours too; whoever needs both takes the leader first."""
        found = (
            self.select_for_update(of=("self",)).select_related("kind", "station").defer("search").filter(series=leader)
        )
        return list(found.order_by("pk"))

    def open(self) -> Self:
        """Those that somebody still works on."""
        return self.exclude(state__in=[State.CLOSED, State.ANSWERED])

    def leading(self) -> Self:
        """Without those that are answered together with another."""
        return self.filter(series=None)

    def public(self) -> Self:
        """Those that an officer marked public, after taking out what tells who somebody is."""
        return self.filter(public_at__isnull=False)


class Case(Labelled):
    """A worry that somebody brought; `due_at` is when the next thing must be done, as its clocks were last read.

    `calendar` is the version of the calendar on which they were read.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(_("编号"), max_length=12)
    kind = models.ForeignKey(Kind, on_delete=models.PROTECT, related_name="cases")
    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="cases")
    building = models.ForeignKey(Building, on_delete=models.PROTECT, null=True, blank=True, related_name="cases")
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, null=True, blank=True, related_name="cases")
    finding = models.OneToOneField(Finding, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    need = models.ForeignKey(Need, on_delete=models.PROTECT, null=True, blank=True, related_name="cases")
    channel = models.CharField(max_length=12, choices=Channel.choices)
    words = models.CharField(_("什么事"), max_length=4000)
    place = models.CharField(_("具体位置"), max_length=160, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    answers: "models.JSONField[dict[str, object], dict[str, object]]" = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECEIVED)
    mechanism = models.CharField(max_length=10, choices=Mechanism.choices, default=Mechanism.INSTANT)
    result = models.CharField(max_length=10, choices=Result.choices, blank=True)
    basis = models.CharField(_("依据或回执"), max_length=500, blank=True)
    round = models.PositiveSmallIntegerField(default=1)
    responsible = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    answered_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    series = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="followers")
    split_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts_split")
    raised_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    due_clock = models.CharField(max_length=12, choices=Clock.choices, blank=True)
    calendar = models.CharField(max_length=20, blank=True)
    public_words = models.CharField(_("公开的内容"), max_length=4000, blank=True)
    public_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()
    nonce = models.UUIDField(null=True, blank=True, editable=False)
    search = SearchVectorField(null=True)

    objects: ClassVar = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["-raised_at", "-id"]
        indexes = [
            GinIndex(fields=["search"], name="cases_case_search"),
            models.Index(
                fields=["station", "due_at", "id"],
                condition=Q(series=None) & ~Q(state__in=["closed", "answered"]),
                name="cases_case_inbox",
            ),
            models.Index(
                fields=["due_at", "id"],
                condition=Q(series=None) & ~Q(state__in=["closed", "answered"]),
                name="cases_case_inbox_everywhere",
            ),
            models.Index(fields=["station", "state", "due_at"], name="cases_case_by_state"),
            models.Index(
                fields=["state", "due_at", "id"], condition=Q(series=None), name="cases_case_state_everywhere"
            ),
            models.Index(
                fields=["kind", "due_at", "id"],
                condition=Q(series=None) & ~Q(state__in=["closed", "answered"]),
                name="cases_case_inbox_of_kind",
            ),
            models.Index(
                fields=["mechanism", "due_at", "id"],
                condition=Q(series=None) & ~Q(state__in=["closed", "answered"]),
                name="cases_case_inbox_of_rung",
            ),
            models.Index(
                fields=["responsible", "due_at", "id"],
                condition=Q(series=None) & ~Q(state__in=["closed", "answered"]),
                name="cases_case_inbox_of_person",
            ),
            models.Index(
                fields=["-closed_at", "-id"], condition=Q(series=None, state="closed"), name="cases_case_closed"
            ),
            models.Index(
                fields=["station", "-closed_at", "-id"],
                condition=Q(series=None, state="closed"),
                name="cases_case_closed_at_station",
            ),
            models.Index(fields=["public_at"], condition=Q(public_at__isnull=False), name="cases_case_public"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["code"], name="cases_case_code_once"),
            models.UniqueConstraint(fields=["nonce"], name="cases_case_sent_once"),
            models.CheckConstraint(condition=~Q(words=""), name="cases_case_says_what"),
            models.CheckConstraint(condition=Q(mechanism__in=Mechanism.values), name="cases_case_mechanism_known"),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="cases_case_channel_known"),
            models.CheckConstraint(
                condition=Q(result="", state__in=["received", "handling", "paused", "suspended"])
                | Q(result__in=Result.values, state__in=["answered", "appealed", "closed"]),
                name="cases_case_result_when_answered",
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False) | ~Q(state="closed") & Q(closed_at=None),
                name="cases_case_closed_since",
            ),
            models.CheckConstraint(
                condition=~Q(result__in=["impossible", "not_ours"]) | ~Q(basis=""), name="cases_case_result_with_basis"
            ),
            models.CheckConstraint(condition=Q(round__gte=1), name="cases_case_has_a_round"),
            models.CheckConstraint(condition=~Q(series=F("id")), name="cases_case_follows_another"),
            models.CheckConstraint(
                condition=Q(public_at=None) | ~Q(public_words=""), name="cases_case_public_with_words"
            ),
            models.CheckConstraint(
                condition=Q(lat=None, lon=None)
                | Q(lat__isnull=False, lon__isnull=False) & Q(lat__range=(-90, 90), lon__range=(-180, 180)),
                name="cases_case_position_whole",
            ),
            models.CheckConstraint(
                condition=Q(due_at=None, due_clock="") | Q(due_at__isnull=False, due_clock__in=Clock.values),
                name="cases_case_due_by_a_clock",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def standing(self) -> Standing:
        """Its state and its result."""
        return Standing(State(self.state), Result(self.result) if self.result else None)

    @property
    def title(self) -> str:
        """The first words of it, for lists."""
        return self.words.split("\n", 1)[0][:40]


class Reporter(models.Model):
    """Who brought a case, kept apart from what it says; somebody without an account leaves a name and a sealed phone."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reporters")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="reports")
    name = models.CharField(_("称呼"), max_length=40, blank=True)
    phone_sealed = models.BinaryField(null=True)
    joined_at = models.DateTimeField()

    class Meta:
        ordering = ["joined_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "person"], name="cases_reporter_once"),
            models.CheckConstraint(
                condition=Q(person__isnull=False, name="", phone_sealed=None) | Q(person=None),
                name="cases_reporter_known_one_way",
            ),
        ]

    @property
    def called(self) -> str:
        """How to address them."""
        return str(self.person) if self.person else self.name

    @property
    def phone(self) -> str:
        """The phone number in E.164, unsealed; every look is logged by who asks."""
        if self.person:
            return self.person.phone
        return seals.unseal(self.phone_sealed) if self.phone_sealed else ""


class EventKind(models.TextChoices):
    """What can happen to a case; the clocks are read off these and nothing else."""

    RAISED = "raised", _("提出")
    JOINED = "joined", _("又有人反映")
    LEFT = "left", _("有人撤回")
    CONTACTED = "contacted", _("已联系")
    TOLD = "told", _("通报进展")
    NOTED = "noted", _("内部记录")
    ASSIGNED = "assigned", _("换人负责")
    ROSE = "rose", _("升级机制")
    ASKED = "asked", _("请单位协办")
    WHISTLED = "whistled", _("吹哨")
    REPORTED_IN = "reported_in", _("已报到")
    REFUSED = "refused", _("退回协办")
    PART_DONE = "part_done", _("协办完成")
    EXCUSED = "excused", _("免去协办")
    PAUSED = "paused", _("暂停计时")
    RESUMED = "resumed", _("恢复计时")
    SUSPENDED = "suspended", _("挂账")
    REINSTATED = "reinstated", _("销账恢复")
    EXTENDED = "extended", _("延长期限")
    REQUESTED = "requested", _("提请审批")
    DECIDED = "decided", _("审批")
    REVIEWED = "reviewed", _("复核")
    FORCED = "forced", _("成立专班")
    MILESTONE = "milestone", pgettext_lazy("one", "节点")
    ANSWERED = "answered", _("答复")
    CALLED_BACK = "called_back", pgettext_lazy("one", "回访")
    REOPENED = "reopened", _("重新办理")
    APPEALED = "appealed", _("申诉")
    APPEAL_DECIDED = "appeal_decided", _("申诉结论")
    FOLLOWED = "followed", pgettext_lazy("event", "并案")
    SPLIT = "split", _("分案")
    PUBLISHED = "published", pgettext_lazy("event", "公开")
    ESCALATED = "escalated", _("提级提醒")
    WITHDRAWN = "withdrawn", _("撤回")
    CLOSED = "closed", _("办结")


class Event(models.Model):
    """One line of a case's log, never changed: what, when, by whom; `words` are for the reporters, `note` for officers.

    `about` names the part or other row that it is about; `limit` and `until` are what the clocks need to know of it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="events")
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=16, choices=EventKind.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    about = models.CharField(max_length=40, blank=True)
    limit = models.CharField(max_length=8, blank=True)
    until = models.DateTimeField(null=True)
    words_zh = models.CharField(max_length=2000, blank=True)
    words_en = models.CharField(max_length=3000, blank=True)
    note = models.CharField(max_length=2000, blank=True)

    class Meta:
        ordering = ["case", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["case", "seq"], name="cases_event_in_order"),
            models.CheckConstraint(condition=Q(kind__in=EventKind.values), name="cases_event_kind_known"),
            models.CheckConstraint(
                condition=Q(limit="") | Q(limit__regex=r"^[1-9][0-9]{0,3}[dhm]$"), name="cases_event_limit_readable"
            ),
        ]

    @property
    def words(self) -> str:
        return in_language(self.words_zh, self.words_en)


class Timer(Labelled):
    """A clock of a case as it was last read off the log; worth nothing by itself, it can be read again at any time.

    `due_at` is by when something is expected now, `judged_at` the first limit that passed, whatever was granted later.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="timers")
    position = models.PositiveSmallIntegerField()
    clock = models.CharField(max_length=12, choices=Clock.choices)
    round = models.PositiveSmallIntegerField()
    about = models.CharField(max_length=40, blank=True)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    judged_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)
    dropped = models.BooleanField(default=False)
    provisional = models.BooleanField(default=False)

    class Meta:
        ordering = ["case", "position"]
        indexes = [
            models.Index(fields=["clock", "judged_at"], name="cases_timer_judged"),
            models.Index(fields=["due_at"], condition=Q(stopped_at=None), name="cases_timer_running"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["case", "position"], name="cases_timer_position_once"),
            models.CheckConstraint(condition=Q(clock__in=Clock.values), name="cases_timer_clock_known"),
            models.CheckConstraint(
                condition=Q(stopped_at=None) | Q(stopped_at__gte=F("started_at")), name="cases_timer_stops_after_start"
            ),
        ]
