"""The fields that kinds ask beside the words: what they are called, how they are written, and what was answered."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yizhan.kernel.languages import in_language

Labels = tuple[str, str]
Field = Mapping[str, object]
TYPES: Mapping[str, str | Promise] = {
    "string": gettext_lazy("一行字"),
    "text": gettext_lazy("一段话"),
    "number": gettext_lazy("数字"),
    "datetime": gettext_lazy("日期和时间"),
    "singlevaluelist": gettext_lazy("选一个"),
    "multivaluelist": gettext_lazy("可以选几个"),
}
LISTS = frozenset({"singlevaluelist", "multivaluelist"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """A question as somebody wrote it; `code` is that of the one it was before, and nothing when it is new."""

    label: Labels
    type: str
    required: bool = False
    choices: Sequence[Labels] = ()
    code: str = ""


def label_of(field: Field) -> str:
    """What a field of a kind is called."""
    zh, en = str(field.get("label_zh") or field["code"]), str(field.get("label_en") or "")
    return in_language(zh, en)


def choices_of(field: Field) -> list[tuple[str, str]]:
    """The choices of a field of a kind: code and label."""
    choices = field.get("choices")
    found = choices if isinstance(choices, list) else []
    return [(str(choice["code"]), label_of(choice)) for choice in found]


def answer_words(field: Field, answer: object) -> str:
    """What was answered to a field, in the words of its choices where it has some."""
    labels = dict(choices_of(field))
    given = answer if isinstance(answer, list) else [answer]
    return "、".join(labels.get(str(one), str(one)) for one in given)


def question_words(field: Field) -> str:
    """All that a field asks: what it is called, what kind of answer it takes, and whether it must be answered."""
    kind = str(TYPES[str(field["type"])])
    labels = [label for _code, label in choices_of(field)]
    told = _("%(kind)s：%(choices)s") % {"kind": kind, "choices": _("、").join(labels)} if labels else kind
    words = _("%(label)s（%(answer)s，必答）") if field.get("required") else _("%(label)s（%(answer)s）")
    return words % {"label": label_of(field), "answer": told}


def written(questions: Sequence[Question], before: Sequence[Field]) -> list[dict[str, object]]:
    """The fields that say those questions; what was asked before keeps its codes, so that old and new answers compare."""
    known = {str(field["code"]): field for field in before}
    fresh = _fresh("q", known)
    return [_field(one, known.get(one.code), code=one.code if one.code in known else next(fresh)) for one in questions]


def _field(question: Question, before: Field | None, *, code: str) -> dict[str, object]:
    zh, en = question.label
    field = {"code": code, "type": question.type, "label_zh": zh, "label_en": en, "required": question.required}
    if question.type not in LISTS:
        return field
    return {**field, "choices": _choices(question.choices, before or {})}


def _choices(wanted: Sequence[Labels], before: Field) -> list[dict[str, str]]:
    old = before.get("choices")
    codes = {str(one.get("label_zh")): str(one["code"]) for one in old} if isinstance(old, list) else {}
    fresh = _fresh("c", codes.values())
    return [{"code": codes.get(zh) or next(fresh), "label_zh": zh, "label_en": en} for zh, en in wanted]


def _fresh(letter: str, taken: Collection[str]) -> Iterator[str]:
    """Codes that are not taken, the lowest first."""
    return (code for n in count(1) if (code := f"{letter}{n}") not in taken)
