"""Errors stand beside their field, and a command's refusal comes back to the field it names."""

import pytest
from django import forms
from django.utils import translation

from yizhan.kernel.errors import Refused
from yizhan.ui.forms import attempt, complaints, control
from yizhan.ui.widgets import CheckboxCards, PictureInput, RadioCards


class RoomForm(forms.Form):
    name = forms.CharField(label="名称", help_text="和门牌一致。")
    size = forms.IntegerField(label="面积", required=False)
    use = forms.ChoiceField(
        label="用途", choices=[("a", "会谈"), ("b", "舒缓")], widget=RadioCards(about={"a": "两到八人"})
    )
    kit = forms.MultipleChoiceField(
        label="设备", choices=[("x", "投影"), ("y", "白板")], required=False, widget=CheckboxCards()
    )
    photo = forms.FileField(label="照片", required=False, widget=PictureInput(max_bytes=1024))
    agreed = forms.BooleanField(label="已经实地看过")


GOOD = {"name": "会谈室", "use": "a", "agreed": "on"}


@pytest.fixture(autouse=True)
def _chinese():
    with translation.override("zh-hans"):
        yield


def refused(**naming):
    def command():
        raise Refused("这间房已经有人。", **naming)

    return command


def test_a_valid_form_runs_the_command_and_returns_what_it_made():
    assert attempt(RoomForm(GOOD), lambda: "made") == "made"


def test_an_invalid_form_never_runs_the_command():
    ran = []

    attempt(RoomForm({}), lambda: ran.append("ran"))

    assert ran == []


def test_a_refusal_becomes_an_error_of_the_field_it_names():
    form = RoomForm(GOOD)

    attempt(form, refused(field="name"))

    assert form.errors == {"name": ["这间房已经有人。"]}


@pytest.mark.parametrize("naming", [{}, {"field": "unknown"}])
def test_any_other_refusal_belongs_to_the_whole_form(naming):
    form = RoomForm(GOOD)

    attempt(form, refused(**naming))

    assert form.errors == {"__all__": ["这间房已经有人。"]}


def test_complaints_name_the_field_and_lead_to_its_control():
    found = [(one.label, one.target) for one in complaints(RoomForm({}))]

    assert found == [("名称", "id_name"), ("用途", "id_use_0"), ("已经实地看过", "id_agreed")]


def test_a_wrong_field_is_tied_to_its_error_and_its_help():
    html = str(RoomForm({}))

    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert html.count('aria-invalid="true"') == 4  # two radio buttons belong to one field
    assert 'id="id_name_error"' in html


def test_the_first_wrong_control_takes_the_focus():
    html = str(RoomForm({"name": "会谈室", "size": "many", "use": "a"}))

    assert html.count("autofocus") == 1
    assert 'name="size"' in html.split("autofocus", maxsplit=1)[0].rsplit("<input", 1)[1]


def test_a_form_that_was_not_sent_has_no_summary():
    assert "summary" not in str(RoomForm())


def test_what_was_typed_is_kept():
    assert 'value="会谈室 A"' in str(RoomForm({"name": "会谈室 A"}))


def test_cards_explain_their_choices():
    html = str(RoomForm()["use"])

    assert html.count('type="radio"') == 2
    assert "<small>两到八人</small>" in html


def test_ticked_cards_come_back_as_a_list():
    form = RoomForm({**GOOD, "kit": ["x", "y"]})

    assert (form.is_valid(), form.cleaned_data["kit"]) == (True, ["x", "y"])


def test_a_picture_tells_its_limits_before_it_is_chosen():
    html = str(RoomForm()["photo"])

    assert 'accept="image/jpeg,image/png,image/webp"' in html
    assert 'data-max-bytes="1024"' in html


class ListForm(forms.Form):
    near = forms.ChoiceField(label="哪里", choices=[("", "不限"), ("东区", [(1, "甲 & 乙"), (2, "丙")])])
    floor = forms.IntegerField(label="楼层")


def test_a_list_is_drawn_with_its_groups_and_what_was_chosen():
    shown = str(ListForm({"near": "2"})["near"].as_widget())

    assert " ".join(shown.split()) == (
        '<select name="near" required id="id_near"> <option value="">不限</option>'
        '<optgroup label="东区"> <option value="1">甲 &amp; 乙</option> <option value="2" selected>丙</option></optgroup>'
        " </select>"
    )


def test_the_first_control_that_needs_correction_takes_the_focus():
    form = ListForm({"near": "2"})

    focused = [name for name in form.fields if "autofocus" in control(form[name])]

    assert focused == ["floor"]


def test_nothing_takes_the_focus_of_a_form_that_was_not_sent():
    form = ListForm()

    assert [name for name in form.fields if "autofocus" in control(form[name])] == []
