"""spreadsheets.batchUpdate: every request in order on a copy, which takes the book's place when all were right."""

from tests.sheet_service import a1, changes, described, masks, values
from tests.sheet_service.errors import Problem

PROTECTED = "You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove protection."


class Batch:
    """One batch at work, on a copy of the book."""

    def __init__(self, book, caller, fresh):
        self.book, self.caller, self.fresh = book.copy(), caller, fresh

    def run(self, requests):
        """The replies, one for each request."""
        replies = []
        for place, request in enumerate(requests):
            name = next(iter(request), None)
            try:
                replies.append(self.one(name, request) or {})
            except Problem as problem:
                problem.message = f"Invalid requests[{place}].{name}: {problem.message}"
                raise
            except (KeyError, TypeError, AttributeError) as trouble:
                raise Problem(400, f"Invalid requests[{place}].{name}: {trouble!r}") from None
        self.book.work_out()
        return replies

    def one(self, name, request):
        if len(request) != 1 or name not in changes.KINDS:
            raise Problem(400, f'Invalid JSON payload received. Unknown name "{name}": Cannot find field.')
        return changes.KINDS[name](self, request[name])

    def described(self, sheet):
        return described.properties(self.book, sheet)

    # Protection ----------------------------------------------------------------------------------

    def may_edit(self, protection):
        if protection.get("warningOnly") or self.caller == self.book.owner:
            return True
        return self.caller in (protection.get("editors") or {}).get("users", [])

    def may_change(self, sheet, area):
        """Refuse where a protected range meets the area and the caller is not one of its editors."""
        for protection in sheet.protections.values():
            where = a1.of_grid(protection["range"]).within(len(sheet.rows), sheet.columns)
            if where.meets(area) and not self.may_edit(protection):
                raise Problem(400, PROTECTED)


def answer(batch, body, replies, query):
    told = {"spreadsheetId": batch.book.id, "replies": replies}
    if body.get("includeSpreadsheetInResponse"):
        ranges, data = body.get("responseRanges", []), body.get("responseIncludeGridData", False)
        mask = masks.parsed(query["fields"][0]) if query.get("fields") else {}
        data = data or (bool(mask) and described.below(mask, "updatedSpreadsheet", "sheets", "data"))
        told["updatedSpreadsheet"] = described.everything(batch.book, ranges, data)
        return masks.kept(told, mask)
    return masks.kept(told, masks.parsed(query["fields"][0])) if query.get("fields") else told


def by_filter(book, wanted):
    """(sheet, area) of each data filter: a grid range or an address."""
    for one in wanted:
        if "gridRange" in one:
            sheet = book.sheet(one["gridRange"].get("sheetId", 0))
            yield sheet, a1.of_grid(one["gridRange"]).within(len(sheet.rows), sheet.columns)
        elif "a1Range" in one:
            yield values.find(book, one["a1Range"])
