"""Taking the roster of an activity along."""

import csv
from io import BytesIO, StringIO

from django.db import transaction
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from yizhan.activities import policies
from yizhan.activities.models import Activity
from yizhan.activities.queries.rosters import Roster, roster_of
from yizhan.activities.rules import roster as rules
from yizhan.kernel.access import authorise
from yizhan.people.models import Actor
from yizhan.people.services import record


@transaction.atomic
def export_roster(*, actor: Actor, activity: Activity, kind: str, sensitive: bool = False, reason: str = "") -> bytes:
    """The roster as a file of `kind`; the ledger says who took it, and what sensitive answers are for."""
    authorise(policies.can_run, actor, activity.station)
    reason = rules.require_purpose(reason, sensitive=sensitive)
    roster = roster_of(activity, sensitive=sensitive)
    details = {"kind": kind, "people": len(roster.lines), "sensitive": sensitive}
    record(actor=actor, verb="export_roster", subject=activity, reason=reason, details=details)
    return _book(roster) if kind == "xlsx" else _text(roster)


def _text(roster: Roster) -> bytes:
    """CSV that spreadsheets open in the right encoding."""
    file = StringIO()
    csv.writer(file).writerows([rules.plain(cell) for cell in row] for row in roster.rows())
    return file.getvalue().encode("utf-8-sig")


def _book(roster: Roster) -> bytes:
    book, file = Workbook(write_only=True), BytesIO()
    sheet: Worksheet = book.create_sheet("roster")
    for row in roster.rows():
        sheet.append([rules.plain(cell) for cell in row])
    book.save(file)
    return file.getvalue()
