"""Content in two languages, Chinese first."""

from django.utils.translation import get_language


def in_language(zh: str, en: str) -> str:
    """The text for the active language; Chinese where English is not given."""
    return en if en and (get_language() or "zh").startswith("en") else zh
