"""The worker."""

from typing import Any, cast

from procrastinate.contrib.django import app


def work(*, concurrency: int) -> None:
    """Take jobs from every queue until asked to end."""
    connector = cast("Any", app.connector).get_worker_connector()
    with app.replace_connector(connector) as running:
        running.run_worker(concurrency=concurrency, delete_jobs="successful")
