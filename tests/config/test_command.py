"""The program, as somebody types it."""

import os
import subprocess
import sys

import pytest
from click.testing import CliRunner
from cryptography.fernet import Fernet

from yizhan.config.command import yizhan


def typed(*words, **environment):
    """Run the program in a process of its own."""
    env = {**os.environ, "YIZHAN_SECRET_KEY": "x", "YIZHAN_PHONE_KEY": Fernet.generate_key().decode(), **environment}
    env.pop("DJANGO_SETTINGS_MODULE", None)
    return subprocess.run(  # noqa: S603
        [sys.executable, "-m", "yizhan", *words], capture_output=True, text=True, env=env, timeout=60, check=False
    )


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["demo"],
        ["serve"],
        ["worker"],
        ["migrate"],
        ["check"],
        ["assets"],
        ["network"],
        ["network", "import"],
        ["network", "export"],
        ["token"],
        ["token", "create"],
        ["messages"],
        ["messages", "check"],
    ],
    ids=" ".join,
)
def test_help_at_each_level(words):
    result = CliRunner().invoke(yizhan, [*words, "--help"])

    assert (result.exit_code, result.output.startswith("Usage: ")) == (0, True)


def test_an_unknown_command_is_a_usage_error():
    result = typed("dance")

    assert (result.returncode, "No such command" in result.stderr, "Traceback" in result.stderr) == (2, True, False)


@pytest.mark.parametrize("command", [["migrate"], ["serve", "--port", "18765"], ["check"]])
def test_a_database_that_is_not_there_gives_one_line_with_what_to_do(command, tmp_path):
    result = typed(*command, DATABASE_URL="postgres://nobody@127.0.0.1:1/none", YIZHAN_DATA=str(tmp_path))

    assert (result.returncode, len(result.stderr.splitlines())) == (1, 1)
    assert "Is DATABASE_URL right, and the server running?" in result.stderr


def test_a_missing_secret_gives_one_line(tmp_path):
    result = typed("migrate", YIZHAN_SECRET_KEY="", YIZHAN_DATA=str(tmp_path), DATABASE_URL="postgres:///none")

    assert (result.returncode, len(result.stderr.splitlines())) == (1, 1)
    assert "YIZHAN_SECRET_KEY is not set" in result.stderr


def test_a_busy_port_gives_one_line(live_server, tmp_path):
    port = str(live_server.thread.port)

    result = typed("demo", "--port", port, YIZHAN_DATA=str(tmp_path))

    assert (result.returncode, result.stderr) == (1, f"Port {port} is in use. Choose another: PORT={int(port) + 1}.\n")


def test_starting_over_asks_first(tmp_path):
    result = CliRunner().invoke(yizhan, ["demo", "--reset"], input="n\n", env={"YIZHAN_DATA": str(tmp_path)})

    assert "Start over?" in result.output
    assert result.exit_code == 1
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_does_not_exist_is_a_usage_error():
    assert CliRunner().invoke(yizhan, ["network", "import", "/nowhere"]).exit_code == 2
