"""Files: /drive/v3 and the token of a service account."""

from tests.sheet_service import drive, exports, tokens
from tests.sheet_service.errors import Problem
from tests.sheet_service.web import Answer, finish, route


@route("POST", r"/drive/v3/files")
def create_file(service, request):
    body = request.json()
    return drive.file_of(service.create(body.get("name", "Untitled"), request.caller))


@route("GET", r"/drive/v3/files")
def list_files(service, request):
    return drive.listed(service.books.values(), request.query)


@route("GET", r"/drive/v3/files/([^/]+)")
def get_file(service, request, id):
    fields = request.option("fields")
    return drive.file_of(service.book(id), fields.split(",") if fields else None)


@route("PATCH", r"/drive/v3/files/([^/]+)")
def update_file(service, request, id):
    book = service.changing(id)
    book.properties["title"] = request.json().get("name", book.properties["title"])
    service.keep(book)
    return drive.file_of(book)


@route("DELETE", r"/drive/v3/files/([^/]+)")
def delete_file(service, request, id):
    service.book(id)
    del service.books[id]
    return Answer(204, b"", "text/html")


@route("GET", r"/drive/v3/files/([^/]+)/export")
def export_file(service, request, id):
    mime = request.option("mimeType")
    return Answer(200, exports.exported(service.book(id), mime), mime)


@route("POST", r"/drive/v3/files/([^/]+)/copy")
def copy_file(service, request, id):
    source = service.book(id)
    title = request.json().get("name") or f"Copy of {source.properties['title']}"
    twin = service.create(title, request.caller)
    copied = source.copy()
    copied.id, copied.created, copied.owner, copied.permissions = twin.id, twin.created, twin.owner, {}
    copied.properties["title"] = title
    service.books[twin.id] = copied
    return drive.file_of(copied)


@route("GET", r"/drive/v3/files/([^/]+)/comments")
def comments(service, request, id):
    service.book(id)
    return {"comments": []}


@route("GET", r"/drive/v3/files/([^/]+)/permissions")
def permissions(service, request, id):
    book = service.book(id)
    told = list(book.permissions.values())
    if not any(one["role"] == "owner" for one in told):
        told.insert(0, drive.permission("owner", {"role": "owner", "emailAddress": book.owner}))
    return {"kind": "drive#permissionList", "permissions": told}


@route("POST", r"/drive/v3/files/([^/]+)/permissions")
def share(service, request, id):
    book = service.changing(id)
    new = drive.permission(str(service.fresh()), request.json())
    book.permissions[new["id"]] = new
    service.keep(book)
    return new


@route("PATCH", r"/drive/v3/files/([^/]+)/permissions/([^/]+)")
def share_otherwise(service, request, id, permission):
    book = service.changing(id)
    if permission not in book.permissions:
        raise Problem(404, f"Permission not found: {permission}.")
    asked = request.json()
    new = (
        drive.owned(book, permission)
        if asked.get("role") == "owner"
        else book.permissions[permission] | asked
    )
    book.permissions[permission] = new
    service.keep(book)
    return new


@route("DELETE", r"/drive/v3/files/([^/]+)/permissions/([^/]+)")
def unshare(service, request, id, permission):
    book = service.changing(id)
    if book.permissions.pop(permission, None) is None:
        raise Problem(404, f"Permission not found: {permission}.")
    service.keep(book)
    return Answer(204, b"", "text/html")


@route("PUT", r"/upload/drive/v2/files/([^/]+)")
def upload(service, request, id):
    book = service.changing(id)
    drive.imported(book, request.body.decode("utf-8"))
    finish(service, book)
    return {"kind": "drive#file", "id": id, "title": book.properties["title"]}


@route("POST", r"/token")
def token(service, request):
    return tokens.granted(service, request.body.decode("ascii", "replace"))
