"""An empty database gets its tables one by one."""

from django.db import models
from django.db.migrations.state import ModelState

from yizhan.config.database import GrowingState


def table(name, **columns):
    return ModelState("shops", name, [("id", models.AutoField(primary_key=True)), *columns.items()])


def test_a_table_is_added_with_its_relations_and_those_it_points_at_stay_as_they_are():
    state = GrowingState()
    state.add_model(table("Shop"))
    shop = state.apps.get_model("shops", "shop")

    state.add_model(table("Visit", shop=models.ForeignKey("shops.Shop", on_delete=models.CASCADE)))

    visit = state.apps.get_model("shops", "visit")
    assert state.apps.get_model("shops", "shop") is shop
    assert visit._meta.get_field("shop").related_model is shop
    assert [link.related_model for link in shop._meta.related_objects] == [visit]


def test_a_table_added_before_anything_is_drawn_is_drawn_with_the_others():
    state = GrowingState()

    state.add_model(table("Shop"))

    assert [model.__name__ for model in state.apps.get_models()] == ["Shop"]
