"""Cases through the API: those that the token's person looks after, and never who reported them."""

import pytest

from tests.cases.factories import CaseFactory, ReporterFactory
from tests.factories import StationFactory
from yizhan.cases import services
from yizhan.cases.models import Case
from yizhan.people.services import create_token

pytestmark = pytest.mark.django_db


@pytest.fixture
def headers(officer):
    secret = create_token(person=officer, name="test", scopes=["cases:read", "cases:write"], days=1)[1]
    return {"Authorization": f"Bearer {secret}"}


@pytest.fixture
def ask(client, headers):
    return lambda path: client.get(f"/api/v1{path}", headers=headers)


@pytest.fixture
def tell(client, headers, station, kind):
    def tell(**more):
        given = {"station": station.code, "kind": kind.code, "words": "三楼茶水间漏水", **more}
        return client.post("/api/v1/cases", given, content_type="application/json", headers=headers)

    return tell


def test_the_cases_of_ones_own_stations_are_told(ask, station):
    case = CaseFactory(station=station)
    CaseFactory()

    (told,) = ask("/cases").json()["items"]

    assert (told["id"], told["station"], told["state"], told["result"]) == (
        str(case.pk),
        station.code,
        "received",
        None,
    )


@pytest.mark.parametrize(
    ("query", "count"),
    [("", 3), ("?state=handling", 1), ("?mechanism=joint", 1), ("?q=c1", 1), ("?station=X", 0), ("?kind=X", 0)],
)
def test_cases_are_filtered(ask, station, query, count):
    CaseFactory(station=station, state="handling")
    CaseFactory(station=station, mechanism="joint")
    CaseFactory(station=station, code="C1")

    assert len(ask(f"/cases{query}").json()["items"]) == count


def test_a_case_tells_its_clocks_and_its_log_and_nobodys_name(ask, officer, brought, member):
    services.contact(actor=officer, case=brought, words="今天去看")
    services.note(actor=officer, case=brought, words="物业下午到场")

    answer = ask(f"/cases/{brought.pk}")

    told = answer.json()
    assert [(one["clock"], one["late"], one["stopped_at"] is None) for one in told["clocks"]] == [
        ("contact", False, False),
        ("resolution", False, True),
    ]
    assert [(one["kind"], one["words"]["zh"], one["note"]) for one in told["events"]][1:] == [
        ("contacted", "今天去看", ""),
        ("noted", "", "物业下午到场"),
    ]
    assert [word in answer.content.decode() for word in (member.name, member.phone, officer.name)] == [False] * 3


def test_notes_are_for_those_who_handle_it(ask, officer, contacted):
    services.note(actor=officer, case=contacted, words="物业下午到场")
    contacted.kind.acts = {"handle": ["hub"]}
    contacted.kind.save()

    assert {one["note"] for one in ask(f"/cases/{contacted.pk}").json()["events"]} == {None}


def test_the_case_of_another_station_does_not_exist(ask):
    assert ask(f"/cases/{CaseFactory(station=StationFactory()).pk}").status_code == 404


def test_what_somebody_told_a_station_becomes_a_case(tell, officer):
    answer = tell(name="李女士", phone="13900001234", place="三楼")

    reporter = Case.objects.get().reporters.get()
    assert (answer.status_code, answer.json()["channel"], answer.json()["place"]) == (201, "desk", "三楼")
    assert (reporter.person, reporter.name, reporter.phone) == (None, "李女士", "+8613900001234")
    assert "李女士" not in answer.content.decode()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"station": "X"}, "station"),
        ({"kind": "X"}, "kind"),
        ({"words": " "}, "words"),
        ({"words": "字" * 5000}, "words"),
        ({"phone": "12"}, "phone"),
    ],
)
def test_what_is_wrong_names_its_field_and_makes_nothing(tell, wrong, field):
    answer = tell(**wrong)

    assert (answer.status_code, [one["field"] for one in answer.json()["errors"]]) == (422, [field])
    assert Case.objects.count() == 0


def test_a_station_that_is_not_ones_own_is_not_told_of(tell):
    assert tell(station=StationFactory().code).status_code == 422


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_costs_the_same_for_many(ask, station, count, django_assert_num_queries):
    for _ in range(count):
        ReporterFactory(case__station=station)

    with django_assert_num_queries(3):
        answer = ask("/cases")

    assert len(answer.json()["items"]) == count
