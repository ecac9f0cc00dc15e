"""What is done about activities, one function a use case."""

from yizhan.activities.services.albums import (
    add_picture,
    answer_likeness,
    hide_likenesses,
    remove_picture,
    remove_pictures_of,
)
from yizhan.activities.services.answers import ask, drop_question, forget_answers
from yizhan.activities.services.checkin import Reading, check_in, check_in_all, check_out, come, scan
from yizhan.activities.services.closing import conclude, forgive, reconcile
from yizhan.activities.services.deliveries import cancel_for_delivery, make_for_delivery, move_for_delivery
from yizhan.activities.services.feeds import make_calendar_link, revoke_calendar_link
from yizhan.activities.services.guests import invite, take_back_invitation
from yizhan.activities.services.lottery import commit_seed, draw, draw_due
from yizhan.activities.services.making import discard, edit, make, publish
from yizhan.activities.services.moving import cancel, move
from yizhan.activities.services.places import pass_on
from yizhan.activities.services.rooms import book, cancel_booking, confirm_booking, decline_booking, rule_room
from yizhan.activities.services.rosters import export_roster
from yizhan.activities.services.series import edit_following, make_series, publish_following
from yizhan.activities.services.signing import Wish, accept_offer, expire_offers, sign_up, take_part, withdraw

__all__ = [
    "Reading",
    "Wish",
    "accept_offer",
    "add_picture",
    "answer_likeness",
    "ask",
    "book",
    "cancel",
    "cancel_booking",
    "cancel_for_delivery",
    "check_in",
    "check_in_all",
    "check_out",
    "come",
    "commit_seed",
    "conclude",
    "confirm_booking",
    "decline_booking",
    "discard",
    "draw",
    "draw_due",
    "drop_question",
    "edit",
    "edit_following",
    "expire_offers",
    "export_roster",
    "forget_answers",
    "forgive",
    "hide_likenesses",
    "invite",
    "make",
    "make_calendar_link",
    "make_for_delivery",
    "make_series",
    "move",
    "move_for_delivery",
    "pass_on",
    "publish",
    "publish_following",
    "reconcile",
    "remove_picture",
    "remove_pictures_of",
    "revoke_calendar_link",
    "rule_room",
    "scan",
    "sign_up",
    "take_back_invitation",
    "take_part",
    "withdraw",
]
