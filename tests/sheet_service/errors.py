"""Refusals in Google's words and shape. Deciding what is refused does not belong here."""

STATUS = {400: "INVALID_ARGUMENT", 401: "UNAUTHENTICATED", 403: "PERMISSION_DENIED", 404: "NOT_FOUND"}
STATUS |= {429: "RESOURCE_EXHAUSTED", 500: "INTERNAL", 503: "UNAVAILABLE"}


class Problem(Exception):
    """An answer that is a refusal."""

    def __init__(self, code, message, details=None):
        super().__init__(message)
        self.code, self.message, self.details = code, message, details

    def body(self, drive=False):
        error = {"code": self.code, "message": self.message}
        if drive:
            reason = {403: "forbidden", 404: "notFound", 429: "rateLimitExceeded"}.get(
                self.code, "badRequest"
            )
            error["errors"] = [{"message": self.message, "domain": "global", "reason": reason}]
        else:
            error["status"] = STATUS.get(self.code, "UNKNOWN")
        if self.details:
            error["details"] = self.details
        return {"error": error}


def not_found():
    return Problem(404, "Requested entity was not found.")


def forbidden():
    return Problem(403, "The caller does not have permission")


def bad_value(field, kind, value):
    """A field of the wrong type, as the front end of the API says it."""
    shown = f'"{value}"' if isinstance(value, str) else str(value)
    message = f"Invalid value at '{field}' (type.googleapis.com/{kind}), {shown}"
    violation = {"field": field, "description": message}
    detail = {"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": [violation]}
    return Problem(400, message, [detail])
