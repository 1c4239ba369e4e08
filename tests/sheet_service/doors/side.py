"""Side doors for tests: people at the sheet, faults, quotas, the log."""

from tests.sheet_service import cadre
from tests.sheet_service.web import finish, route


@route("POST", r"/_cadre/([^/]+)/([a-z_]+)")
def cadre_does(service, request, id, deed):
    """A person at the spreadsheet; see `cadre`."""
    if deed == "undo":
        service.books[id] = service.undo[id].pop()
        return {}
    book = service.changing(id)
    done = cadre.do(book, deed, request.json(), service.fresh)
    finish(service, book)
    return done or {}


@route("POST", r"/_service/fault")
def order_fault(service, request):
    service.faults.order(**request.json())
    return {}


@route("DELETE", r"/_service/fault")
def clear_faults(service, request):
    service.faults.clear()
    return {}


@route("POST", r"/_service/quota")
def set_quota(service, request):
    service.quota.set(**request.json())
    return {}


@route("GET", r"/_service/log")
def read_log(service, request):
    return {"requests": list(service.log)}


@route("DELETE", r"/_service/log")
def clear_log(service, request):
    service.log.clear()
    return {}


@route("POST", r"/_service/spreadsheet")
def make_spreadsheet(service, request):
    """A spreadsheet that a person made: {title, owner, locale, id}."""
    asked = {"owner": "cadre@example.com", "locale": "zh_CN", **request.json()}
    return {"spreadsheetId": service.create(**asked).id}
