"""Where the rush happens: a database of its own, and the real web server."""

import os
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from urllib.request import urlopen

from yizhan.config import assets, environment, supervisor

PATIENCE = 90.0


@contextmanager
def network(*, port: int, workers: int, keep: Path | None) -> Iterator[None]:
    """An installation in `keep`, else in a folder that is thrown away, with its web server answering."""
    with nullcontext(keep) if keep else tempfile.TemporaryDirectory(prefix="yizhan-rush-") as folder:
        os.environ.pop("DATABASE_URL", None)
        os.environ.update(YIZHAN_DATA=str(folder), YIZHAN_ORIGIN=f"http://localhost:{port}", YIZHAN_HOSTS="localhost")
        environment.make_secrets()
        Path(folder).chmod(0o755)  # the database server runs as somebody else
        assets.build()
        with environment.entered():
            environment.call("yizhan.config.database:prepare", report=lambda text: None)
            with _web_server(port=port, workers=workers):
                yield


@contextmanager
def _web_server(*, port: int, workers: int) -> Iterator[None]:
    command = supervisor.web_command(host="127.0.0.1", port=port, workers=workers)
    server = subprocess.Popen(command, process_group=0)  # noqa: S603
    try:
        _await(server, port)
        yield
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


def _await(server: "subprocess.Popen[bytes]", port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            urlopen(f"http://localhost:{port}/healthz", timeout=5).read()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the web server does not answer")
