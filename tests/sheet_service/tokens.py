"""The grant that a service account asks for: whose signature it is, is not checked, only who it says to be."""

import base64
import json
from urllib.parse import parse_qs

from tests.sheet_service.errors import Problem

HOUR = 3600


def granted(service, form):
    """A token that stands for the account named in the assertion."""
    assertion = parse_qs(form).get("assertion", [""])[0]
    try:
        claims = json.loads(base64.urlsafe_b64decode(assertion.split(".")[1] + "=="))
    except (IndexError, ValueError):
        raise Problem(400, "invalid_grant") from None
    token = f"ya29.{service.fresh():x}{service.fresh():x}"
    service.tokens[token] = claims.get("iss", "")
    return {"access_token": token, "expires_in": HOUR - 1, "token_type": "Bearer"}
