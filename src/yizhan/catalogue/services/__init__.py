"""What is done to the catalogue."""

from yizhan.catalogue.services.imports import export_catalogue, import_catalogue, keys

__all__ = ["export_catalogue", "import_catalogue", "keys"]
