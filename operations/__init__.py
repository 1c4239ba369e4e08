"""The only code that writes records: save, delete, restore, and the verbs of each area.

Admin screens, file import and sheet sync have no other way in. Each call is one transaction with its audit
row: it happens as a whole or not at all.
"""

from operations.refusals import Invalid, Refused, Stale
from operations.trash import delete, dependants, restore
from operations.whole import save

__all__ = ["Invalid", "Refused", "Stale", "delete", "dependants", "restore", "save"]
