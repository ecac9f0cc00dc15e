"""What requesters are told when something is done about their need, in both languages."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """A heading and a sentence, each in both languages."""

    title_zh: str
    title_en: str
    zh: str = ""
    en: str = ""


def raised(people: int) -> Said:
    return Said(
        title_zh="需求已提交",
        title_en="Need received",
        zh=f"{people} 人想要，等站点审核。",
        en=f"Wanted by {people}; the station will look at it.",
    )


def joined(people: int, *, total: int) -> Said:
    return Said(
        title_zh="又有人加入",
        title_en="More people joined",
        zh=f"又有 {people} 人加入，现在共 {total} 人。",
        en=f"{people} more joined, {total} in all.",
    )


def left(people: int, *, total: int) -> Said:
    return Said(
        title_zh="有人退出",
        title_en="Somebody left",
        zh=f"有 {people} 人退出，现在共 {total} 人。",
        en=f"{people} left, {total} remain.",
    )


def withdrawn() -> Said:
    return Said(
        title_zh="需求已撤回", title_en="Need withdrawn", zh="没有人再等这条需求。", en="Nobody waits for it any more."
    )


def accepted(service_zh: str, service_en: str, *, month: date | None) -> Said:
    when_zh = f"争取排在 {month:%Y 年} {month.month} 月" if month else "争取排进最近的一期"
    when_en = f"we aim for {month:%B %Y}" if month else "we aim for the next plan"
    return Said(
        title_zh="你的需求已受理",
        title_en="Your need was accepted",
        zh=f"会安排“{service_zh}”，{when_zh}。排好后告诉你时间地点。",
        en=f"It will be “{service_en or service_zh}”; {when_en}. You will hear when and where.",
    )


def merged(people: int) -> Said:
    return Said(
        title_zh="你的需求和同样的合在一起了",
        title_en="Your need was joined with one like it",
        zh=f"楼里还有人想要同样的，合在一起共 {people} 人，更容易成班。进展照样告诉你。",
        en=f"Others here want the same: {people} people together. You will go on hearing of it.",
    )


def gathered(people: int) -> Said:
    return Said(
        title_zh="并入了同类需求",
        title_en="A like need joined in",
        zh=f"同类的需求并了进来，现在共 {people} 人。",
        en=f"A need like this one joined in, {people} people in all.",
    )


def split(parts: int) -> Said:
    return Said(
        title_zh="你的需求分成了几件来办",
        title_en="Your need became several",
        zh=f"这里面有 {parts} 件不同的事，分开安排更快。每一件的进展都会告诉你。",
        en=f"It holds {parts} different things, which go faster one by one. You will hear of each.",
    )


def returned(reason: str) -> Said:
    return Said(title_zh="你的需求没有受理", title_en="Your need was not accepted", zh=reason)


def handed_over(reason: str) -> Said:
    return Said(
        title_zh="你的需求转为诉求办理",
        title_en="Your need is now a case",
        zh="这件事要有人去解决，不是排一场服务，已经转给负责的人。" + reason,
        en="It has to be solved rather than delivered, so it went to those in charge. " + reason,
    )
