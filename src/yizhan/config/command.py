"""The program `yizhan`."""

import os
import socket
import sys
import time
from pathlib import Path

import click
import psycopg

from yizhan.config import assets, environment, planning
from yizhan.config.environment import NotReady
from yizhan.config.postgres import Postgres, PostgresUnavailable, home_of
from yizhan.config.supervisor import Supervisor, web_command, worker_command

HELP = {"help_option_names": ["-h", "--help"]}


@click.group(context_settings=HELP)
@click.version_option(package_name="yizhan")
def yizhan() -> None:
    """Run a network of community service stations."""


yizhan.add_command(planning.plan)
yizhan.add_command(planning.routes)


@yizhan.command()
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8000,
    envvar="PORT",
    show_default=True,
    help="Where the pages are served.",
)
@click.option("--reset", is_flag=True, help="Start over: everything people did in the demo is lost.")
@click.option("--yes", is_flag=True, help="Do not ask before starting over.")
@click.option(
    "--members", type=click.IntRange(200, 100_000), default=5000, show_default=True, help="Synthetic members."
)
@click.option("--months", type=click.IntRange(1, 24), default=2, show_default=True, help="Months it has lived.")
def demo(port: int, reset: bool, yes: bool, members: int, months: int) -> None:  # noqa: FBT001
    """Walk through the reference network: its own database, people and months lived, web server and worker."""
    began = time.monotonic()
    if reset:
        _start_over(yes=yes)
    _require_free(port)
    environment.make_secrets()
    os.environ.update(YIZHAN_DEMO="1", YIZHAN_ORIGIN=f"http://localhost:{port}")
    assets.build()
    with environment.entered(), Supervisor() as supervisor:
        environment.call("yizhan.config.database:prepare", report=click.echo)
        supervisor.start("web server", web_command(host="127.0.0.1", port=port, workers=2))
        environment.call("yizhan.config.demo:load", report=click.echo)
        _live(members=members, months=months)
        _greet(port, seconds=time.monotonic() - began)
        supervisor.start("worker", worker_command(concurrency=4))
        supervisor.watch()


@yizhan.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, envvar="PORT", show_default=True)
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Web server processes.")
@click.option("--without-worker", is_flag=True, help="Serve pages only; workers run elsewhere.")
def serve(host: str, port: int, workers: int, without_worker: bool) -> None:  # noqa: FBT001
    """Serve the pages and the API, with one worker beside them."""
    _require_free(port)
    assets.build()
    with environment.entered(), Supervisor() as supervisor:
        environment.call("yizhan.config.database:require_current")
        environment.call("yizhan.config.database:collect_static")
        supervisor.start("web server", web_command(host=host, port=port, workers=workers))
        if not without_worker:
            supervisor.start("worker", worker_command(concurrency=4))
        supervisor.watch()


@yizhan.command()
@click.option("--concurrency", type=click.IntRange(1, 64), default=4, show_default=True, help="Jobs at once.")
def worker(concurrency: int) -> None:
    """Do the background jobs."""
    with environment.entered():
        environment.call("yizhan.config.jobs:work", concurrency=concurrency)


@yizhan.command()
def migrate() -> None:
    """Bring the database to the form this version needs."""
    with environment.entered():
        environment.call("yizhan.config.database:prepare", report=click.echo)


@yizhan.command()
def check() -> None:
    """Check this installation, a line for each point."""
    with environment.entered():
        findings = environment.call("yizhan.config.checks:findings")
    for finding in findings:
        click.secho(f"{finding.grade:5} {finding.point}: {finding.words}", fg=finding.colour)
    if any(finding.grade == "FAIL" for finding in findings):
        sys.exit(1)


@yizhan.command()
def migrations() -> None:
    """Say whether tables and migrations agree; for those who change the program."""
    _without_secrets()
    missing = environment.call("yizhan.config.database:missing_migrations")
    for words in missing:
        click.echo(words, err=True)
    if missing:
        sys.exit(1)


@yizhan.command(name="assets")
@click.option("--force", is_flag=True, help="Make everything again.")
def make_assets(force: bool) -> None:  # noqa: FBT001
    """Make style sheet, scripts, fonts and translations from their sources."""
    click.echo("made" if assets.build(force=force) else "up to date")


@yizhan.group()
def network() -> None:
    """The network as files: CSV tables in a folder, or one workbook."""


