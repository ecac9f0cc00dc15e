"""Network, catalogue, what ratings offer and how cases are handled as files: one import over all, all or nothing."""

from collections.abc import Callable
from pathlib import Path

from yizhan.cases.services import imports as cases
from yizhan.catalogue.services import imports as catalogue
from yizhan.enterprises.services import imports as enterprises
from yizhan.evaluation.services import imports as evaluation
from yizhan.kernel import tables
from yizhan.kernel.tables import RowError
from yizhan.network.services import imports as network

SHAPES = (*network.SHAPES, *enterprises.SHAPES, *catalogue.SHAPES, *evaluation.SHAPES, *cases.SHAPES)


def import_all(*, path: Path, apply: bool, report: Callable[[str], object]) -> list[RowError]:
    """Read every known table at `path` and write it, all or nothing; returns every error of every row."""
    found, errors = tables.read(path, SHAPES)
    return errors + tables.load(found, SHAPES, keys=catalogue.keys, apply=apply and not errors, report=report)


def export_all(*, folder: Path) -> list[str]:
    """Write every table into `folder`; returns the names of the files."""
    return [
        *network.export_network(folder),
        *enterprises.export_listed(folder),
        *catalogue.export_catalogue(folder),
        *evaluation.export_items(folder),
        *cases.export_cases(folder),
    ]
