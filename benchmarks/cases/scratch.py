"""A database of its own, thrown away afterwards."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from yizhan.config import assets, environment


@contextmanager
def database(keep: Path | None) -> Iterator[None]:
    """An installation in `keep`, else in a folder that is thrown away, with its tables made and Django set up."""
    with nullcontext(keep) if keep else tempfile.TemporaryDirectory(prefix="yizhan-cases-") as folder:
        os.environ.pop("DATABASE_URL", None)
        os.environ.update(YIZHAN_DATA=str(folder), YIZHAN_HOSTS="localhost")
        environment.make_secrets()
        Path(folder).chmod(0o755)  # the database server runs as somebody else
        assets.build()
        with environment.entered():
            environment.call("yizhan.config.database:prepare", report=lambda text: None)
            yield
