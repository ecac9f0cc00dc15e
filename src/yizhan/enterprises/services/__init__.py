"""What is done about enterprises, one function a use case."""

from yizhan.enterprises.rules import Heard
from yizhan.enterprises.services.batches import (
    Judged,
    Speaker,
    Told,
    add_contacts,
    judge_all,
    note_all,
    record_visits,
)
from yizhan.enterprises.services.briefings import (
    discard_briefing,
    edit_briefing,
    read_briefing,
    remind,
    send_briefing,
    write_briefing,
)
from yizhan.enterprises.services.contacts import add_contact, edit_contact, link_contacts, withdraw_contact
from yizhan.enterprises.services.imports import export_enterprises, import_enterprises
from yizhan.enterprises.services.platforms import add_teammate, drop_out, remove_teammate, take_part, word
from yizhan.enterprises.services.profiles import (
    bring_back,
    edit_enterprise,
    move_away,
    note_enterprise,
)
from yizhan.enterprises.services.stability import judge, look, look_at_screen
from yizhan.enterprises.services.tenures import end_officer, end_steward, make_steward
from yizhan.enterprises.services.visits import add_picture, record_visit, remove_picture

__all__ = [
    "Heard",
    "Judged",
    "Speaker",
    "Told",
    "add_contact",
    "add_contacts",
    "add_picture",
    "add_teammate",
    "bring_back",
    "discard_briefing",
    "drop_out",
    "edit_briefing",
    "edit_contact",
    "edit_enterprise",
    "end_officer",
    "end_steward",
    "export_enterprises",
    "import_enterprises",
    "judge",
    "judge_all",
    "link_contacts",
    "look",
    "look_at_screen",
    "make_steward",
    "move_away",
    "note_all",
    "note_enterprise",
    "read_briefing",
    "record_visit",
    "record_visits",
    "remind",
    "remove_picture",
    "remove_teammate",
    "send_briefing",
    "take_part",
    "withdraw_contact",
    "word",
    "write_briefing",
]
