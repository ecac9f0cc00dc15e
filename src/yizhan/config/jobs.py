"""The worker."""

from procrastinate.contrib.django import app


def work(*, concurrency: int) -> None:
    """Take jobs from every queue until asked to end."""
    with app.replace_connector(app.connector.get_worker_connector()) as running:
        running.run_worker(concurrency=concurrency, delete_jobs="successful")
