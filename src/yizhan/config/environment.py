"""What a command needs around it: secrets, the database server, Django."""

import gc
import os
import secrets
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from importlib import import_module
from pathlib import Path
from typing import Any

import django
import psycopg
from cryptography.fernet import Fernet

from yizhan.config.postgres import Postgres, home_of

SECRETS = "secrets.env"
PATIENCE = 5  # seconds
SELDOM = (100_000, 50, 100)  # with Python's own numbers a start takes a quarter longer


class NotReady(Exception):
    """The command cannot run as things are; the sentence says what to do."""


def data_folder() -> Path:
    """Where this installation keeps its database, photographs and secrets."""
    return Path(os.environ.get("YIZHAN_DATA") or "data").absolute()


def make_secrets() -> None:
    """Write secrets of its own for this data folder, once, readable by their owner alone."""
    file = data_folder() / SECRETS
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_suffix(".draft")
        draft.touch(mode=0o600)
        draft.write_text(
            f"YIZHAN_SECRET_KEY={secrets.token_urlsafe(48)}\nYIZHAN_PHONE_KEY={Fernet.generate_key().decode()}\n"
        )
        draft.rename(file)


def read_secrets() -> None:
    """Take secrets from the data folder unless the environment has them; raises `NotReady` without any."""
    file = data_folder() / SECRETS
    if file.exists():
        for line in file.read_text().splitlines():
            name, _, value = line.partition("=")
            os.environ.setdefault(name, value)
    for name in ("YIZHAN_SECRET_KEY", "YIZHAN_PHONE_KEY"):
        if not os.environ.get(name):
            raise NotReady(f"{name} is not set. Set it, or run 'yizhan demo', which makes secrets of its own.")


def server() -> AbstractContextManager[Postgres | None]:
    """The embedded server while the context lasts; when DATABASE_URL names another, only see that it answers."""
    read_secrets()
    address = os.environ.get("DATABASE_URL")
    if not address:
        return Postgres(home_of(data_folder()))
    psycopg.connect(address, connect_timeout=PATIENCE).close()
    return nullcontext()


def enter() -> None:
    """Set Django up with this installation's settings; garbage is looked for seldom, for what is loaded now stays."""
    gc.set_threshold(*SELDOM)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yizhan.config.settings")
    django.setup()


@contextmanager
def entered() -> Iterator[None]:
    """Django is set up and the database server answers while the context lasts; the one gets ready beside the other."""
    with ExitStack() as stack:
        with ThreadPoolExecutor(max_workers=1) as beside:
            starting = beside.submit(stack.enter_context, server())
            enter()
        starting.result()
        yield


def call(target: str, /, **arguments: object) -> Any:
    """Run the function at `module:name`, imported only now that Django is set up."""
    module, _, name = target.partition(":")
    function: Callable[..., Any] = getattr(import_module(module), name)
    return function(**arguments)
