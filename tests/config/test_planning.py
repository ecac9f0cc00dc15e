"""`yizhan plan` and `yizhan routes`, as somebody types them."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from yizhan.config.command import yizhan

FORMAT = Path("docs/reference/plan-format.md").read_text()


def example(name):
    """The JSON document of that name in the documentation."""
    (text,) = re.findall(rf"<!-- example: {name} -->\n```json\n(.*?)```", FORMAT, re.DOTALL)
    return text


@pytest.fixture
def month(tmp_path):
    """The files of the documentation's example."""
    (tmp_path / "problem.json").write_text(example("problem"))
    (tmp_path / "plan.json").write_text(example("plan"))
    (tmp_path / "changes.json").write_text(example("changes"))
    return tmp_path


def run(*words):
    """The program in this process."""
    return CliRunner().invoke(yizhan, [str(word) for word in words])


def typed(*words):
    """The program in a process of its own, with neither secrets nor database."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("YIZHAN_", "DATABASE", "DJANGO"))}
    return subprocess.run(  # noqa: S603
        [sys.executable, "-m", "yizhan", *map(str, words)],
        capture_output=True,
        text=True,
        env=env,
        timeout=60,
        check=False,
    )


def changed(month, name, change):
    """Change the document of that name."""
    document = json.loads((month / name).read_text())
    change(document)
    (month / name).write_text(json.dumps(document))


def refusal(result):
    return (result.exit_code, result.stdout, len(result.stderr.splitlines()))


@pytest.mark.parametrize(
    "words",
    [
        ["plan"],
        ["plan", "generate"],
        ["plan", "solve"],
        ["plan", "check"],
        ["plan", "explain"],
        ["plan", "repair"],
        ["plan", "what-if"],
        ["plan", "picture"],
        ["routes"],
        ["routes", "generate"],
        ["routes", "solve"],
        ["routes", "check"],
    ],
    ids=" ".join,
)
def test_help_at_each_level(words):
    result = run(*words, "--help")

    assert (result.exit_code, result.output.startswith("Usage: ")) == (0, True)


def test_help_does_not_import_the_solver():
    code = "import sys; import yizhan.config.command; print({'numpy', 'highspy', 'pydantic'} & set(sys.modules))"

    seen = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603

    assert seen.stdout == "set()\n"


def test_the_documented_example_is_solved_as_documented(month):
    solved = typed(
        "plan", "solve", month / "problem.json", "--seconds", 3, "--workers", 1, "--out", month / "mine.json"
    )
    checked = typed("plan", "check", month / "problem.json", month / "mine.json")

    assert (solved.returncode, checked.returncode) == (0, 0)
    mine, documented = (json.loads((month / name).read_text()) for name in ("mine.json", "plan.json"))
    assert mine["objective"] == pytest.approx(documented["objective"])
    assert mine["problem"] == documented["problem"]


def test_solving_says_how_it_stands_and_ends_with_a_table(month):
    result = run("plan", "solve", month / "problem.json", "--seconds", 2, "--workers", 1, "--out", month / "mine.json")

    names = [line.split("  ")[0] for line in result.stdout.splitlines()]
    assert names == [
        "points",
        "bound",
        "gap",
        "sessions",
        "coverage",
        "worst station",
        "Gini",
        "shortages",
        "seconds",
        f"Written to {month / 'mine.json'}.",
    ]
    assert all(re.match(r" +\d+\.\d s  ", line) for line in result.stderr.splitlines())


def test_a_plan_that_keeps_every_rule(month):
    result = run("plan", "check", month / "problem.json", month / "plan.json")

    points = json.loads((month / "plan.json").read_text())["objective"]
    assert (result.exit_code, result.output) == (0, f"No faults. {points:,.1f} points.\n")


def test_every_fault_is_told(month):
    changed(month, "plan.json", lambda plan: plan["sessions"].append(plan["sessions"][0]))

    result = run("plan", "check", month / "problem.json", month / "plan.json")

    assert result.exit_code == 1
    assert result.stderr == f"{len(result.stdout.splitlines())} faults.\n"


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda p: p["needs"][1].update(station="tower-9"), "needs[1].station: unknown station tower-9"),
        (lambda p: p["needs"][2].update(people=-4), "needs[2].people: "),
        (
            lambda p: p["providers"][0]["free"].update({"2026-03-02": [7]}),
            "providers[0].free.2026-03-02: there is no slot 7",
        ),
        (
            lambda p: p["stations"][0]["open"].update({"2026-04-02": [0]}),
            "stations[0].open.2026-04-02: the day is outside",
        ),
        (lambda p: p["needs"].append(p["needs"][0]), "needs[3]: n1 is at needs[0] already"),
        (lambda p: p["providers"].clear(), "providers: there is none"),
        (lambda p: p["needs"].clear(), "needs: there is none"),
        (lambda p: p.update(colour="red"), "colour: "),
    ],
)
def test_a_wrong_problem_gives_one_line_with_the_place(month, change, place):
    changed(month, "problem.json", change)

    result = run("plan", "check", month / "problem.json", month / "plan.json")

    assert refusal(result) == (2, "", 1)
    assert result.stderr.startswith(f"Error: {month / 'problem.json'}: {place}")


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[]", b'"a"'])
def test_a_file_that_is_no_problem_gives_one_line(month, content):
    (month / "problem.json").write_bytes(content)

    result = run("plan", "solve", month / "problem.json", "--out", month / "mine.json")

    assert refusal(result) == (2, "", 1)
    assert result.stderr.startswith(f"Error: {month / 'problem.json'}: document: ")


def test_a_missing_file_gives_one_line(month):
    result = run("plan", "solve", month / "none.json", "--out", month / "mine.json")

    assert refusal(result) == (2, "", 1)
    assert result.stderr == f"Error: {month / 'none.json'}: No such file or directory\n"


def test_a_folder_that_is_not_there_is_told_before_solving(month):
    result = run("plan", "solve", month / "problem.json", "--out", month / "none" / "mine.json")

    assert refusal(result) == (2, "", 1)
    assert result.stderr == f"Error: {month / 'none' / 'mine.json'}: No such file or directory\n"


def test_a_plan_of_another_problem_is_refused(month):
    changed(month, "problem.json", lambda problem: problem["needs"][0].update(people=5))

    result = run("plan", "check", month / "problem.json", month / "plan.json")

    assert refusal(result) == (2, "", 1)
    assert result.stderr == f"Error: {month / 'plan.json'}: problem: this plan was made for another problem\n"


@pytest.mark.parametrize(
    "words", [["--seconds", "0"], ["--seconds", "soon"], ["--workers", "0"], ["--seed", "-1"], ["--seed", "1.5"]]
)
def test_a_number_that_makes_no_sense_is_a_usage_error(month, words):
    result = run("plan", "solve", month / "problem.json", "--out", month / "mine.json", *words)

    assert (result.exit_code, (month / "mine.json").exists()) == (2, False)


def test_picture_writes_a_drawing(month):
    result = run("plan", "picture", month / "problem.json", month / "plan.json", "--out", month / "month.svg")

    assert (result.exit_code, result.output) == (0, f"Written to {month / 'month.svg'}.\n")
    assert (month / "month.svg").read_text().startswith("<svg ")


def test_generating_twice_with_one_seed_gives_the_same(tmp_path):
    printed = run("plan", "generate", "--size", "S", "--seed", 7)
    run("plan", "generate", "--size", "S", "--seed", 7, "--out", tmp_path / "s.json")
    other = run("plan", "generate", "--size", "S", "--seed", 8)

    assert printed.stdout.rstrip("\n").encode() == (tmp_path / "s.json").read_bytes().rstrip(b"\n")
    assert printed.stdout != other.stdout


@pytest.fixture
def day(tmp_path):
    """A day of three groups and its plan."""
    run("routes", "generate", "--groups", 3, "--seed", 5, "--out", tmp_path / "day.json")
    run("routes", "solve", tmp_path / "day.json", "--seconds", 2, "--out", tmp_path / "routes.json")
    return tmp_path


def test_routes_are_made_and_keep_every_rule(day):
    solved = json.loads((day / "routes.json").read_text())

    result = run("routes", "check", day / "day.json", day / "routes.json")

    assert (result.exit_code, result.output) == (0, f"No faults. Worth {solved['worth']:,}.\n")


def test_routes_are_told_with_their_times(day):
    result = run("routes", "solve", day / "day.json", "--seconds", 2, "--out", day / "routes.json")

    (first, *_) = json.loads((day / "routes.json").read_text())["routes"]
    told = ", ".join(
        f"{int(visit['start']) // 60:02}:{int(visit['start']) % 60:02} {visit['point']}" for visit in first["visits"]
    )
    assert result.stdout.splitlines()[1].split(maxsplit=1) == [first["group"], told]


def test_every_fault_of_routes_is_told(day):
    changed(day, "routes.json", lambda plan: plan["routes"].pop())

    result = run("routes", "check", day / "day.json", day / "routes.json")

    assert result.exit_code == 1
    assert result.stderr == f"{len(result.stdout.splitlines())} faults.\n"


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda p: p["groups"][0].update(must=["point-99"]), "groups[0].must[0]: unknown point point-99"),
        (lambda p: p["points"].clear(), "points: there is none"),
        (lambda p: p["groups"][1].update(people=0), "groups[1].people: "),
    ],
)
def test_a_wrong_day_of_visits_gives_one_line_with_the_place(day, change, place):
    changed(day, "day.json", change)

    result = run("routes", "solve", day / "day.json", "--out", day / "other.json")

    assert refusal(result) == (2, "", 1)
    assert result.stderr.startswith(f"Error: {day / 'day.json'}: {place}")


def test_pins_that_clash_are_told_with_both_places(month):
    pins = [
        {"provider": "law-firm", "service": "legal-clinic", "station": station, "day": "2026-03-03", "slot": 0}
        for station in ("hub", "tower-7")
    ]
    changed(month, "problem.json", lambda problem: problem.update(pinned=pins))

    result = run("plan", "solve", month / "problem.json", "--out", month / "mine.json")

    assert refusal(result) == (2, "", 1)
    assert result.stderr == (
        f"Error: {month / 'problem.json'}: pinned[0] and pinned[1]: law-firm has 2 sessions, at hub and tower-7,"
        " on 2026-03-03, slot 0\n"
    )


def test_stopping_keeps_the_best_plan_so_far(tmp_path):
    run("plan", "generate", "--size", "S", "--seed", 1, "--out", tmp_path / "s.json")
    words = ["plan", "solve", tmp_path / "s.json", "--seconds", 5, "--out", tmp_path / "plan.json"]
    running = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "yizhan", *map(str, words)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    told = iter(running.stderr.readline, "")
    assert any("laid out" in line for line in told)

    running.send_signal(signal.SIGINT)

    _, rest = running.communicate(timeout=30)
    assert (running.returncode, rest.splitlines()[-1]) == (
        130,
        f"Stopped. The best so far is in {tmp_path / 'plan.json'}.",
    )
    assert run("plan", "check", tmp_path / "s.json", tmp_path / "plan.json").exit_code == 0


def test_everyone_who_is_left_over_gets_a_reason(month):
    def crowd(problem):
        problem["needs"][0]["people"] = 40

    changed(month, "problem.json", crowd)
    run("plan", "solve", month / "problem.json", "--seconds", 2, "--out", month / "plan.json")

    result = run("plan", "explain", month / "problem.json", month / "plan.json")
    one = run("plan", "explain", month / "problem.json", month / "plan.json", "--need", "n1")
    machine = run("plan", "explain", month / "problem.json", month / "plan.json", "--json")

    (unmet,) = json.loads(machine.stdout)
    assert unmet["need"] == "n1"
    assert result.stdout.splitlines()[1].split("  ")[0] == unmet["words"]
    assert f"because       {unmet['words']}" in one.stdout.splitlines()


def test_a_need_that_is_met_has_nobody_left_over(month):
    result = run("plan", "explain", month / "problem.json", month / "plan.json", "--need", "n1")

    assert result.stdout.splitlines()[-1] == "left over  nobody"


def test_an_unknown_need_gives_one_line(month):
    result = run("plan", "explain", month / "problem.json", month / "plan.json", "--need", "n9")

    assert (refusal(result), result.stderr) == ((2, "", 1), "Error: --need n9: unknown need\n")


def test_a_plan_with_faults_is_not_drawn(month):
    changed(month, "plan.json", lambda plan: plan["sessions"].append(plan["sessions"][0]))

    result = run("plan", "picture", month / "problem.json", month / "plan.json", "--out", month / "month.svg")

    assert refusal(result) == (2, "", 1)
    assert "see 'yizhan plan check'" in result.stderr
    assert not (month / "month.svg").exists()


def mend(month):
    files = [month / name for name in ("problem.json", "plan.json", "changes.json")]
    return run("plan", "repair", *files, "--out", month / "mended.json", "--problem-out", month / "changed.json")


def test_the_documented_loss_is_mended_as_documented(month):
    result = mend(month)

    told = [re.split("  +", line) for line in result.stdout.splitlines()]
    assert told[1] == ["lost", "2026-03-03", "0", "tower-7", "legal-clinic", "law-firm"]
    assert told[3:7] == [["lost", "1"], ["kept", "2"], ["moved", "0"], ["new", "0"]]
    assert [name for name, *_ in told[7:12]] == ["points before", "after the loss", "points", "bound", "recovered"]
    assert run("plan", "check", month / "changed.json", month / "mended.json").stdout.startswith("No faults.")


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda c: c["bans"][0].update(provider="nobody"), "bans[0].provider: unknown provider nobody"),
        (lambda c: c["bans"].append({"day": "2026-05-01"}), "bans[1].day: 2026-05-01 is outside the month"),
    ],
)
def test_wrong_changes_give_one_line_with_the_place(month, change, place):
    changed(month, "changes.json", change)

    result = mend(month)
    assert (refusal(result), (month / "mended.json").exists()) == ((2, "", 1), False)
    assert result.stderr.startswith(f"Error: {month / 'changes.json'}: {place}")


def test_what_one_more_is_worth_is_told(month):
    changed(month, "problem.json", lambda problem: problem["providers"][0].update(capacity=1))

    result, machine = (run("plan", "what-if", month / "problem.json", *words) for words in ([], ["--json"]))

    (first, *_) = json.loads(machine.stdout)
    assert (first["kind"], first["provider"]) == ("session", "law-firm")
    assert re.split(r"  +", result.stdout.splitlines()[1]) == ["law-firm", f"{first['price']:,.1f}"]


def test_the_documented_visits_can_be_solved(tmp_path):
    (tmp_path / "day.json").write_text(example("visits"))

    result = run("routes", "solve", tmp_path / "day.json", "--seconds", 2, "--out", tmp_path / "routes.json")

    assert result.exit_code == 0
    assert run("routes", "check", tmp_path / "day.json", tmp_path / "routes.json").exit_code == 0
