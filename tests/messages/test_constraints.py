from datetime import timedelta

import pytest
from django.db import IntegrityError

from tests.factories import LONG_AGO, NoticeFactory

pytestmark = pytest.mark.django_db


def test_a_notice_is_not_read_before_it_is_made():
    with pytest.raises(IntegrityError, match="messages_notice_made_before_read"):
        NoticeFactory(read_at=LONG_AGO - timedelta(seconds=1))


def test_a_notice_links_inside_the_application():
    with pytest.raises(IntegrityError, match="messages_notice_links_inside"):
        NoticeFactory(link="https://elsewhere.example/")
