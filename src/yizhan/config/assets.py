"""What the browser and the translations need, made from sources by Python packages alone."""

import hashlib
import os
import tempfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import lightningcss
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from fontTools import subset

PACKAGE = Path(__file__).resolve().parent.parent
SOURCES = PACKAGE / "ui" / "assets"
BUILT = PACKAGE / "ui" / "static" / "ui" / "built"
CATALOGUE = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
BROWSERS = ["chrome >= 107", "ios_saf >= 15.4", "safari >= 15.4", "firefox >= 115", "edge >= 107"]
FONTS = {"num-400.woff2": "RedHatDisplay-Medium.ttf", "num-700.woff2": "RedHatDisplay-Bold.ttf"}
FONT_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.,:;+-%/()$#&'′–"


def build(*, force: bool = False) -> bool:
    """Make what is missing or older than its sources; returns whether anything was written."""
    made = [
        _make(BUILT / "yizhan.css", _sources("css"), _styles, force=force),
        _make(BUILT / "yizhan.js", _sources("js"), _scripts, force=force),
        _make(CATALOGUE.with_suffix(".mo"), [CATALOGUE] if CATALOGUE.exists() else [], _messages, force=force),
        *(_make(BUILT / name, [_font_folder() / source], _font, force=force) for name, source in FONTS.items()),
    ]
    return any(made)


def _sources(suffix: str) -> list[Path]:
    return sorted(SOURCES.glob(f"*.{suffix}"))


def _font_folder() -> Path:
    spec = find_spec("font_rhd")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("the package font-rhd is not installed")
    return Path(spec.origin).parent / "files"


def _make(target: Path, sources: list[Path], recipe: Callable[[list[Path]], bytes], *, force: bool) -> bool:
    """Write `target` from `sources` unless their fingerprint is the one it was made from."""
    if not sources:
        return False
    mark = hashlib.sha256(b"".join(f"{path.name} {path.stat().st_mtime_ns}\n".encode() for path in sources)).hexdigest()
    stamp = target.parent / f".{target.name}.stamp"
    if not force and target.exists() and stamp.exists() and stamp.read_text() == mark:
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    _write(target, recipe(sources))
    _write(stamp, mark.encode())
    return True


def _write(path: Path, content: bytes) -> None:
    """Replace the file at once, so that a reader never meets half of it."""
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as draft:
        draft.write(content)
    Path(draft.name).chmod(0o644)
    os.replace(draft.name, path)  # noqa: PTH105


def _styles(sources: list[Path]) -> bytes:
    text = "\n".join(path.read_text() for path in sources)
    flags = lightningcss.calc_parser_flags(nesting=True)
    made: str = lightningcss.process_stylesheet(
        text, filename="yizhan.css", parser_flags=flags, browsers_list=BROWSERS, minify=True
    )
    return made.encode()


def _scripts(sources: list[Path]) -> bytes:
    return "\n".join(path.read_text() for path in sources).encode()


def _font(sources: list[Path]) -> bytes:
    """The letters that numbers and Latin names need, as WOFF2."""
    options = subset.Options(flavor="woff2", layout_features=["kern", "tnum", "lnum"], desubroutinize=True)
    font = subset.load_font(str(sources[0]), options)
    cutter = subset.Subsetter(options)
    cutter.populate(text=FONT_LETTERS)
    cutter.subset(font)
    with tempfile.NamedTemporaryFile(suffix=".woff2") as draft:
        subset.save_font(font, draft.name, options)
        return Path(draft.name).read_bytes()


def _messages(sources: list[Path]) -> bytes:
    with sources[0].open("rb") as source, tempfile.TemporaryFile() as draft:
        write_mo(draft, read_po(source, locale="en"))
        draft.seek(0)
        return draft.read()
