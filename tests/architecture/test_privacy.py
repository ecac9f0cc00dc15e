"""The published policy on personal data is complete, and the tables do what it says."""

import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from yizhan.people.models import Person

POLICY = tomllib.loads(Path("privacy.toml").read_text())
ENTRIES = {f"{context}.{model}": entry for context, entries in POLICY.items() for model, entry in entries.items()}


def about_people():
    """Every table of ours that is about a person or names one, with the keys by which it does."""
    for model in apps.get_models():
        if model.__module__.startswith("yizhan."):
            keys = [field for field in model._meta.fields if field.related_model is Person]
            if keys or model is Person:
                yield model, keys


def test_every_table_about_a_person_has_an_entry_and_no_entry_is_left_over():
    assert set(ENTRIES) == {model._meta.label_lower for model, _keys in about_people()}


@pytest.mark.parametrize("label", ENTRIES)
def test_an_entry_says_why_how_long_and_how_it_ends(label):
    assert sorted(ENTRIES[label]) == ["erased", "kept", "purpose"]


def test_what_is_deleted_with_a_person_and_what_only_loses_the_name_is_what_the_policy_says():
    for model, keys in about_people():
        loses_the_name = all(key.remote_field.on_delete is models.SET_NULL for key in keys) and model is not Person
        assert ENTRIES[model._meta.label_lower]["erased"].endswith("without the person") == loses_the_name
