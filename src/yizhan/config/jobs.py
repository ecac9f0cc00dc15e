"""The worker."""

from procrastinate import PsycopgConnector
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params


def work(*, concurrency: int) -> None:
    """Take jobs from every queue until asked to end."""
    with app.replace_connector(PsycopgConnector(**connector_params())) as running:
        running.run_worker(concurrency=concurrency, delete_jobs="successful")
