"""When a briefing may be sent, and what its readers are told."""

from yizhan.enterprises.models import Briefing
from yizhan.enterprises.rules import refusals

Told = tuple[tuple[str, str], tuple[str, str]]


def require_words(briefing: Briefing) -> None:
    """Raise unless a briefing has a title, says something, and says where it is from."""
    if not briefing.title_zh.strip():
        raise refusals.TitleMissing
    if not briefing.body_zh.strip():
        raise refusals.BodyMissing
    if not briefing.source.strip():
        raise refusals.SourceMissing


def require_unsent(briefing: Briefing) -> None:
    """Raise when the briefing was sent."""
    if briefing.sent_at is not None:
        raise refusals.SentBefore


def require_remindable(briefing: Briefing) -> None:
    """Raise unless the briefing was sent and nobody was reminded yet."""
    if briefing.sent_at is None:
        raise refusals.NotSentYet
    if briefing.reminded_at is not None:
        raise refusals.RemindedBefore


def sent(briefing: Briefing) -> Told:
    """What the notice of a new briefing says, in Chinese and in English."""
    title_en = briefing.title_en or briefing.title_zh
    return (
        ("有一份政策简报和你们有关", f"《{briefing.title_zh}》，一分钟读完。"),
        ("A policy briefing concerns you", f"“{title_en}”, a minute to read."),
    )


def reminded(briefing: Briefing) -> Told:
    """What the one reminder says."""
    title_en = briefing.title_en or briefing.title_zh
    return (
        ("还有一份政策简报没有读", f"《{briefing.title_zh}》，读过点一下“看过了”。"),
        ("A policy briefing waits to be read", f"“{title_en}”; tell us once you have read it."),
    )
