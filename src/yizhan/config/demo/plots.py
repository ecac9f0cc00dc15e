"""The plots of the demo's cases: each acts and says how many working hours pass until it goes on."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from yizhan.cases import queries, services
from yizhan.cases.models import Body, Case, Kind, Mechanism, Part, Request, RequestKind, Result
from yizhan.cases.rules import Limit
from yizhan.config.demo.network import Row
from yizhan.kernel import clock
from yizhan.network.models import Station
from yizhan.people.models import Person

DAY = 8.0

BASES = {
    Result.NOT_OURS: "街道城运中心已接收，回执编号示例 1043",
    Result.IMPOSSIBLE: "产权单位书面说明结构承重不允许，复印件在站点",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Play:
    """Where a case happens, what it is about, and who takes part."""

    station: Station
    kind: Kind
    row: Row
    member: Person
    neighbours: Sequence[Person]
    officer: Person
    overseer: Person
    hub: Person
    bodies: Sequence[tuple[Body, Person]]

    def raise_case(self, *, by: Person | None = None, words: str = "") -> Case:
        """Bring it, with what the kind has to know."""
        fields = {
            "kind": self.kind,
            "station": self.station,
            "building": self.station.building,
            "words": words or self.row["words"],
            "answers": {str(one["code"]): _first(one) for one in self.kind.fields if one.get("required")},
        }
        return services.raise_case(actor=by or self.member, fields=fields)

    def answer(self, case: Case, result: Result = Result.SOLVED) -> None:
        """Answer, and make public what may be."""
        basis = BASES.get(result, "")
        services.answer(actor=self.officer, case=case, result=result, words=self.row["answer"], basis=basis)
        if self.row["public"] and self.kind.may_be_public:
            services.publish_case(actor=self.officer, case=case, words=self.row["public"])

    def says(self, case: Case, *, solved: bool = True, level: int = 5, words: str = "") -> None:
        """What the reporter says to somebody who did not handle it."""
        opinion = services.Opinion(solved=solved, level=level, words=words)
        waiting = case.call_backs.get(done_at=None)
        services.call_back(actor=self.hub, call_back=waiting, opinion=opinion)


def _first(field: dict[str, object]) -> object:
    choices = field.get("choices")
    return choices[0]["code"] if isinstance(choices, list) else "1"


def later(limit: str) -> datetime:
    """When that limit of working time is over, counted from now."""
    return Limit.parse(limit).after(clock.now(), queries.working_calendar())


def plain(play: Play) -> Iterator[float]:
    """An officer contacts, answers, and the reporter is content when somebody else asks."""
    case = play.raise_case()
    yield 2
    services.contact(actor=play.officer, case=case, words="已电话联系，今天去看。")
    yield 6
    play.answer(case)
    yield DAY
    play.says(case)


def explained(play: Play) -> Iterator[float]:
    """The reporter answers for oneself, and is not quite content."""
    case = play.raise_case()
    yield 1
    services.contact(actor=play.officer, case=case, words="当面说过了，明天给准信。")
    yield 5
    play.answer(case, Result.EXPLAINED)
    yield 3
    services.confirm(actor=play.member, case=case, opinion=services.Opinion(solved=True, level=3, words="还行"))


def late(play: Play) -> Iterator[float]:
    """Contact and answer come too late."""
    case = play.raise_case()
    yield 2.5 * DAY
    services.contact(actor=play.officer, case=case, words="抱歉联系晚了，已经在办。")
    yield 5 * DAY
    play.answer(case, Result.PARTLY)
    yield DAY
    play.says(case, level=3, words="慢了一点")


def silent(play: Play) -> Iterator[float]:
    """The reporter cannot be reached any more."""
    case = play.raise_case()
    yield 3
    services.contact(actor=play.officer, case=case, words="已电话联系。")
    yield DAY
    play.answer(case)
    for _try in range(3):
        yield 4
        services.try_again(actor=play.hub, call_back=case.call_backs.get())
    services.fall_silent(actor=play.hub, call_back=case.call_backs.get())


def again(play: Play) -> Iterator[float]:
    """Not content, handled again, content then."""
    case = play.raise_case()
    yield 3
    services.contact(actor=play.officer, case=case, words="已到现场看过。")
    yield DAY
    play.answer(case)
    yield DAY
    play.says(case, solved=False, level=2, words="第二天又坏了")
    yield DAY
    play.answer(case)
    yield DAY
    play.says(case, level=4, words="这次好了")


def joint(play: Play) -> Iterator[float]:
    """Two bodies have their parts, one of them late."""
    case, parts = play.raise_case(), list[tuple[Part, Person]]()
    yield 2
    services.contact(actor=play.officer, case=case, words="要请几家一起看，明天回你。")
    for (body, person), limit in zip(play.bodies, ("3h", "5h"), strict=False):
        parts.append(
            (services.ask(actor=play.officer, case=case, body=body, task="到现场核实并处理", limit=limit), person)
        )
    yield 4
    for part, person in parts:
        services.finish(actor=person, part=part, outcome="已处理，现场照片已发站点。")
    yield 3
    play.answer(case)
    yield DAY
    play.says(case)


def whistled(play: Play) -> Iterator[float]:
    """A body is whistled for, reports in, hands back once and is asked again."""
    case, (body, person) = play.raise_case(), play.bodies[0]
    yield 2
    services.contact(actor=play.officer, case=case, words="今天吹哨，请单位到现场。")
    part = services.whistle(actor=play.officer, case=case, body=body, task="到现场处置", limit="5h")
    yield 2
    services.report_in(actor=person, part=part)
    yield 2
    services.finish(actor=person, part=part, outcome="现场处置完毕。")
    services.rate(actor=play.officer, part=part, level=4, words="来得快")
    yield 2
    play.answer(case)
    yield 2 * DAY
    play.says(case)


def paused(play: Play) -> Iterator[float]:
    """The clock is paused for what cannot be hurried."""
    case = play.raise_case()
    yield 2
    services.contact(actor=play.officer, case=case, words="要等配件，到了就换。")
    services.pause(actor=play.officer, case=case, reason="等厂家配件", until=later("3d"))
    yield 2 * DAY
    services.resume(actor=play.officer, case=case)
    yield 4
    play.answer(case)
    yield DAY
    play.says(case, level=4)


def special(play: Play) -> Iterator[float]:
    """An exception with two approvers, looked at again."""
    case = play.raise_case()
    yield 2
    services.contact(actor=play.officer, case=case, words="要按特事特办走，先报街道。")
    if Mechanism.SPECIAL not in case.kind.mechanisms:
        yield 2
        play.answer(case, Result.NOT_OURS)
        return
    asked = _ask(play, case, RequestKind.SPECIAL, "产权单位在外地，需先行处置后补手续。", until=later("6d"))
    yield 4
    services.decide(actor=play.overseer, asked=asked, granted=True, words="情况属实，同意。")
    yield 4
    services.decide(actor=play.hub, asked=asked, granted=True, words="同意，事后复核。")
    yield 2 * DAY
    services.review(actor=play.overseer, asked=asked, words="三天内办完，手续已补。")
    play.answer(case)
    yield DAY
    play.says(case)


def _ask(play: Play, case: Case, kind: RequestKind, ground: str, *, until: datetime | None = None) -> Request:
    wanted = services.Wanted(kind=kind, ground=ground, until=until)
    return services.ask_leave(actor=play.officer, case=case, wanted=wanted, approver=play.overseer)


def hard(play: Play) -> Iterator[float]:
    """A task force with milestones and progress notes."""
    case = play.raise_case()
    yield 2
    services.contact(actor=play.officer, case=case, words="这件事牵涉几家，成立专班来办。")
    if Mechanism.HARD not in case.kind.mechanisms:
        yield 2
        play.answer(case, Result.IMPOSSIBLE)
        return
    day = clock.now().date()
    steps = [("查清原因", day + timedelta(days=4)), ("定方案并公示", day + timedelta(days=9))]
    plan = services.Plan(
        words="先查清原因，再定方案，每三天通报一次。", until=later("12d"), progress="3d", milestones=steps
    )
    force = services.form_force(
        actor=play.overseer, case=case, leader=play.overseer, members=[play.officer, play.hub], plan=plan
    )
    for milestone in force.milestones.all():
        yield 2.5 * DAY
        services.settle_milestone(actor=play.overseer, milestone=milestone, words="已完成，记录在案。")
        services.tell(actor=play.officer, case=case, words=f"专班进展：{milestone.title}已完成。")
    yield DAY
    services.learn(actor=play.overseer, force=force, lesson="以后这类事先查产权再派单。")
    play.answer(case, Result.PARTLY)
    yield DAY
    play.says(case, level=4, words="总算有人牵头")


def suspended(play: Play) -> Iterator[float]:
    """What cannot be solved this season is suspended until a review."""
    case = play.raise_case()
    yield 3
    services.contact(actor=play.officer, case=case, words="要等年度维修计划。")
    asked = _ask(play, case, RequestKind.SUSPENSION, "要等明年的维修资金。", until=clock.now() + timedelta(days=60))
    yield 4
    services.decide(actor=play.overseer, asked=asked, granted=True, words="同意挂账，两个月后复查。")


def appealed(play: Play) -> Iterator[float]:
    """Closed, appealed, and the answer stands."""
    case = play.raise_case()
    yield 3
    services.contact(actor=play.officer, case=case, words="已核实。")
    yield DAY
    play.answer(case, Result.IMPOSSIBLE)
    yield DAY
    play.says(case, level=3)
    yield 4
    made = services.appeal(actor=play.member, case=case, words="答复没有说清楚依据。")
    yield 2 * DAY
    services.decide_appeal(
        actor=play.overseer, appeal=made, upheld=False, decision="依据是装修管理规定第八条，已附上原文。"
    )


def series(play: Play) -> Iterator[float]:
    """Several report one problem, which is handled once; each is answered."""
    case = play.raise_case()
    yield 1
    others = [play.raise_case(by=one, words=f"也来反映一下：{play.row['words']}") for one in play.neighbours]
    yield 2
    services.contact(actor=play.officer, case=case, words="好几位都反映了，一并处理。")
    services.follow_all(actor=play.officer, cases=others, into=case)
    yield DAY
    play.answer(case)
    yield DAY
    play.says(case)


def doubled(play: Play) -> Iterator[float]:
    """Two report the same, and nobody has noticed yet."""
    play.raise_case()
    yield 2
    play.raise_case(by=play.neighbours[0], words=f"{play.row['words']}，请快点")


PLOTS: Sequence[Callable[[Play], Iterator[float]]] = (
    *(plain, explained, joint, plain, late, again, paused, plain, explained, whistled, plain),
    *(special, plain, silent, hard, explained, appealed, plain, series, explained, suspended, plain, doubled),
)
