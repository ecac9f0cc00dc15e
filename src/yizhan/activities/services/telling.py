"""Notices about sign-up, in both languages."""

from collections.abc import Iterable
from uuid import UUID

from yizhan.activities.models import Activity, Registration, RegistrationState
from yizhan.kernel import dates
from yizhan.messages.services import Letter, notify, post
from yizhan.people.models import Person

Words = tuple[str, str]
State = RegistrationState

ENTERED: dict[RegistrationState, tuple[Words, Words]] = {
    State.CONFIRMED: (
        ("报名成功", "《{title}》{when.zh} 开始，你的 {places} 个名额已留好。来不了请提前取消，把位子让给别人。"),
        (
            "You have a place",
            "{title} starts at {when.en}; {places} place(s) are yours. Cancel in time if you cannot come.",
        ),
    ),
    State.WAITING: (
        ("已排进候补", "《{title}》{when.zh} 开始，名额满了，你已排进候补。有空位会按次序通知你。"),
        (
            "You are on the waiting list",
            "{title} at {when.en} is full. You are in line and hear from us when it is your turn.",
        ),
    ),
    State.DRAWING: (
        ("已参加抽签", "《{title}》{when.zh} 开始，报名截止后抽签，结果会通知你。"),
        ("You are in the draw", "{title} starts at {when.en}. The draw follows when sign-up closes; you will be told."),
    ),
}
OFFERED = (
    ("有空位了，请确认", "《{title}》空出了你的名额，请在 {until.zh} 之前确认，过时会转给下一位。"),
    (
        "A place is yours if you want it",
        "A place in {title} is free for you. Confirm it by {until.en}, or it goes to the next.",
    ),
)
EXPIRED = (
    ("保留的名额已转出", "《{title}》为你保留的名额没有在时限内确认，已转给下一位。还想来可以重新报名排队。"),
    (
        "The place has gone to the next",
        "The place in {title} was not confirmed in time. You may sign up again and wait.",
    ),
)
LEFT = (
    ("报名已取消", "《{title}》{when.zh} 的报名已取消，名额已让给别人。"),
    ("Your sign-up is cancelled", "Your sign-up for {title} at {when.en} is cancelled; the place goes to others."),
)
WON = (
    ("抽中了", "《{title}》{when.zh} 开始，你的 {places} 个名额已留好。抽签的种子已公布，可以自己核对。"),
    (
        "You were drawn",
        "{title} starts at {when.en}; {places} place(s) are yours. The seed is public: check the draw yourself.",
    ),
)
LOST = (
    ("没有抽中，已排进候补", "《{title}》这次没有抽中，已按抽签的次序排进候补。抽签的种子已公布，可以自己核对。"),
    ("Not drawn, but in line", "{title}: not drawn this time; you wait in the drawn order. The seed is public."),
)
CLOSED = (
    ("候补没有轮到", "《{title}》已经结束，这次候补没有轮到你。谢谢你等到最后。"),
    ("No place came free", "{title} is over and no place came free for you. Thank you for waiting."),
)
MISSED = (
    (
        "这次没有见到你",
        "《{title}》{when.zh} 没有你的签到记录。如果你来了，请联系站点更正。90 天内 2 次未到场，30 天内不能报先到先得的活动。",
    ),
    (
        "We missed you",
        "You were not checked in to {title} at {when.en}. If you came, tell the station. Two absences in 90 days close first-come sign-up for 30 days.",
    ),
)
FORGIVEN = (
    ("未到场的记录已免除", "《{title}》未到场的记录已由站点免除，不再影响你报名。"),
    (
        "An absence was forgiven",
        "The station has forgiven your absence from {title}; it no longer affects your sign-up.",
    ),
)
CAME = (
    ("已签到", "《{title}》已签到，欢迎。"),
    ("You are checked in", "Welcome to {title}: you are checked in."),
)
WENT = (
    ("已签退", "《{title}》已签退，时长已记下。"),
    ("You are checked out", "You are checked out of {title}; your hours are noted."),
)


INVITED = (
    ("邀请你参加", "站点邀请你参加《{title}》，{when.zh} 开始。名额先到先得，打开就能报名。"),
    ("You are invited", "The station invites you to {title}, which starts at {when.en}. Open it to sign up."),
)


def tell(registration: Registration, words: tuple[Words, Words], *, activity: Activity) -> None:
    """Tell the person who signed up, with a link to the activity."""
    letter = _about(registration, words, activity=activity)
    notify(person=registration.person, zh=letter.zh, en=letter.en, link=letter.link)


def tell_all(told: Iterable[tuple[Registration, tuple[Words, Words]]], *, activity: Activity) -> None:
    """Tell many who signed up, each in words of their own, in one statement."""
    post(_about(registration, words, activity=activity) for registration, words in told)


def tell_person(person: Person, words: tuple[Words, Words], *, activity: Activity) -> None:
    """Tell somebody about an activity, with a link to it."""
    letter = _letter(person.pk, words, activity=activity)
    notify(person=person, zh=letter.zh, en=letter.en, link=letter.link)


def _about(registration: Registration, words: tuple[Words, Words], *, activity: Activity) -> Letter:
    until = dates.moment(registration.offered_until) if registration.offered_until else ""
    return _letter(registration.person_id, words, activity=activity, places=registration.places, until=until)


def _letter(person_id: UUID, words: tuple[Words, Words], *, activity: Activity, **facts: object) -> Letter:
    facts = {"when": dates.moment(activity.starts_at), **facts}
    (zh_title, zh), (en_title, en) = words
    return Letter(
        person_id=person_id,
        zh=(zh_title, zh.format(title=activity.title_zh, **facts)),
        en=(en_title, en.format(title=activity.title_en or activity.title_zh, **facts)),
        link=f"/activities/{activity.pk}/",
    )
