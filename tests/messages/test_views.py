import pytest
from django.urls import reverse

from tests.factories import NoticeFactory, PersonFactory

pytestmark = pytest.mark.django_db
LIST = "/notices/"


@pytest.mark.parametrize("count", [1, 3])
def test_notice_list_costs_the_same_for_many(client, count, django_assert_num_queries):
    person = PersonFactory()
    NoticeFactory.create_batch(count, person=person)
    client.force_login(person)
    client.get(LIST)

    with django_assert_num_queries(5):
        response = client.get(LIST)

    assert response.content.decode().count('class="unread"') == count


def test_notice_list_is_empty_with_a_word_about_what_will_come(client):
    client.force_login(PersonFactory())

    assert "还没有通知" in client.get(LIST).content.decode()


def test_opening_a_notice_reads_it(client):
    notice = NoticeFactory(body_zh="正文")
    client.force_login(notice.person)

    response = client.get(reverse("messages:notice-detail", args=[notice.pk]))

    notice.refresh_from_db()
    assert "正文" in response.content.decode()
    assert notice.read_at is not None


def test_the_notice_of_another_person_does_not_exist(client):
    client.force_login(PersonFactory())

    assert client.get(reverse("messages:notice-detail", args=[NoticeFactory().pk])).status_code == 404


def test_reading_all_marks_every_notice(client):
    person = PersonFactory()
    NoticeFactory.create_batch(2, person=person)
    client.force_login(person)

    response = client.post(reverse("messages:notice-read-all"), follow=True)

    assert response.content.decode().count('class="unread"') == 0


def test_a_stranger_is_asked_to_sign_in(client):
    assert client.get(LIST).status_code == 302
