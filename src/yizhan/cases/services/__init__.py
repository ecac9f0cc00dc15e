"""What is done about cases, by what it is about."""

from yizhan.cases.services.asking import Wanted, ask_leave, decide, review
from yizhan.cases.services.escalating import add_rung, dry_run, escalate, switch_rung
from yizhan.cases.services.firms import enter_for_colour, enter_for_finding
from yizhan.cases.services.forces import Plan, add_milestone, form_force, learn, settle_milestone
from yizhan.cases.services.forgetting import forget_strangers
from yizhan.cases.services.handling import answer, assign, contact, look, note, tell
from yizhan.cases.services.joint import ask, excuse, finish, insist, rate, refuse, report_in, whistle
from yizhan.cases.services.judging import (
    Opinion,
    appeal,
    call_back,
    confirm,
    decide_appeal,
    fall_silent,
    reopen,
    try_again,
)
from yizhan.cases.services.keeping import (
    add_delegate,
    keep_body,
    keep_body_people,
    publish_kind,
    remove_delegate,
)
from yizhan.cases.services.log import reread, reread_outdated
from yizhan.cases.services.pausing import end_pauses, pause, resume
from yizhan.cases.services.publishing import publish_case, unpublish_case
from yizhan.cases.services.raising import From, enter, enter_for_need, join, raise_case, withdraw
from yizhan.cases.services.series import follow, follow_all, split

__all__ = [
    "From",
    "Opinion",
    "Plan",
    "Wanted",
    "add_delegate",
    "add_milestone",
    "add_rung",
    "answer",
    "appeal",
    "ask",
    "ask_leave",
    "assign",
    "call_back",
    "confirm",
    "contact",
    "decide",
    "decide_appeal",
    "dry_run",
    "end_pauses",
    "enter",
    "enter_for_colour",
    "enter_for_finding",
    "enter_for_need",
    "escalate",
    "excuse",
    "fall_silent",
    "finish",
    "follow",
    "follow_all",
    "forget_strangers",
    "form_force",
    "insist",
    "join",
    "keep_body",
    "keep_body_people",
    "learn",
    "look",
    "note",
    "pause",
    "publish_case",
    "publish_kind",
    "raise_case",
    "rate",
    "refuse",
    "remove_delegate",
    "reopen",
    "report_in",
    "reread",
    "reread_outdated",
    "resume",
    "review",
    "settle_milestone",
    "split",
    "switch_rung",
    "tell",
    "try_again",
    "unpublish_case",
    "whistle",
    "withdraw",
]
