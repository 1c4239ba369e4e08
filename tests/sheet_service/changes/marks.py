"""Requests of a batchUpdate: Named ranges, protections, developer metadata."""

from tests.sheet_service import a1, masks
from tests.sheet_service.changes.kinds import area_of, kind, mask_of, sheet_of
from tests.sheet_service.errors import Problem

MOST_METADATA = 30_000  # characters of keys and values


@kind
def add_named_range(batch, request):
    named = dict(request["namedRange"])
    if any(one["name"] == named["name"] for one in batch.book.names.values()):
        raise Problem(400, f"A named range with the name {named['name']} already exists")
    sheet, area = area_of(batch, named["range"])
    named["namedRangeId"] = str(named.get("namedRangeId") or batch.fresh())
    named["range"] = a1.as_grid(sheet.id, area)
    batch.book.names[named["namedRangeId"]] = named
    return {"addNamedRange": {"namedRange": named}}


@kind
def update_named_range(batch, request):
    asked = request["namedRange"]
    id = asked["namedRangeId"]
    if id not in batch.book.names:
        raise Problem(400, f"No named range with id: {id}")
    new = masks.merged(batch.book.names[id], asked, mask_of(request))
    batch.book.names[id] = {
        **new,
        "range": a1.as_grid(new["range"].get("sheetId", 0), a1.of_grid(new["range"])),
    }


@kind
def delete_named_range(batch, request):
    if batch.book.names.pop(request["namedRangeId"], None) is None:
        raise Problem(400, f"No named range with id: {request['namedRangeId']}")


@kind
def add_protected_range(batch, request):
    asked = {
        name: value for name, value in request["protectedRange"].items() if value not in (None, False, "")
    }
    id = asked.pop("protectedRangeId", None) or batch.fresh()
    if any(id in sheet.protections for sheet in batch.book.sheets):
        raise Problem(400, f"A protected range with ID: {id} already exists")
    sheet = sheet_of(batch, asked.get("range", {}))
    place = a1.as_grid(sheet.id, a1.of_grid(asked.pop("range", {})))
    asked.pop("requestingUserCanEdit", None)
    editors = {name: some for name, some in (asked.pop("editors", None) or {}).items() if some}
    protection = {"protectedRangeId": id, "range": place, "requestingUserCanEdit": True, **asked}
    users = list(dict.fromkeys([*editors.get("users", []), batch.caller, batch.book.owner]))
    sheet.protections[id] = {**protection, "editors": {**editors, "users": users}}
    return {"addProtectedRange": {"protectedRange": {**protection, "editors": editors}}}


@kind
def update_protected_range(batch, request):
    asked = request["protectedRange"]
    for sheet in batch.book.sheets:
        if asked["protectedRangeId"] in sheet.protections:
            old = sheet.protections[asked["protectedRangeId"]]
            sheet.protections[asked["protectedRangeId"]] = masks.merged(old, asked, mask_of(request))
            return
    raise Problem(400, f"No protected range with id: {asked['protectedRangeId']}")


@kind
def delete_protected_range(batch, request):
    id = request["protectedRangeId"]
    for sheet in batch.book.sheets:
        if id in sheet.protections:
            if not batch.may_edit(sheet.protections[id]):
                raise Problem(
                    400,
                    "You are trying to edit a protected cell or object. Please contact the spreadsheet owner.",
                )
            del sheet.protections[id]
            return
    raise Problem(400, f"No protected range with id: {id}")


@kind
def create_developer_metadata(batch, request):
    asked = dict(request["developerMetadata"])
    id = asked.setdefault("metadataId", batch.fresh())
    if id in batch.book.metadata:
        raise Problem(400, f"Developer metadata with ID {id} already exists")
    if not asked.get("metadataKey"):
        raise Problem(400, "Developer metadata must have a key")
    asked["location"] = metadata_place(batch, asked.get("location", {}))
    asked.setdefault("visibility", "DOCUMENT")
    batch.book.metadata[id] = asked
    if characters(batch.book, asked["location"]) > MOST_METADATA:
        raise Problem(400, f"Developer metadata would exceed the limit of {MOST_METADATA} characters")
    return {"createDeveloperMetadata": {"developerMetadata": asked}}


def characters(book, place):
    """What counts at a place: the spreadsheet as a whole has a limit, and each tab with all in it."""
    same = [one for one in book.metadata.values() if one["location"].get("sheetId") == place.get("sheetId")]
    return sum(len(one["metadataKey"]) + len(one.get("metadataValue", "")) for one in same)


def metadata_place(batch, place):
    if place.get("spreadsheet"):
        return {"locationType": "SPREADSHEET", "spreadsheet": True}
    if "dimensionRange" in place:
        if place["dimensionRange"]["endIndex"] - place["dimensionRange"].get("startIndex", 0) != 1:
            raise Problem(400, "Developer metadata can only be associated with a single row or column")
        return {"locationType": place["dimensionRange"]["dimension"][:-1], **place}
    return {"locationType": "SHEET", "sheetId": sheet_of(batch, place).id}


@kind
def update_developer_metadata(batch, request):
    mask, count = mask_of(request), []
    for id in looked_up(batch.book, request["dataFilters"]):
        batch.book.metadata[id] = masks.merged(batch.book.metadata[id], request["developerMetadata"], mask)
        count.append(batch.book.metadata[id])
    return {"updateDeveloperMetadata": {"developerMetadata": count} if count else {}}


@kind
def delete_developer_metadata(batch, request):
    gone = [batch.book.metadata.pop(id) for id in looked_up(batch.book, [request["dataFilter"]])]
    return {"deleteDeveloperMetadata": {"deletedDeveloperMetadata": gone} if gone else {}}


def looked_up(book, filters):
    """The ids of the metadata that data filters name."""
    return [id for id, one in book.metadata.items() if any(fits(one, wanted) for wanted in filters)]


def fits(one, wanted):
    lookup = wanted.get("developerMetadataLookup") or {}
    names = ("metadataId", "metadataKey", "metadataValue")
    place = lookup.get("metadataLocation", {})
    if any(one["location"].get(name) != value for name, value in place.items()):
        return False
    return bool(lookup) and all(one.get(name) == lookup[name] for name in names if name in lookup)
