"""Where an installation keeps its data."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from yizhan.config.environment import data_folder

TOLD = "from yizhan.config import settings; print(settings.DATA)"


@pytest.mark.parametrize("said", [None, ""])
def test_data_lies_in_the_folder_data_when_nothing_else_is_said(monkeypatch, said):
    monkeypatch.delenv("YIZHAN_DATA") if said is None else monkeypatch.setenv("YIZHAN_DATA", said)

    assert data_folder() == Path("data").absolute()


def test_the_settings_keep_data_where_the_command_does_though_make_says_an_empty_folder():
    secrets = {"YIZHAN_SECRET_KEY": "none", "YIZHAN_PHONE_KEY": "none", "YIZHAN_DATA": ""}
    env = {**os.environ, **secrets, "PYTHONPATH": "src"}

    told = subprocess.run([sys.executable, "-c", TOLD], env=env, capture_output=True, text=True, check=True)  # noqa: S603

    assert Path(told.stdout.strip()) == Path("data").absolute()
