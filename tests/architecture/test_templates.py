"""Pages carry no inline script or style, and stay small."""

import re
from pathlib import Path

import pytest

TEMPLATES = sorted(Path("src/yizhan").rglob("*.html"))
INLINE = re.compile(
    r"""<script(?![^>]*\bsrc=)(?![^>]*type="application/json")[^>]*>|<style\b|\sstyle=|\son[a-z]+=|javascript:"""
)


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
def test_no_inline_script_or_style(path):
    assert INLINE.findall(path.read_text()) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
def test_templates_are_short(path):
    assert len(path.read_text().splitlines()) <= 150
