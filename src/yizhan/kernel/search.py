"""Search in Chinese: words cut by rjieba, matched by prefix with PostgreSQL's `simple` dictionary."""

import re
from collections.abc import Iterable
from functools import cache

import rjieba
from django.contrib.postgres.search import SearchQuery
from django.db.models import Q

WORD = re.compile(r"\w+", re.UNICODE)


@cache
def _cutter() -> rjieba.Jieba:
    return rjieba.Jieba()


def words(*texts: str) -> str:
    """The words of `texts` with spaces between them, lower case, ready for `to_tsvector('simple', …)`."""
    cut = _cutter().cut_for_search(" ".join(texts).lower())
    return " ".join(word for word in cut if WORD.fullmatch(word))


def matching(text: str, *, column: str = "search", literal: Iterable[str] = ()) -> Q:
    """Rows whose `column` holds every word of `text` by prefix, or whose `literal` columns contain it as it stands."""
    found = Q()
    for name in literal:
        found |= Q(**{f"{name}__icontains": text.strip()})
    terms = words(text).split()
    if terms:
        found |= Q(
            **{column: SearchQuery(" & ".join(f"{term}:*" for term in terms), search_type="raw", config="simple")}
        )
    return found


def likeness(one: str, other: str) -> float:
    """How alike two texts are, from 0 to 1: the share of pairs of letters that they have in common (Dice)."""
    here, there = _pairs(one), _pairs(other)
    return 2 * len(here & there) / (len(here) + len(there)) if here and there else 0.0


def _pairs(text: str) -> frozenset[str]:
    letters = "".join(filter(str.isalnum, text.lower()))
    return frozenset(letters[n : n + 2] for n in range(len(letters) - 1)) or frozenset({letters} - {""})
