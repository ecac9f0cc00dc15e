"""Messages that leave the application, sent by the worker."""

from procrastinate.contrib.django import app

from yizhan.messages.gateways import gateway


@app.task(queue="messages", retry=3)
def send_sms(*, to: str, text: str) -> None:
    """Hand a message over to the SMS channel; may run twice, which sends it twice."""
    gateway("sms").send(to=to, text=text)
