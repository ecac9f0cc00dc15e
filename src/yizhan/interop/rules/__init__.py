"""Pure decisions of interop: what a request of GeoReport v2 says, and what is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import isfinite
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from yizhan.cases.models import Kind, State
from yizhan.interop.rules import refusals
from yizhan.interop.rules.refusals import Fault, Faulty

LONGEST_SPAN = timedelta(days=90)
MOST = 1000
LONGEST_WORDS = 4000
LONGEST_PLACE = 160
LONGEST_NAME = 40
OPEN, CLOSED = "open", "closed"
LISTS = frozenset({"singlevaluelist", "multivaluelist"})
Given = Mapping[str, Sequence[str]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """Which requests are asked for: those of some numbers, or those that fit every filter."""

    ids: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    start: datetime | None = None
    end: datetime | None = None
    page: int = 1
    size: int = MOST


def wanted(given: Mapping[str, str], *, at: datetime, zone: ZoneInfo) -> Wanted:
    """What a query asks for; raises `Faulty` with everything that is wrong with it."""
    ids = _listed(given.get("service_request_id", ""))
    if ids:
        return Wanted(ids=ids[:MOST])
    faults: list[Fault] = []
    start, end = _span(given, faults, at=at, zone=zone)
    statuses = _listed(given.get("status", ""))
    if not set(statuses) <= {OPEN, CLOSED}:
        faults.append(Fault(400, _("status 只能是 open 或 closed。")))
    page, size = _whole(given, "page", faults, default=1), _whole(given, "page_size", faults, default=MOST)
    _raise(faults)
    services = _listed(given.get("service_code", ""))
    return Wanted(services=services, statuses=statuses, start=start, end=end, page=page, size=min(size, MOST))


def _listed(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _whole(given: Mapping[str, str], name: str, faults: list[Fault], *, default: int) -> int:
    text = given.get(name, "").strip()
    if not text:
        return default
    if not text.isascii() or not text.isdigit() or not int(text[:9]) > 0 or len(text) > len("999999999"):
        faults.append(Fault(400, _("%(name)s 要是大于 0 的整数。") % {"name": name}))
        return default
    return int(text)


def _span(
    given: Mapping[str, str], faults: list[Fault], *, at: datetime, zone: ZoneInfo
) -> tuple[datetime, datetime | None]:
    """The instants [start, end) that are asked for; the last ninety days when nothing is said."""
    start, end = (_instant(given, name, faults, zone=zone) for name in ("start_date", "end_date"))
    if start and end and start >= end:
        faults.append(Fault(400, _("start_date 要早于 end_date。")))
    if start and end and end - start > LONGEST_SPAN:
        faults.append(Fault(400, _("start_date 和 end_date 最多相隔 90 天。")))
    if start:
        return start, end or start + LONGEST_SPAN
    return (end or at) - LONGEST_SPAN, end


def _instant(given: Mapping[str, str], name: str, faults: list[Fault], *, zone: ZoneInfo) -> datetime | None:
    """A moment as W3C writes it, with its time zone; a bare day begins at midnight of the network."""
    text = given.get(name, "").strip()
    if not text:
        return None
    try:
        found = _parsed(text, zone)
        _ = found.astimezone(zone) - LONGEST_SPAN
    except (ValueError, OverflowError):
        faults.append(Fault(400, _wrong_moment(name)))
        return None
    return found


def _wrong_moment(name: str) -> str:
    return _("%(name)s 要写成带时区的时间，例如 2026-11-25T10:00:00+08:00。") % {"name": name}


def _parsed(text: str, zone: ZoneInfo) -> datetime:
    if len(text) == len("2026-11-25"):
        return datetime.combine(date.fromisoformat(text), time.min, tzinfo=zone)
    found = datetime.fromisoformat(text.replace(" ", "+"))  # a plus sign that was not encoded arrives as a space
    if found.tzinfo is None:
        raise ValueError(text)
    return found


def _raise(faults: Sequence[Fault]) -> None:
    if faults:
        raise Faulty(faults)


@dataclass(frozen=True, kw_only=True, slots=True)
class Posted:
    """What a program posted: the words, where it is, who reports, and the answers to the fields of its kind."""

    words: str
    answers: Mapping[str, object]
    place: str = ""
    address_id: str = ""
    lat: float | None = None
    lon: float | None = None
    name: str = ""
    phone: str = ""


def posted(given: Given, kind: Kind) -> Posted:
    """What was posted; raises `Faulty` naming everything that is missing or wrong."""
    faults: list[Fault] = []
    plain = {name: values[-1].strip() for name, values in given.items() if values}
    lat, lon = _position(plain, faults)
    if lat is None and not plain.get("address_string") and not plain.get("address_id") and not faults:
        faults.append(Fault(400, _("请给出 lat 和 long、address_string 或 address_id 中的一种位置。")))
    words = plain.get("description", "")
    if not words:
        faults.append(Fault(400, _("缺少 description。")))
    if len(words) > LONGEST_WORDS:
        faults.append(Fault(400, _("description 最多 4,000 个字，收到 %(count)d 个。") % {"count": len(words)}))
    answers = _answers(given, kind, faults)
    _raise(faults)
    return Posted(
        words=words,
        answers=answers,
        place=plain.get("address_string", "")[:LONGEST_PLACE],
        address_id=plain.get("address_id", ""),
        lat=lat,
        lon=lon,
        name=" ".join(filter(None, [plain.get("first_name"), plain.get("last_name")]))[:LONGEST_NAME],
        phone=plain.get("phone", ""),
    )


def _position(plain: Mapping[str, str], faults: list[Fault]) -> tuple[float | None, float | None]:
    lat, lon = plain.get("lat", ""), plain.get("long", "")
    if not lat and not lon:
        return None, None
    try:
        found = float(lat), float(lon)
    except ValueError:
        found = (float("nan"), float("nan"))
    if not all(map(isfinite, found)) or abs(found[0]) > 90 or abs(found[1]) > 180:  # noqa: PLR2004 - degrees
        faults.append(Fault(400, _("lat 和 long 要一起给出，并且是 WGS84 的度数。")))
        return None, None
    return found


def _answers(given: Given, kind: Kind, faults: list[Fault]) -> dict[str, object]:
    """The answers to the fields of a kind, by their codes; every one that is missing or wrong is named."""
    found: dict[str, object] = {}
    for field in kind.fields:
        code = str(field["code"])
        values = [*given.get(f"attribute[{code}]", ()), *given.get(f"attribute[{code}][]", ())]
        values = [value.strip() for value in values if value.strip()]
        if not values and field.get("required"):
            faults.append(Fault(400, _("缺少必填的 attribute[%(code)s]。") % {"code": code}))
        elif values and not _fits(field, values):
            faults.append(Fault(400, _("attribute[%(code)s] 的值不对。") % {"code": code}))
        elif values:
            found[code] = values if field["type"] == "multivaluelist" else values[-1]
    return found


def _fits(field: Mapping[str, object], values: Sequence[str]) -> bool:
    """Whether the values are of the type of a field."""
    kind, choices = field["type"], field.get("choices")
    if kind in LISTS and isinstance(choices, list):
        return set(values) <= {str(choice["code"]) for choice in choices} and (
            kind == "multivaluelist" or len(values) == 1
        )
    try:
        if kind == "number":
            return all(isfinite(float(value)) for value in values)
        if kind == "datetime":
            return all(datetime.fromisoformat(value) for value in values)
    except ValueError:
        return False
    return all(len(value) <= LONGEST_WORDS for value in values)


def status_of(state: str) -> str:
    """The two states that the specification knows."""
    return CLOSED if state == State.CLOSED else OPEN


def require_name(name: str) -> str:
    """The name without spaces around it; refused when there is none."""
    if not name.strip():
        raise refusals.NameMissing
    return name.strip()


def words_of(row: Mapping[str, object], *, chinese: bool) -> str:
    """What a field or a choice is called in a language, its code when nobody has written that."""
    zh, en = str(row.get("label_zh") or row["code"]), str(row.get("label_en") or "")
    return zh if chinese or not en else en
