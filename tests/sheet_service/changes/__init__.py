"""The requests of a batchUpdate, one function each, by the name the API gives them.

Each gets the batch at work (book, caller, ids) and its request; what it returns is its reply. Whether all of them
land together is `batches`.
"""

from tests.sheet_service.changes import areas, cells, lines, marks, tabs
from tests.sheet_service.changes.kinds import KINDS
from tests.sheet_service.changes.marks import looked_up

__all__ = ["KINDS", "areas", "cells", "lines", "looked_up", "marks", "tabs"]
