"""Every route of the service."""

from tests.sheet_service.doors import files, side, spreadsheets, values
from tests.sheet_service.web import ROUTES

__all__ = ["ROUTES", "files", "side", "spreadsheets", "values"]
