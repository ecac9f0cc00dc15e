"""What is done in the network, one function a use case."""

from yizhan.network.services.admission import approve, close_station, decline, reapply, review, visit
from yizhan.network.services.checklist import edit_item, mark_item
from yizhan.network.services.imports import export_network, import_network
from yizhan.network.services.photos import add_photo, remove_photo
from yizhan.network.services.rooms import add_room, close_room, edit_room
from yizhan.network.services.stations import apply, edit_station
from yizhan.network.services.times import add_exception, add_hours, remove_exception, remove_hours
from yizhan.network.services.workplaces import choose_workplace, enter_workplaces, forget_workplaces, leave_workplace

__all__ = [
    "add_exception",
    "add_hours",
    "add_photo",
    "add_room",
    "apply",
    "approve",
    "choose_workplace",
    "close_room",
    "close_station",
    "decline",
    "edit_item",
    "edit_room",
    "edit_station",
    "enter_workplaces",
    "export_network",
    "forget_workplaces",
    "import_network",
    "leave_workplace",
    "mark_item",
    "reapply",
    "remove_exception",
    "remove_hours",
    "remove_photo",
    "review",
    "visit",
]
