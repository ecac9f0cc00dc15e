"""Synthetic members: invented names, phones from a range kept for the demo, workplaces by the size of stations."""

from random import Random
from uuid import UUID

from yizhan.network import queries as network
from yizhan.network import services
from yizhan.network.models import Building
from yizhan.people import services as people
from yizhan.people.models import Person, Purpose
from yizhan.people.queries import current_texts

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛范彭郎"
FIRST = "子思雨清嘉明予知安若景书以文星亦晓语承修南晨宛青朗雅若一希沐"
SECOND = "涵远宁辰然琪楠舟禾瑶轩溪瑜桐和澄岚悦昕妍川墨微棠柔屿歌川遥白"
FIRST_PHONE = 13900100000
MOST, AT_ONCE = 100_000, 5_000


def enrol(*, operator: Person, count: int, chance: Random) -> list[Person]:
    """Make `count` members, some thousands at a time, most of whom told where they work."""
    texts = [
        text for text in current_texts() if text.required or text.purpose in {Purpose.WORKPLACE, Purpose.PHOTOGRAPHS}
    ]
    members = list[Person]()
    for first in range(0, min(count, MOST), AT_ONCE):
        numbers = range(FIRST_PHONE + first, FIRST_PHONE + min(first + AT_ONCE, count, MOST))
        names = {f"+86{number}": _name(chance) for number in numbers}
        joined = people.enrol(actor=operator, names=names, texts=texts)
        services.enter_workplaces(actor=operator, chosen=_workplaces([member.pk for member in joined], chance))
        members += joined
    return members


def _name(chance: Random) -> str:
    given = chance.choice(FIRST) + (chance.choice(SECOND) if chance.random() < 0.8 else "")  # noqa: PLR2004
    return chance.choice(SURNAMES) + given


def _workplaces(members: list[UUID], chance: Random) -> dict[UUID, Building]:
    """A building for nine of ten members, tall ones more often."""
    buildings = [station.building for station in network.serving() if station.building]
    sizes = [building.floors or 20 for building in buildings]
    chosen = chance.choices(buildings, weights=sizes, k=len(members))
    return {member: building for member, building in zip(members, chosen, strict=True) if chance.random() < 0.9}  # noqa: PLR2004