@network.command(name="import")
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--apply", is_flag=True, help="Really do it; without this, only say what is wrong.")
def import_(path: Path, apply: bool) -> None:  # noqa: FBT001
    """Read the network from PATH: a dry run unless told to apply; all or nothing."""
    with environment.entered():
        errors = environment.call("yizhan.config.exchange:import_all", path=path, apply=apply, report=click.echo)
    for error in errors:
        click.echo(f"{error.file}, row {error.row}, column {error.column}: {error.message}", err=True)
    if errors:
        click.echo(f"{len(errors)} errors; nothing was changed.", err=True)
        sys.exit(1)
    click.echo("Imported." if apply else "No errors. Nothing was changed; add --apply to import.")


@network.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def export(folder: Path) -> None:
    """Write the network to CSV tables in FOLDER, in the form that import reads."""
    with environment.entered():
        for name in environment.call("yizhan.config.exchange:export_all", folder=folder):
            click.echo(str(folder / name))


@yizhan.group()
def token() -> None:
    """Keys to the API."""


@token.command()
@click.option("--person", required=True, help="The phone number of a person who works for the network.")
@click.option("--scope", "scopes", multiple=True, required=True, help="What the key opens, for example network:read.")
@click.option("--days", type=int, default=90, show_default=True, help="How long it opens it.")
@click.option("--name", default="command line", show_default=True, help="What it is for.")
def create(person: str, scopes: tuple[str, ...], days: int, name: str) -> None:
    """Make a key; it is shown once and stored hashed."""
    with environment.entered():
        secret = environment.call(
            "yizhan.config.tokens:create", phone=person, scopes=list(scopes), days=days, name=name
        )
    click.echo(secret)


@yizhan.group()
def messages() -> None:
    """The words of the interface and their English."""


@messages.command()
def extract() -> None:
    """Bring the English catalogue in step with the sources."""
    _without_secrets()
    environment.call("yizhan.config.translations:extract")


@messages.command(name="check")
def check_messages() -> None:
    """Say what is not translated or not in step."""
    _without_secrets()
    problems = environment.call("yizhan.config.translations:problems")
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        sys.exit(1)


def _without_secrets() -> None:
    """Set Django up for work on the sources, which needs neither secrets nor a database."""
    for name in ("YIZHAN_SECRET_KEY", "YIZHAN_PHONE_KEY"):
        os.environ.setdefault(name, "not needed here")
    environment.enter()


def _live(*, members: int, months: int) -> None:
    """Let the network live, with a bar; a demo that has lived already says nothing."""
    steps = environment.call("yizhan.config.demo:live", members=members, past=months)
    first = next(steps, None)
    if first is None:
        return
    with click.progressbar(length=1000, label=first.words, show_eta=False, width=24) as bar:
        for step in steps:
            bar.label = step.words
            bar.update(int(1000 * step.share) - bar.pos)


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise NotReady(f"Port {port} is in use. Choose another: PORT={port + 1}.") from error


def _start_over(*, yes: bool) -> None:
    if os.environ.get("YIZHAN_DATA") and os.environ.get("DATABASE_URL"):
        raise NotReady("DATABASE_URL names a database that is not the demo's own; it is left alone.")
    folder = environment.data_folder()
    if not yes:
        click.confirm(f"Everything in the demo's database in {folder} will be lost. Start over?", abort=True)
    with Postgres(home_of(folder)) as server:
        server.drop_database("yizhan")


def _greet(port: int, *, seconds: float) -> None:
    click.secho(f"\nYizhan (驿站) is at http://localhost:{port}/", bold=True)
    click.echo("Sign in with any of these numbers; the page shows the code.\n")
    for role, name, phone in environment.call("yizhan.config.demo:sign_ins"):
        click.echo(f"  {phone}   {role}   {name}")
    click.echo(f"\nReady to serve after {seconds:.1f} s. Ctrl-C ends everything.\n")


def main() -> None:
    """Run the program; what is expected to go wrong is told in one line."""
    try:
        yizhan(standalone_mode=False)
    except click.exceptions.Exit as end:
        sys.exit(end.exit_code)
    except click.Abort:
        _fail("Stopped.", code=130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (NotReady, PostgresUnavailable) as error:
        _fail(str(error))
    except Exception as error:
        if not _about_the_database(error):
            raise
        reason = str(error).strip().splitlines()[0]
        _fail(f"The database cannot be reached ({reason}). Is DATABASE_URL right, and the server running?")


def _about_the_database(error: BaseException) -> bool:
    causes = (error, error.__cause__, error.__context__)
    return any(isinstance(cause, psycopg.OperationalError) or type(cause).__name__ == "PoolTimeout" for cause in causes)


def _fail(words: str, *, code: int = 1) -> None:
    click.echo(words, err=True)
    sys.exit(code)
