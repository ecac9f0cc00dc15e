"""Kinds, bodies and the escalation ladder as tables: read from files, all or nothing, and written in the same form."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django import forms
from django.db import models

from yizhan.cases.models import Body, Clock, Kind, Recipient, Rung
from yizhan.cases.models.kinds import Mechanism
from yizhan.cases.rules import keeping
from yizhan.cases.services.keeping import put_in_force
from yizhan.kernel import tables
from yizhan.kernel.rows import Words, YesNo, number, text
from yizhan.kernel.tables import Shape
from yizhan.network.services import imports as network


class KindRow(forms.Form):
    name_zh = text(40, required=True)
    name_en = text(80)
    about_zh = text(300)
    about_en = text(500)
    group_zh = text(40)
    group_en = text(80)
    keywords = Words()
    limits = forms.JSONField()
    questions = forms.JSONField(required=False)
    mechanisms = Words(known=list(Mechanism.values), required=True)
    acts = forms.JSONField(required=False)
    may_be_public = YesNo()
    code = forms.SlugField(max_length=40)
    position = number(required=True)
    constructed = YesNo()


class BodyRow(forms.Form):
    name_zh = text(80, required=True)
    name_en = text(160)
    duties_zh = text(300)
    duties_en = text(500)
    code = forms.SlugField(max_length=40)
    subdistrict = text()
    active = YesNo()
    constructed = YesNo()


class RungRow(forms.Form):
    clock = forms.ChoiceField(choices=Clock.choices)
    offset = forms.RegexField(r"^-?[0-9]{1,4}[dhm]$")
    recipient = forms.ChoiceField(choices=Recipient.choices)
    active = YesNo()


def _made(row: Mapping[str, Any]) -> Kind:
    plain = {name: value for name, value in row.items() if name != "questions"}
    kind = Kind(**{**plain, "fields": row["questions"] or [], "acts": row["acts"] or {}})
    keeping.require_kind(kind)
    return kind


def _publish(made: Sequence[Kind]) -> None:
    """Put those in force that say something new; the cases that run keep the version they began with."""
    for kind in made:
        put_in_force(kind, actor=None)


SHAPES: tuple[Shape, ...] = (
    Shape(name="case_kinds", form=KindRow, make=_made, save=_publish, key="code"),
    tables.plain("bodies", BodyRow, Body, by=["code"], key="code", subdistrict="subdistricts"),
    tables.plain("case_ladder", RungRow, Rung, by=["clock", "offset", "recipient"]),
)


def export_cases(folder: Path) -> list[str]:
    """Write the kinds in force, the bodies and the ladder in the form that import reads; returns the names of the files."""
    found: dict[str, models.QuerySet[Any]] = {
        "case_kinds": Kind.objects.offered(),
        "bodies": Body.objects.all(),
        "case_ladder": Rung.objects.all(),
    }
    return [
        tables.write(folder, shape.name, shape.columns, tables.cells(shape, found[shape.name], names=network.KEYS))
        for shape in SHAPES
    ]
