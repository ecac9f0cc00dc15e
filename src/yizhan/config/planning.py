"""The commands `yizhan plan` and `yizhan routes`: files in, files out, with neither a database nor secrets."""

import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import click

from yizhan.config import environment

PLANS, SOLVING, VISITS = "yizhan.config.plans", "yizhan.config.solving", "yizhan.config.visits"
SOURCE = click.Path(path_type=Path)
TARGET = click.Path(path_type=Path)
STOPPED, PHASE = 130, 14

problem_argument = click.argument("problem", type=SOURCE)
plan_argument = click.argument("plan", type=SOURCE)
out_option = click.option("--out", type=TARGET, required=True, help="The file to write.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
seed_option = click.option(
    "--seed", type=click.IntRange(0, 2**31 - 1), default=0, show_default=True, help="Fixes every choice left to chance."
)
seconds_option = click.option(
    "--seconds", type=click.FloatRange(min=0, min_open=True), default=60, show_default=True, help="How long to look."
)
workers_option = click.option(
    "--workers", type=click.IntRange(1, 256), default=2, show_default=True, help="Processes that share the work."
)


@click.group()
def plan() -> None:
    """The month's delivery plan: made, checked, explained, mended and drawn, from file to file."""


@plan.command()
@click.option("--size", type=click.Choice(["S", "D", "C"]), required=True, help="10 stations, a district, a city.")
@seed_option
@click.option("--out", type=TARGET, help="The file to write; standard output without it.")
def generate(size: str, seed: int, out: Path | None) -> None:
    """Make a problem that looks like a real month."""
    _write_or_print(environment.call(f"{PLANS}:generate", size=size, seed=seed), out)


@plan.command()
@problem_argument
@seconds_option
@workers_option
@seed_option
@out_option
def solve(problem: Path, seconds: float, workers: int, seed: int, out: Path) -> None:
    """Make the best plan for PROBLEM within the time. Ctrl-C keeps the best so far."""
    with _interruptible() as stop, _telling(seconds) as tell:
        table = environment.call(
            f"{SOLVING}:solve",
            problem=problem,
            out=out,
            seconds=seconds,
            workers=workers,
            seed=seed,
            tell=tell,
            stop=stop,
        )
    _print_table(table)
    _end(out, stopped=stop())


@plan.command()
@problem_argument
@plan_argument
def check(problem: Path, plan: Path) -> None:
    """Say every rule that PLAN breaks; without any, its points."""
    found = environment.call(f"{PLANS}:check", problem=problem, plan=plan)
    _report_faults(found.faults)
    click.echo(f"No faults. {found.points:,.1f} points.")


@plan.command()
@problem_argument
@plan_argument
@click.option("--need", help="Only this need.")
@json_option
def explain(problem: Path, plan: Path, need: str | None, as_json: bool) -> None:  # noqa: FBT001
    """Say why needs of PROBLEM are not fully met by PLAN."""
    found = environment.call(f"{SOLVING}:explain", problem=problem, plan=plan, need=need)
    _print_told(found, as_json=as_json)


@plan.command()
@problem_argument
@plan_argument
@click.argument("changes", type=SOURCE)
@out_option
@click.option("--problem-out", type=TARGET, required=True, help="The file to write the changed problem to.")
@click.option(
    "--seconds",
    type=click.FloatRange(min=0, min_open=True),
    default=2,
    show_default=True,
    help="How long to look for sessions that may give way.",
)
def repair(problem: Path, plan: Path, changes: Path, out: Path, problem_out: Path, seconds: float) -> None:
    """Mend PLAN after CHANGES: what was not hit stays, the people who lost a session come first."""
    found = environment.call(
        f"{SOLVING}:repair",
        problem=problem,
        plan=plan,
        changes=changes,
        out=out,
        problem_out=problem_out,
        seconds=seconds,
    )
    _print_rows(found.rows)
    click.echo()
    _print_table(found.table)
    click.echo(f"Written to {out}, for the problem in {problem_out}.")


@plan.command(name="what-if")
@problem_argument
@click.argument("plan", type=SOURCE, required=False)
@seconds_option
@json_option
def what_if(problem: Path, plan: Path | None, seconds: float, as_json: bool) -> None:  # noqa: FBT001
    """Say what one more session, room or hour would be worth in PROBLEM; with PLAN, what the first would gain in it."""
    found = environment.call(f"{SOLVING}:more", problem=problem, plan=plan, seconds=seconds)
    _print_told(found, as_json=as_json)


@plan.command(name="picture")
@problem_argument
@plan_argument
@out_option
@click.option("--language", type=click.Choice(["zh", "en"]), default="zh", show_default=True)
def draw(problem: Path, plan: Path, out: Path, language: str) -> None:
    """Draw the month as an SVG picture: stations by days, and each station's coverage."""
    environment.call(f"{PLANS}:draw", problem=problem, plan=plan, out=out, language=language)
    click.echo(f"Written to {out}.")


@click.group()
def routes() -> None:
    """Visit routes: which points each group sees, in which order and when, from file to file."""


@routes.command(name="generate")
@click.option("--groups", type=click.IntRange(1, 200), default=1, show_default=True, help="Groups that come that day.")
@seed_option
@click.option("--out", type=TARGET, help="The file to write; standard output without it.")
def generate_visits(groups: int, seed: int, out: Path | None) -> None:
    """Make a day of visits to a practice base of eleven points."""
    _write_or_print(environment.call(f"{VISITS}:generate", groups=groups, seed=seed), out)


@routes.command(name="solve")
@problem_argument
@seconds_option
@seed_option
@out_option
def solve_visits(problem: Path, seconds: float, seed: int, out: Path) -> None:
    """Find the best routes for the groups of PROBLEM. Ctrl-C keeps the best so far."""
    with _interruptible() as stop, _telling(seconds) as tell:
        found = environment.call(
            f"{VISITS}:solve", problem=problem, out=out, seconds=seconds, seed=seed, tell=tell, stop=stop
        )
    _print_rows(found.routes)
    click.echo()
    _print_table(found.table)
    _end(out, stopped=stop())


@routes.command(name="check")
@problem_argument
@plan_argument
def check_visits(problem: Path, plan: Path) -> None:
    """Say every rule that PLAN breaks; without any, its worth."""
    found = environment.call(f"{VISITS}:check", problem=problem, plan=plan)
    _report_faults(found.faults)
    click.echo(f"No faults. Worth {found.points:,}.")


@contextmanager
def _telling(seconds: float) -> Iterator[Callable[[Any], None]]:
    """A listener for the solver's progress: a bar on a terminal, a line for each change elsewhere."""
    if not sys.stderr.isatty():
        yield _lines()
        return
    length = round(10 * seconds)
    with click.progressbar(length=length, file=sys.stderr, show_eta=False, item_show_func=lambda it: it or "") as bar:

        def tell(progress: Any) -> None:
            bar.label = f"{progress.phase:<{PHASE}}"
            bar.update(max(0, min(length - 1, round(10 * progress.seconds)) - bar.pos), _standing(progress))

        yield tell
        bar.update(length - bar.pos)


@contextmanager
def _interruptible() -> Iterator[Callable[[], bool]]:
    """The question whether Ctrl-C was pressed; pressed again, it ends the program at once."""
    pressed = threading.Event()

    def note(_number: int, _frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, before)
        pressed.set()

    before = signal.signal(signal.SIGINT, note)
    try:
        yield pressed.is_set
    finally:
        signal.signal(signal.SIGINT, before)


def _lines() -> Callable[[Any], None]:
    """A listener that writes a line when something is new."""
    before = ""

    def tell(progress: Any) -> None:
        nonlocal before
        now = f"{progress.phase:<{PHASE}}  {_standing(progress)}".rstrip()
        if now != before:
            click.echo(f"{progress.seconds:7.1f} s  {now}", err=True)
        before = now

    return tell


def _standing(progress: Any) -> str:
    if progress.objective is None:
        return "" if progress.bound is None else f"at most {progress.bound:,.1f}"
    points = f"{progress.objective:,.1f} points"
    if progress.bound is None:
        return points
    gap = max(0.0, progress.bound - progress.objective) / max(1e-9, abs(progress.objective))
    return f"{points}, at most {progress.bound:,.1f} ({100 * gap:.2f} %)"


def _report_faults(faults: Sequence[str]) -> None:
    if faults:
        for fault in faults:
            click.echo(fault)
        click.echo(f"{len(faults)} fault{'s' if len(faults) > 1 else ''}.", err=True)
        sys.exit(1)


def _end(out: Path, *, stopped: bool) -> None:
    if stopped:
        click.echo(f"Stopped. The best so far is in {out}.", err=True)
        sys.exit(STOPPED)
    click.echo(f"Written to {out}.")


def _write_or_print(document: bytes, out: Path | None) -> None:
    if out is None:
        click.echo(document)
    else:
        environment.call("yizhan.config.files:write", path=out, content=document)
        click.echo(f"Written to {out}.")


def _print_table(lines: Iterable[tuple[str, str]]) -> None:
    lines = list(lines)
    left = max(len(name) for name, _ in lines)
    for name, value in lines:
        click.echo(f"{name:<{left}}  {value}")


def _print_told(told: Any, *, as_json: bool) -> None:
    if as_json:
        click.echo(told.document)
        return
    for i, rows in enumerate(told.tables):
        if i:
            click.echo()
        _print_rows(rows)


def _print_rows(rows: Sequence[Sequence[str]]) -> None:
    """Rows in columns under their names; columns of figures stand at the right."""
    columns = [_aligned(column) for column in zip(*rows, strict=True)]
    for row in zip(*columns, strict=True):
        click.echo("  ".join(row).rstrip())


def _aligned(column: Sequence[str]) -> list[str]:
    width = max(map(len, column))
    figures = all(_is_figure(cell) for cell in column[1:])
    return [cell.rjust(width) if figures else cell.ljust(width) for cell in column]


def _is_figure(cell: str) -> bool:
    return cell.replace(",", "").replace(".", "", 1).removeprefix("-").isdecimal()
