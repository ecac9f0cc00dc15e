"""The embedded server: shared, stopped by the last one out, and back after any death."""

import os
import signal
import time

import psycopg
import pytest

from yizhan.config.postgres import Postgres, PostgresUnavailable, home_of


@pytest.fixture
def home(tmp_path_factory):
    """A folder that the server's own user can walk to."""
    folder = tmp_path_factory.mktemp("pg")
    for parent in (folder, *folder.parents):
        if str(parent).startswith("/tmp/pytest"):  # noqa: S108
            parent.chmod(0o755)
    return home_of(folder)


def one(server, query):
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        return connection.execute(query).fetchone()[0]


def postmaster(server):
    return int((server.data / "postmaster.pid").read_text().splitlines()[0])


def runs(pid):
    """Whether there is such a process, or what is left of it until somebody takes note of its end."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_making_the_object_touches_nothing(tmp_path):
    server = Postgres(home_of(tmp_path / "nowhere"))

    assert server.url("yizhan").endswith("/yizhan")
    assert not (tmp_path / "nowhere").exists()


def test_two_share_one_server_and_the_last_one_out_stops_it(home):
    first, second = Postgres(home, durable=False), Postgres(home, durable=False)
    first.start()
    pid = postmaster(first)
    second.start()

    assert postmaster(second) == pid
    first.release()
    assert second.is_up()
    second.release()
    assert not second.is_up()


def test_chinese_has_trigrams_and_a_database_is_made_once(home):
    with Postgres(home, durable=False) as server:
        server.ensure_database("yizhan")
        server.ensure_database("yizhan")
        with psycopg.connect(server.url("yizhan"), autocommit=True) as connection:
            connection.execute("CREATE EXTENSION pg_trgm")
            found = connection.execute("SELECT array_length(show_trgm('周末读书会'), 1)").fetchone()[0]

    assert found == 6


def test_what_was_acknowledged_survives_the_death_of_the_server(home):
    server = Postgres(home)
    server.start()
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept (n int)")
        for n in range(200):
            connection.execute("INSERT INTO kept VALUES (%s)", [n])
        pid = postmaster(server)
        os.kill(pid, signal.SIGKILL)
    deadline = time.monotonic() + 10
    while runs(pid) and time.monotonic() < deadline:
        time.sleep(0.05)

    again = Postgres(home)
    again.start()

    assert one(again, "SELECT count(*) FROM kept") == 200
    again.release()
    server.release()


def test_a_long_path_still_gets_a_socket(home):
    with Postgres(home / ("deep" * 30), durable=False) as server:
        assert len(str(server.socket_folder)) < 100
        assert one(server, "SELECT 1") == 1


def test_a_folder_that_cannot_be_used_is_said_in_one_sentence(home):
    home.write_text("a file is in the way")

    with pytest.raises(PostgresUnavailable, match="cannot be used"):
        Postgres(home).start()
