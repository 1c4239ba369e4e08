"""Values of ranges: /v4/spreadsheets/…/values."""

from tests.sheet_service import batches, values
from tests.sheet_service.web import finish, options_of, route


@route("GET", r"/v4/spreadsheets/([^/:]+)/values:batchGet")
def values_batch_get(service, request, id):
    book, options = service.book(id), options_of(request)
    found = [values.read(book, text, options) for text in request.query.get("ranges", [])]
    return {"spreadsheetId": id, "valueRanges": found}


@route("POST", r"/v4/spreadsheets/([^/:]+)/values:batchGetByDataFilter")
def values_by_filter(service, request, id):
    book, body = service.book(id), request.json()
    found = [
        {"valueRange": values.read_area(sheet, area, body), "dataFilters": [asked]}
        for asked in body.get("dataFilters", [])
        for sheet, area in batches.by_filter(book, [asked])
    ]
    return {"spreadsheetId": id, "valueRanges": found}


@route("POST", r"/v4/spreadsheets/([^/:]+)/values:batchUpdate")
def values_batch_update(service, request, id):
    book, body = service.changing(id), request.json()
    told = [values.write(book, one["range"], one, body) for one in body.get("data", [])]
    finish(service, book)
    totals = {"totalUpdatedRows": "updatedRows", "totalUpdatedCells": "updatedCells"}
    answer = {"spreadsheetId": id} | {
        name: sum(one.get(of, 0) for one in told) for name, of in totals.items()
    }
    answer["totalUpdatedColumns"] = max((one.get("updatedColumns", 0) for one in told), default=0)
    answer["totalUpdatedSheets"] = len({one["updatedRange"].rpartition("!")[0] for one in told})
    return answer | {"responses": told}


@route("POST", r"/v4/spreadsheets/([^/:]+)/values:batchClear")
def values_batch_clear(service, request, id):
    book = service.changing(id)
    cleared = [values.clear(book, text) for text in request.json().get("ranges", [])]
    finish(service, book)
    return {"spreadsheetId": id, "clearedRanges": cleared}


@route("POST", r"/v4/spreadsheets/([^/:]+)/values/(.+):append")
def values_append(service, request, id, text):
    book = service.changing(id)
    answer = values.append(book, text, request.json(), options_of(request))
    finish(service, book)
    return answer


@route("POST", r"/v4/spreadsheets/([^/:]+)/values/(.+):clear")
def values_clear(service, request, id, text):
    book = service.changing(id)
    cleared = values.clear(book, text)
    finish(service, book)
    return {"spreadsheetId": id, "clearedRange": cleared}


@route("GET", r"/v4/spreadsheets/([^/:]+)/values/(.+)")
def values_get(service, request, id, text):
    return values.read(service.book(id), text, options_of(request))


@route("PUT", r"/v4/spreadsheets/([^/:]+)/values/(.+)")
def values_update(service, request, id, text):
    book = service.changing(id)
    answer = values.write(book, text, request.json(), options_of(request))
    finish(service, book)
    return answer
