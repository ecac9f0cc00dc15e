import pytest
from django.urls import reverse

from tests.factories import CategoryFactory, OfferFactory, ServiceFactory, StandardFactory

pytestmark = pytest.mark.django_db
LIST = "/services/"


@pytest.mark.parametrize("count", [1, 3])
def test_service_list_costs_the_same_for_many(client, count, django_assert_num_queries):
    OfferFactory.create_batch(count)
    client.get(LIST)

    with django_assert_num_queries(3):
        response = client.get(LIST)

    assert response.content.decode().count("1 站") == count


def test_service_list_can_be_filtered_by_category(client):
    ServiceFactory(name_zh="律师值班咨询")
    ServiceFactory(
        code="JK1", name_zh="体检报告解读", category=CategoryFactory(code="JK", name_zh="健康", icon="heart-pulse")
    )

    page = client.get(LIST, {"category": "JK"}).content.decode()

    assert ("体检报告解读" in page, "律师值班咨询" in page) == (True, False)


def test_service_list_says_what_to_do_when_nothing_is_found(client):
    assert "没有找到这样的服务" in client.get(LIST, {"q": "潜水"}).content.decode()


def test_service_list_sends_only_what_was_found_to_htmx(client):
    ServiceFactory()

    page = client.get(LIST, headers={"HX-Request": "true"}).content.decode()

    assert ("<html" in page, "律师值班咨询" in page) == (False, True)


@pytest.mark.parametrize("count", [1, 3])
def test_service_page_costs_the_same_for_many_stations(client, count, django_assert_num_queries):
    standard = StandardFactory(service__name_zh="律师值班咨询", minutes=90)
    OfferFactory.create_batch(count, service=standard.service)
    address = reverse("catalogue:service-detail", args=[standard.service.code])
    client.get(address)

    with django_assert_num_queries(5):
        response = client.get(address)

    page = response.content.decode()
    assert ("1 小时 30 分钟" in page, page.count("开放时间内")) == (True, count)


def test_service_page_is_found_by_its_code_in_any_case(client):
    ServiceFactory(code="FL1")

    assert client.get("/services/fl1/").status_code == 200


def test_a_service_that_does_not_exist_is_not_found(client):
    assert client.get("/services/XX9/").status_code == 404
