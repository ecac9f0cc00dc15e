"""Files that commands read and write: what is wrong with one is told in one line with its name."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from yizhan.planner.documents import WrongDocument


class Unusable(click.ClickException):
    """A file or a word that cannot be used; the sentence names the place."""

    exit_code = 2


def write(*, path: Path, content: bytes) -> None:
    """Write a file, whole or not at all; a pipe or a terminal is written to as it is."""
    special = path.exists() and not path.is_file()
    draft = path if special else path.with_name(f".{path.name}.draft")
    try:
        draft.write_bytes(content)
        if not special:
            draft.replace(path)
    except OSError as error:
        raise Unusable(f"{path}: {error.strerror}") from error


def require_writable(path: Path) -> None:
    """Refuse a place where nothing can be written, before much work is done for it."""
    if path.is_dir():
        raise Unusable(f"{path}: Is a directory")
    if not path.parent.is_dir():
        raise Unusable(f"{path}: No such file or directory")
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise Unusable(f"{path}: Permission denied")


def content_of(path: Path) -> bytes:
    """What a file holds."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise Unusable(f"{path}: {error.strerror}") from error


@contextmanager
def named(path: Path) -> Iterator[None]:
    """What is wrong inside a document is told with the file's name before the place."""
    try:
        yield
    except WrongDocument as error:
        raise Unusable(f"{path}: {error.place}: {error.reason}") from error


@contextmanager
def solvers_silenced() -> Iterator[None]:
    """HiGHS greets on standard output whatever its options say; standard output is for tables and documents."""
    sys.stdout.flush()
    kept = os.dup(1)
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
