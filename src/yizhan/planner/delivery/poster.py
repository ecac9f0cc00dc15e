"""How the picture of the month looks: shapes and colours of its marks, style sheet, words."""

from collections.abc import Mapping
from typing import Literal

Language = Literal["zh", "en"]

SHAPES = (
    "M-4.8 5V-.2a4.8 4.8 0 0 1 9.6 0V5z",
    "M-4.6-4.6H4.6V4.6H-4.6z",
    "M0-5.3L5.7 4.6H-5.7z",
    "M0-6L6 0 0 6-6 0z",
    "M-2-5.4H2V-2H5.4V2H2V5.4H-2V2H-5.4V-2H-2z",
    "M-5 0a5 5 0 1 1 10 0a5 5 0 1 1-10 0z",
)
COLOURS = ("#b23a26", "#2f6ea6", "#dc9a1e", "#4f9d80", "#b583b3", "#2b3638")

WORDS: Mapping[Language, Mapping[str, str]] = {
    "zh": {
        "title": "{first.year} 年 {first.month} 月配送计划",
        "scope": "{stations} 个站点 · {services} 项服务 · {providers} 个服务方 · {needs} 条需求 · {days} 个工作日",
        "proof": "最好的计划也至多再高 {gap}，已证明",
        "proven": "没有更好的计划，已证明",
        "sessions": "场配送",
        "people": "人次",
        "coverage": "需求覆盖",
        "worst": "最低站点 {station}",
        "missing": "场常规缺口",
        "station": "站点",
        "gaps": "常规缺口",
        "count": "场次",
        "share": "需求覆盖",
        "mean": "平均",
        "lowest": "最低",
        "a_day": "每日场次",
        "zone": "{stations} 个站点，{sessions} 场",
        "weekdays": "一 二 三 四 五 六 日",
        "reading": "一格是一天，自左至右：{slots}",
        "stacked": "上下并列：同一时段，不同空间",
        "long": "带线：占两个时段",
        "hollow": "空心：常规配送还缺的一场",
        "open": "白格开放，无格不开放",
        "mark": "{day} {time} · {service} · {provider} · {room} · {people} 人",
    },
    "en": {
        "title": "Delivery plan, {first:%B %Y}",
        "scope": "{stations} stations · {services} services · {providers} providers · {needs} needs · {days} working days",
        "proof": "Proven: no plan is better by more than {gap}",
        "proven": "Proven: no plan is better",
        "sessions": "sessions",
        "people": "attendances",
        "coverage": "of needs covered",
        "worst": "lowest: {station}",
        "missing": "quota sessions missing",
        "station": "Station",
        "gaps": "Missing",
        "count": "Sessions",
        "share": "Needs covered",
        "mean": "mean",
        "lowest": "lowest",
        "a_day": "Sessions a day",
        "zone": "{stations} stations, {sessions} sessions",
        "weekdays": "Mo Tu We Th Fr Sa Su",
        "reading": "A cell is a day, from left to right: {slots}",
        "stacked": "One above the other: same time, other rooms",
        "long": "With a line: takes two slots",
        "hollow": "Hollow: a quota session that is missing",
        "open": "White is open, no cell is closed",
        "mark": "{day} {time} · {service} · {provider} · {room} · {people} people",
    },
}

STYLE = """
text{font-family:-apple-system,"PingFang SC","HarmonyOS Sans SC","MiSans","Noto Sans CJK SC","Noto Sans SC","Microsoft YaHei",
system-ui,sans-serif;font-variant-numeric:tabular-nums;fill:#1d2322;font-size:13px}
.paper{fill:#f3f5f4}.card{fill:#fff}.rule{stroke:#d5dbd8;fill:none}.firm{stroke:#1d2322;stroke-width:1.5;fill:none}
.title{font-size:44px;font-weight:700;letter-spacing:.5px}.scope{font-size:17px;fill:#576260}.proof{font-size:17px;fill:#2e6e54}
.figure{font-size:46px;font-weight:700}.figure .unit{font-size:24px}.under{font-size:16px;fill:#576260}
.bad{fill:#b23a26}.mute{fill:#576260}.small{font-size:12px}.bold{font-weight:700}.end{text-anchor:end}.middle{text-anchor:middle}
.zone{font-size:16px;font-weight:700}.date{font-size:14px;font-weight:600}.legend{font-size:15px}
.track{fill:#e3e8e5}.bar{fill:#6f8a80}.low{fill:#b23a26}.a-day{fill:#b9c6c0}.mean{stroke:#1d2322;stroke-dasharray:2 3}
.brick{fill:#b23a26}.lamp{fill:#ffd48a}.deep{fill:#8f2a1a}.hollow{fill:none;stroke-width:1.5}
.long{stroke-width:3;stroke-linecap:round;fill:none;opacity:.55}
""".strip()

CATEGORIES: Mapping[Language, Mapping[str, str]] = {
    "zh": {"party": "党群", "gov": "政务", "life": "生活", "legal": "法律", "health": "健康", "culture": "文体"},
    "en": {
        "party": "Party and community",
        "gov": "Government",
        "life": "Daily life",
        "legal": "Law",
        "health": "Health",
    }
    | {"culture": "Culture and sport"},
}
"""The names of the network's six categories; others are shown as they are."""
