"""Pages carry no inline script or style, and stay small."""

import re
from pathlib import Path

TEMPLATES = sorted(Path("src/yizhan").rglob("*.html"))
INLINE = re.compile(
    r"""<script(?![^>]*\bsrc=)(?![^>]*type="application/json")[^>]*>|<style\b|\sstyle=|\son[a-z]+=|javascript:"""
)
LONGEST = 150
"""Lines of a page."""


def test_no_inline_script_or_style():
    found = {str(path): INLINE.findall(path.read_text()) for path in TEMPLATES}

    assert {path: inline for path, inline in found.items() if inline} == {}


def test_templates_are_short():
    lines = {str(path): len(path.read_text().splitlines()) for path in TEMPLATES}

    assert {path: count for path, count in lines.items() if count > LONGEST} == {}
