"""What import-linter cannot see about tables."""

import tomllib
from pathlib import Path

from django.apps import apps

CONTRACTS = tomllib.loads(Path("pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
LAYERS = [layer.translate(str.maketrans("|()", "   ")).split() for layer in CONTRACTS[0]["layers"]]
DEPTH = {name: depth for depth, layer in enumerate(LAYERS) for name in layer}
OURS = [model for model in apps.get_models() if model.__module__.startswith("yizhan.")]


def test_foreign_keys_point_downwards():
    links = {
        (m._meta.app_label, f.related_model._meta.app_label)
        for m in OURS
        for f in m._meta.get_fields()
        if f.concrete and f.is_relation
    }
    across = {(a, b) for a, b in links if a != b and b in DEPTH}

    assert ("network", "people") in across
    assert {(a, b) for a, b in across if DEPTH[a] >= DEPTH[b]} == set()


def test_constraints_are_named_after_their_context_and_model():
    named = {(m._meta.app_label, m._meta.model_name, c.name) for m in OURS for c in m._meta.constraints}

    assert {name for label, model, name in named if not name.startswith(f"{label}_{model}_")} == set()


def test_every_table_has_an_invariant_in_the_database():
    assert {m._meta.label for m in OURS if not m._meta.constraints} == set()


def test_identifiers_are_uuids():
    assert {m._meta.label for m in OURS if m._meta.pk.get_internal_type() != "UUIDField"} == set()
