"""The fields that kinds ask beside the words: what they are called, and what was answered."""

from collections.abc import Mapping

from yizhan.kernel.languages import in_language


def label_of(field: Mapping[str, object]) -> str:
    """What a field of a kind is called."""
    zh, en = str(field.get("label_zh") or field["code"]), str(field.get("label_en") or "")
    return in_language(zh, en)


def choices_of(field: Mapping[str, object]) -> list[tuple[str, str]]:
    """The choices of a field of a kind: code and label."""
    choices = field.get("choices")
    found = choices if isinstance(choices, list) else []
    return [(str(choice["code"]), label_of(choice)) for choice in found]


def answer_words(field: Mapping[str, object], answer: object) -> str:
    """What was answered to a field, in the words of its choices where it has some."""
    labels = dict(choices_of(field))
    given = answer if isinstance(answer, list) else [answer]
    return "、".join(labels.get(str(one), str(one)) for one in given)
