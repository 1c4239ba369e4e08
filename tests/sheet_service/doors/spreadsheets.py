"""Spreadsheets: /v4/spreadsheets but for values."""

from tests.sheet_service import a1, batches, changes, described, masks
from tests.sheet_service.errors import Problem, not_found
from tests.sheet_service.web import route


@route("POST", r"/v4/spreadsheets")
def create_spreadsheet(service, request):
    asked = request.json().get("properties", {})
    book = service.create(
        asked.get("title", "Untitled spreadsheet"), request.caller, asked.get("locale", "en_US")
    )
    return described.everything(book)


@route("GET", r"/v4/spreadsheets/([^/:]+)")
def get_spreadsheet(service, request, id):
    return described.spreadsheet(service.book(id), request.query)


@route("POST", r"/v4/spreadsheets/([^/:]+):getByDataFilter")
def get_by_filter(service, request, id):
    body, book = request.json(), service.book(id)
    wanted = list(batches.by_filter(book, body.get("dataFilters", [])))
    ranges = [a1.written(sheet.title, area) for sheet, area in wanted]
    mask = masks.parsed(request.option("fields")) if request.option("fields") else {}
    return masks.kept(described.everything(book, ranges, body.get("includeGridData", False)), mask)


@route("POST", r"/v4/spreadsheets/([^/:]+):batchUpdate")
def batch_update(service, request, id):
    body = request.json()
    if not body.get("requests"):
        raise Problem(400, "Must specify at least one request.")
    batch = batches.Batch(service.book(id), request.caller, service.fresh)
    replies = batch.run(body["requests"])
    answer = batches.answer(batch, body, replies, request.query)
    service.keep(batch.book)
    return answer


@route("POST", r"/v4/spreadsheets/([^/:]+)/sheets/(\d+):copyTo")
def copy_to(service, request, id, sheet_id):
    source = service.book(id).sheet(int(sheet_id))
    target = service.changing(request.json()["destinationSpreadsheetId"])
    twin = source.copy()
    twin.id, twin.title = service.fresh(), f"Copy of {source.title}"
    target.sheets.append(twin)
    service.keep(target)
    return described.properties(target, twin)


@route("GET", r"/v4/spreadsheets/([^/:]+)/developerMetadata/(\d+)")
def get_metadata(service, request, id, number):
    found = service.book(id).metadata.get(int(number))
    if found is None:
        raise not_found()
    return found


@route("POST", r"/v4/spreadsheets/([^/:]+)/developerMetadata:search")
def search_metadata(service, request, id):
    book, wanted = service.book(id), request.json().get("dataFilters", [])
    found = [{"developerMetadata": book.metadata[n]} for n in changes.looked_up(book, wanted)]
    return {"matchedDeveloperMetadata": found} if found else {}
