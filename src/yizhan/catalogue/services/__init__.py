"""What is done to the catalogue, and with what it offers."""

from yizhan.catalogue.services.imports import export_catalogue, import_catalogue, keys
from yizhan.catalogue.services.packages import answer_offer, offer, take_back_offer

__all__ = ["answer_offer", "export_catalogue", "import_catalogue", "keys", "offer", "take_back_offer"]
