"""Why people or regular sessions are left out of a plan, in plain words of both languages."""

from yizhan.planner.delivery.explain import Reason

Both = tuple[str, str]

REASONS: dict[str, Both] = {
    Reason.NO_ROOM: (
        "走得到的站点里，没有座位和设备都合适的空间。",
        "No room with enough seats and the right equipment is within reach.",
    ),
    Reason.NO_TIME: (
        "走得到的地方，没有合适的时间。",
        "No time that suits is to be had at a place within reach.",
    ),
    Reason.NO_PROVIDER: ("那一带还没有服务方提供这项服务。", "Nobody offers this service in that part of town yet."),
    Reason.CLOSED: (
        "合适的时间，站点不开门，或者空间已被订走。",
        "At the times that suit, the stations are closed or their rooms booked.",
    ),
    Reason.NOT_FREE: ("合适的时间，服务方都没有空。", "The providers are not free at the times that suit."),
    Reason.FORBIDDEN: ("能排的场次被禁止了。", "The sessions that would do have been ruled out."),
    Reason.CAPACITY: (
        "服务方这个月的场次已经排满。",
        "The providers already give all the sessions they can this month.",
    ),
    Reason.BUDGET: ("服务方这个月的经费已经用完。", "The providers' budget for the month is spent."),
    Reason.ENGAGED: (
        "合适的时间，服务方在别处有场次，或者路上来不及。",
        "At the times that suit, the providers are busy elsewhere or too far away.",
    ),
    Reason.ROOMS_TAKEN: ("合适的时间，空间都排了别的场次。", "At the times that suit, other sessions have the rooms."),
    Reason.TOO_FEW: ("人数还不够开一场。", "Too few people are left to hold a session."),
    Reason.NOT_WORTH: (
        "为剩下的几位单开一场，要占掉别人更需要的场次。",
        "A session for the few who are left would cost others more than it gives.",
    ),
    Reason.UNSUITED: (
        "有空位的场次，时间或地点都不合适。",
        "Seats are free only at times and places that suit too little.",
    ),
    Reason.POSSIBLE: ("还可以加一场，或者还有空位。", "One more session, or a free seat, is still possible."),
}
UNTOLD: Both = ("这个月没有排上。", "There was no room for it this month.")
"""What is said where a draft was changed by hand after its reasons were found."""


def words_of(reason: str) -> Both:
    """A reason in Chinese and English."""
    return REASONS.get(reason, UNTOLD)
