"""What changed in the network, with names."""

from collections.abc import Sequence
from dataclasses import dataclass

from yizhan.catalogue.models import Provider, Service
from yizhan.delivery.rules import wording
from yizhan.delivery.rules.news import News, NewsKind
from yizhan.network.models import Station

NAMED = 3
NEEDS = {NewsKind.NEEDS_GONE, NewsKind.NEEDS_NEW, NewsKind.NEEDS_CHANGED}


@dataclass(frozen=True, kw_only=True, slots=True)
class ToldNews:
    """One kind of change, how many things it is about, and the names of the first."""

    words: str
    count: int
    names: tuple[str, ...]

    @property
    def more(self) -> int:
        """How many are not named."""
        return self.count - len(self.names) if self.names else 0


def told_news(news: Sequence[News]) -> list[ToldNews]:
    """The changes in words; needs are counted, never named."""
    named = [name for one in news if one.kind not in NEEDS for name in one.ids[:NAMED]]
    rows = [
        *Station.objects.filter(pk__in=named).defer("search"),
        *Provider.objects.filter(pk__in=named),
        *Service.objects.filter(pk__in=named).defer("search"),
    ]
    names = {str(row.pk): row.name for row in rows}
    return [
        ToldNews(
            words=str(wording.NEWS[one.kind]),
            count=len(one.ids),
            names=tuple(names[pk] for pk in one.ids[:NAMED] if pk in names),
        )
        for one in news
    ]
