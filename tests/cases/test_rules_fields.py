"""What kinds ask beside the words."""

from django.utils import translation

from yizhan.cases.rules import fields
from yizhan.cases.rules.fields import Question

WHERE = {
    "code": "where",
    "type": "singlevaluelist",
    "label_zh": "在哪里",
    "label_en": "Where",
    "required": True,
    "choices": [{"code": "lobby", "label_zh": "大堂", "label_en": "lobby"}],
}


def test_a_question_that_stays_keeps_its_code_and_the_codes_of_its_choices():
    asked = Question(
        code="where", label=("在楼里哪里", ""), type="multivaluelist", choices=[("车库", "garage"), ("大堂", "hall")]
    )

    assert fields.written([asked], [WHERE]) == [
        {
            "code": "where",
            "type": "multivaluelist",
            "label_zh": "在楼里哪里",
            "label_en": "",
            "required": False,
            "choices": [
                {"code": "c1", "label_zh": "车库", "label_en": "garage"},
                {"code": "lobby", "label_zh": "大堂", "label_en": "hall"},
            ],
        }
    ]


def test_new_questions_get_codes_that_nothing_else_has():
    before = [{**WHERE, "code": "q1"}]
    asked = [Question(label=(zh, ""), type="string") for zh in ("甲", "乙")]

    made = fields.written([*asked, Question(label=("丙", ""), type="text", code="stolen")], before)

    assert [field["code"] for field in made] == ["q2", "q3", "q4"]


def test_a_question_that_takes_no_choices_has_none():
    (made,) = fields.written([Question(label=("几楼", ""), type="number", choices=[("一", "")])], [])

    assert made == {"code": "q1", "type": "number", "label_zh": "几楼", "label_en": "", "required": False}


def test_a_question_is_told_in_words():
    with translation.override("zh-hans"):
        assert fields.question_words(WHERE) == "在哪里（选一个：大堂，必答）"


def test_a_question_without_choices_is_told_shortly():
    with translation.override("zh-hans"):
        assert fields.question_words({"code": "since", "type": "datetime"}) == "since（日期和时间）"
