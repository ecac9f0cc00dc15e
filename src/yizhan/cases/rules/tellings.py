"""What reporters are told when something is done about their case: title and sentence, in both languages."""

from datetime import datetime
from typing import NamedTuple

from django.utils import timezone

from yizhan.cases.models import Mechanism, Result
from yizhan.kernel import dates


class Said(NamedTuple):
    """A heading and a sentence, in Chinese and in English."""

    zh: tuple[str, str]
    en: tuple[str, str]


RESULTS_EN = {
    Result.SOLVED: "solved",
    Result.PARTLY: "partly solved",
    Result.EXPLAINED: "explained",
    Result.IMPOSSIBLE: "not possible",
    Result.NOT_OURS: "passed on to those in charge",
    Result.DUPLICATE: "answered together with the same problem",
    Result.WITHDRAWN: "withdrawn",
}
MECHANISMS_EN = {
    Mechanism.INSTANT: "the station alone",
    Mechanism.JOINT: "several bodies together",
    Mechanism.SPECIAL: "an exception",
    Mechanism.HARD: "a task force",
}


def raised(code: str, due_at: datetime) -> Said:
    due = dates.moment(due_at)
    return Said(
        ("诉求已收到", f"编号 {code}。{due.zh} 前有人联系你。"),
        ("We have your case", f"Number {code}. Somebody contacts you by {due.en}."),
    )


def contacted(words: str) -> Said:
    return Said(("站点联系过你了", words), ("The station contacted you", words))


def told(words: str) -> Said:
    return Said(("诉求有新进展", words), ("News of your case", words))


def rose(to: Mechanism, why: str, *, en: str = "") -> Said:
    return Said(
        (f"诉求升级为{to.label}", why),
        (f"Your case is now handled by {MECHANISMS_EN[to]}", en or why),
    )


def _open(words: str) -> str:
    return words.rstrip("。.；;，, ")


def paused(reason: str, until: datetime) -> Said:
    end = dates.moment(until)
    return Said(
        ("诉求暂停计时", f"{_open(reason)}。最迟 {end.zh} 恢复。"),
        ("The clock of your case is paused", f"{_open(reason)}. It runs again by {end.en}."),
    )


def resumed() -> Said:
    return Said(
        ("诉求恢复计时", "时限接着往下算。"), ("The clock of your case runs again", "The limit goes on from there.")
    )


def suspended(reason: str, until: datetime) -> Said:
    review = dates.day(timezone.localtime(until), year=True)
    return Said(
        ("诉求挂账", f"{_open(reason)}。{review.zh}复查，期间照样通报进展。"),
        (
            "Your case is suspended",
            f"{_open(reason)}. It is looked at again on {review.en}; you will hear of news.",
        ),
    )


def extended(reason: str) -> Said:
    return Said(("诉求期限延长", reason), ("Your case gets more time", reason))


def answered(result: Result, words: str) -> Said:
    return Said(
        (f"诉求有答复：{result.label}", f"{words} 请确认是不是真的解决了。"),
        (f"Your case has an answer: {RESULTS_EN[result]}", f"{words} Tell us whether that solves it."),
    )


def reopened() -> Said:
    return Said(
        ("诉求重新办理", "还没有解决，再办一轮，时限重新算；办好了再来问你。"),
        (
            "Your case is handled again",
            "It is not solved yet. The limits start anew, and we ask you again when it is done.",
        ),
    )


def closed() -> Said:
    return Said(("诉求办结", "谢谢你的反馈。"), ("Your case is closed", "Thank you for telling us."))


def silent() -> Said:
    return Said(
        ("诉求办结", "几次没有联系上你，先办结。没有解决的话，可以重新办理或申诉。"),
        ("Your case is closed", "We could not reach you. If it is not solved, reopen it or appeal."),
    )


def unasked() -> Said:
    return Said(
        ("诉求办结", "没有反映人，不用回访，答复后直接办结。"),
        ("The case is closed", "Nobody reported it, so there is nobody to ask; it closes with its answer."),
    )


def appealed() -> Said:
    return Said(
        ("申诉已收到", "由没有经办过的人复核。"), ("We have your appeal", "Somebody who did not handle it looks at it.")
    )


def appeal_decided(decision: str, *, upheld: bool) -> Said:
    zh, en = ("支持申诉，重新办理", "Your appeal is upheld") if upheld else ("维持原来的结论", "The answer stands")
    return Said((zh, decision), (en, decision))


def followed(code: str) -> Said:
    return Said(
        ("已和同样的诉求一起办理", f"和 {code} 是同一个问题，一并办理，结果照样告诉你。"),
        ("Handled together with the same problem", f"It is the same as {code}; you will hear the result."),
    )
