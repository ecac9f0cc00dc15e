"""What is done about enterprises, one function a use case."""

from yizhan.enterprises.rules import Heard
from yizhan.enterprises.services.profiles import (
    bring_back,
    edit_enterprise,
    make_steward,
    move_away,
    note_enterprise,
)
from yizhan.enterprises.services.visits import add_picture, record_visit, remove_picture

__all__ = [
    "Heard",
    "add_picture",
    "bring_back",
    "edit_enterprise",
    "make_steward",
    "move_away",
    "note_enterprise",
    "record_visit",
    "remove_picture",
]
