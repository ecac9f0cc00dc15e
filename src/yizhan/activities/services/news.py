"""Telling people what became of an activity they signed up for, or of a room they asked for."""

from yizhan.activities.models import Activity, Booking, BookingState, Likeness
from yizhan.kernel import dates
from yizhan.kernel.dates import Written
from yizhan.messages.services import notify_all
from yizhan.network.queries import officers_of


def tell_moved(activity: Activity) -> None:
    """Tell everyone who is signed up of the new time and place."""
    when = dates.span(activity.starts_at, activity.ends_at)
    zh_place, en_place = _places(activity)
    _tell(
        activity,
        zh=(
            "你报名的活动改期了",
            f"“{activity.title_zh}”改到 {when.zh}，在{zh_place}。名额仍为你留着，来不了请取消报名。",
        ),
        en=(
            "An activity you signed up for has moved",
            f"“{activity.title_en or activity.title_zh}” is now on {when.en}, {en_place}."
            " Your place is kept; if you cannot come, cancel your sign-up.",
        ),
    )


def tell_cancelled(activity: Activity) -> None:
    """Tell everyone who is signed up that it will not take place, and why."""
    when = dates.moment(activity.starts_at)
    _tell(
        activity,
        zh=(
            "你报名的活动取消了",
            f"原定 {when.zh} 的“{activity.title_zh}”不办了。原因：{activity.cancelled_because}",
        ),
        en=(
            "An activity you signed up for is cancelled",
            f"“{activity.title_en or activity.title_zh}” on {when.en} will not take place."
            f" Reason: {activity.cancelled_because}",
        ),
    )


def _places(activity: Activity) -> tuple[str, str]:
    station, room = activity.station, activity.room
    zh = station.name_zh + (f" {room.name_zh}" if room else "")
    en = (station.name_en or station.name_zh) + (f", {room.name_en or room.name_zh}" if room else "")
    return zh, en


def _tell(activity: Activity, *, zh: tuple[str, str], en: tuple[str, str]) -> None:
    people = [registration.person for registration in activity.registrations.standing().select_related("person")]
    notify_all(people=people, zh=zh, en=en, link=f"/activities/{activity.pk}/")


def tell_booked(booking: Booking) -> None:
    """Tell the person that the room is theirs, or that the station is asked; then tell the officers."""
    if booking.state == BookingState.HELD:
        tell_confirmed(booking)
        return
    officers = [appointment.person for appointment in officers_of(booking.room.station)]
    when = _when(booking)
    notify_all(
        people=officers,
        zh=(
            "有人想用场地",
            f"{when.zh} 想用{booking.room.name_zh}，{booking.people} 人，用途：{booking.purpose}。请确认或说明原因。",
        ),
        en=(
            "Somebody asks for a room",
            f"{when.en}: {booking.room.name_en or booking.room.name_zh} for {booking.people}, {booking.purpose}. Confirm it or say why not.",
        ),
        link="/desk/bookings/",
    )


def tell_confirmed(booking: Booking) -> None:
    """Tell the person that the room is theirs."""
    when = _when(booking)
    _tell_booker(
        booking,
        zh=(
            "场地已订好",
            f"{when.zh}，{booking.room.station.name_zh}的{booking.room.name_zh}为你留好了。用不上请提前取消。",
        ),
        en=(
            "The room is yours",
            f"{when.en}: {booking.room.name_en or booking.room.name_zh} is kept for you. Cancel in time if you do not need it.",
        ),
    )


def tell_declined(booking: Booking) -> None:
    """Tell the person that the room is not theirs, and why."""
    when = _when(booking)
    _tell_booker(
        booking,
        zh=(
            "这次场地用不上",
            f"{when.zh} 的{booking.room.name_zh}没有订成。原因：{booking.reason}。可以换一个时间再订。",
        ),
        en=(
            "You cannot have the room this time",
            f"{when.en}: {booking.room.name_en or booking.room.name_zh}. Reason: {booking.reason}. Another time may be free.",
        ),
    )


def _tell_booker(booking: Booking, *, zh: tuple[str, str], en: tuple[str, str]) -> None:
    if booking.person:
        notify_all(people=[booking.person], zh=zh, en=en, link="/rooms/mine/")


def _when(booking: Booking) -> Written:
    return dates.span(booking.starts_at, booking.ends_at)


def ask_to_be_shown(likeness: Likeness) -> None:
    """Ask somebody whether a photograph may be shown that they are recognisable in."""
    activity = likeness.picture.activity
    notify_all(
        people=[likeness.person],
        zh=("有一张照片里有你", f"“{activity.title_zh}”的相册里有一张认得出你的照片。你同意了才会显示，随时可以收回。"),
        en=(
            "You are in a photograph",
            f"A photograph of “{activity.title_en or activity.title_zh}” shows you. It is only shown if you agree, and you can take that back.",
        ),
        link="/me/pictures/",
    )
