"""What follows for people's messages from what happens below."""

from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from yizhan.kernel import dates
from yizhan.messages import services
from yizhan.messages.gateways import gateway
from yizhan.people.events import Appointed, CodeIssued
from yizhan.people.queries import appointment


def send_code(event: CodeIssued) -> None:
    """Send a sign-in code at once, without a job, so that it is written down nowhere."""
    text = _("验证码 %(code)s，5 分钟内有效。请勿转告他人。") % {"code": event.code}
    transaction.on_commit(partial(gateway("sms").send, to=event.phone, text=text))


def tell_of_appointment(event: Appointed) -> None:
    """Tell the person of the new role."""
    given = appointment(event.appointment_id)
    since = dates.day(given.starts_on, year=True)
    services.notify(
        person=given.person,
        zh=("你有了新的角色", f"从 {since.zh}起，你的角色多了一项，工作台会多出相应的入口。"),
        en=(
            "You have a new role",
            f"From {since.en} you hold one more role; your desk shows what it opens.",
        ),
        link="/desk/",
    )
