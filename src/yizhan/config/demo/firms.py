"""Enterprises of the demo: invented firms in the network's buildings, spoken for, visited, judged and briefed."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from yizhan.catalogue import services as catalogue
from yizhan.catalogue.models import Service
from yizhan.config.demo.cast import Cast, luck
from yizhan.config.demo.network import rows, sign_ins
from yizhan.enterprises import services
from yizhan.enterprises.models import (
    Agreed,
    Colour,
    Enterprise,
    FindingKind,
    Industry,
    Platform,
    Receipt,
    Size,
    Team,
    Topic,
    Way,
)
from yizhan.enterprises.services import Heard, Judged, Speaker, Told
from yizhan.network import queries as network
from yizhan.people.models import Person, Role
from yizhan.people.queries import people_in, person_by_phone, today
from yizhan.people.rules import normal_phone

COUNT = 240
FIRST = "云清嘉明予知安若景书以文星亦晓承修南晨宛青朗雅希沐恒润和"
SECOND = "涵远宁辰然琪舟禾轩溪瑜桐澄岚昕川墨微棠歌遥白石山海谷"
TRADES = {
    Industry.FINANCE: "资产管理",
    Industry.PROFESSIONAL: "咨询",
    Industry.TRADE: "商贸",
    Industry.TECHNOLOGY: "信息科技",
    Industry.MEDIA: "文化传播",
    Industry.HEALTH: "健康管理",
    Industry.EDUCATION: "教育科技",
    Industry.PROPERTY: "物业服务",
    Industry.HOSPITALITY: "餐饮管理",
}
FIRST_PHONE = 13900900000
POSITIONS = ("行政", "人事", "办公室主任", "总经理助理")
NEVER_VISITED, HEARS, JUDGES, SPOKEN_FOR = 0.15, 0.3, 0.4, 0.7
BRIEFING = {
    "title_zh": "稳岗补贴今年怎么申请",
    "title_en": "How to apply for this year's job subsidy",
    "body_zh": "裁员少的企业可以申请返还一部分失业保险费。\n\n怎么办：登录一网通办，搜“稳岗返还”，确认账户，十个工作日到账。\n\n"
    "找谁：不会填的，带上执照来站点，周二、周四午间有人帮你。（示例）",
    "body_en": "Firms that kept their people may get part of their unemployment insurance back.\n\n"
    "How: sign in to the one-stop service, search for the subsidy, confirm the account.\n\n"
    "Who helps: bring your licence to the station on Tuesday or Thursday noon. (Sample)",
    "source": "示例文件（2026）1 号",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Scene:
    """Who acts, when it is, and by what chance."""

    cast: Cast
    chance: Random
    day: date


def settle(cast: Cast) -> None:
    """Let the firms move in, be spoken for, visited, judged, served and briefed."""
    scene = Scene(cast=cast, chance=luck("firms"), day=today())
    firms = _note(scene)
    _speak(scene, firms)
    _visit(scene, firms)
    _judge(scene, firms)
    _serve(scene, firms)
    _brief(scene)


def _note(scene: Scene) -> list[Enterprise]:
    stations = [station for station in network.serving() if station.building]
    officers = {held.scope_id: held.person for held in people_in(Role.STATION, [one.pk for one in stations])}
    return services.note_all(
        actor=scene.cast.hub,
        rows=[
            {
                **_firm(scene, n),
                "station": station,
                "building": station.building,
                "officer": officers.get(station.pk),
            }
            for n in range(COUNT)
            for station in [stations[n % len(stations)]]
        ],
    )


def _firm(scene: Scene, number: int) -> dict[str, object]:
    chance, industry = scene.chance, scene.chance.choice(list(TRADES))
    name = FIRST[number % len(FIRST)] + SECOND[(number // len(FIRST) + number) % len(SECOND)]
    return {
        "name_zh": f"{name}{TRADES[industry]}有限公司",
        "industry": industry,
        "size": chance.choices(Size.values, weights=(3, 5, 4, 2, 1))[0],
        "floor": f"{chance.randint(3, 28)} 楼",
        "visit_days": chance.choice((60, 90, 90, 120)),
        "came_on": scene.day - timedelta(days=chance.randint(200, 2500)),
        "lease_ends_on": scene.day + timedelta(days=chance.randint(20, 1000)),
        "constructed": True,
    }


def _speak(scene: Scene, firms: list[Enterprise]) -> None:
    """Members who work in the building speak for most of the firms; those to sign in as speak for one each."""
    chance, taken = scene.chance, set[object]()
    speakers = [_featured(scene, firms, phone) for role, _name, phone in sign_ins() if role == "member"]
    for n, firm in enumerate(firms):
        here = [one for one in scene.cast.of_building.get(firm.building_id, []) if one.pk not in taken]
        member = chance.choice(here) if here and chance.random() < SPOKEN_FOR else None
        taken.add(member.pk if member else None)
        speakers.append(_speaker(scene, firm, member, phone=f"+86{FIRST_PHONE + n}"))
    services.add_contacts(actor=scene.cast.hub, speakers=[one for one in speakers if one])


def _featured(scene: Scene, firms: list[Enterprise], phone: str) -> Speaker | None:
    person = person_by_phone(normal_phone(phone))
    workplace = person.workplaces.first() if person else None
    firm = next((one for one in firms if workplace and one.building_id == workplace.building_id), firms[0])
    return _speaker(scene, firm, person, phone="") if person else None


def _speaker(scene: Scene, firm: Enterprise, member: Person | None, *, phone: str) -> Speaker:
    fields = {
        "name": member.name if member else f"{scene.chance.choice('赵钱孙李周吴郑王')}女士",
        "position": scene.chance.choice(POSITIONS),
        "agreed_how": scene.chance.choice(Agreed.values),
        "agreed_on": scene.day - timedelta(days=scene.chance.randint(1, 200)),
    }
    return Speaker(enterprise=firm, phone=member.phone if member else phone, fields=fields, person=member)


def _visit(scene: Scene, firms: list[Enterprise]) -> None:
    chance, told = scene.chance, []
    said = [row["words"] for row in rows("demo/heard.csv") if row["kind"] == "visit"]
    for firm in firms:
        if chance.random() < NEVER_VISITED:
            continue
        fields = {
            "on": scene.day - timedelta(days=chance.randint(2, 130)),
            "way": chance.choice((Way.DOOR, Way.DOOR, Way.STATION, Way.CALL)),
            "words": chance.choice(said),
        }
        findings = [_heard(chance)] if chance.random() < HEARS else []
        told.append(Told(enterprise=firm, fields=fields, findings=findings))
    services.record_visits(actor=scene.cast.hub, told=told)


def _heard(chance: Random) -> Heard:
    row = chance.choice([row for row in rows("demo/heard.csv") if row["kind"] in FindingKind.values])
    kind, topic = FindingKind(row["kind"]), Topic(row["topic"])
    return Heard(kind=kind, topic=topic, words=row["words"], people=chance.randint(2, 20))


def _judge(scene: Scene, firms: list[Enterprise]) -> None:
    reasons = [(Colour(int(row["topic"])), row["words"]) for row in rows("demo/heard.csv") if row["kind"] == "judge"]
    chosen = [firm for firm in firms if scene.chance.random() < JUDGES]
    judged = [(firm, *scene.chance.choices(reasons, weights=(12, 5, 2, 1))[0]) for firm in chosen]
    services.judge_all(
        actor=scene.cast.hub,
        judged=[Judged(enterprise=firm, colour=colour, reason=reason) for firm, colour, reason in judged],
    )


def _serve(scene: Scene, firms: list[Enterprise]) -> None:
    """Some take part in platforms and are offered services; a few members are in the teams."""
    hub, chance = scene.cast.hub, scene.chance
    platforms, offered = list(Platform.objects.all()), list(Service.objects.filter(retired_on=None))
    for firm in firms[::8]:
        since = scene.day - timedelta(days=chance.randint(10, 400))
        services.take_part(actor=hub, enterprise=firm, platform=chance.choice(platforms), since=since)
    for firm in firms[:12]:
        catalogue.offer(actor=hub, enterprise=firm, services=chance.sample(offered, 4))
    for team, member in zip(Team.objects.all(), scene.cast.members, strict=False):
        services.add_teammate(actor=hub, team=team, phone=member.phone)


def _brief(scene: Scene) -> None:
    """One briefing, sent to everyone, that half of the contacts have read."""
    briefing = services.write_briefing(actor=scene.cast.hub, fields=BRIEFING)
    services.send_briefing(actor=scene.cast.hub, briefing=briefing)
    for receipt in Receipt.objects.filter(briefing=briefing).select_related("person")[::3]:
        services.read_briefing(actor=receipt.person, receipt=receipt)
