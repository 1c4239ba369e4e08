"""Forms of the verbs of certificates that start from something: today's date."""

from wtforms import Form

import models
from forms.verbs import verb_form
from models import Certificate

ISSUE = verb_form(Certificate, "issued_on")
REVOKE = verb_form(Certificate, "revoke_reason", required=("revoke_reason",))


def issue(formdata=None, obj=None) -> Form:
    return ISSUE(formdata, data={"issued_on": models.now().date()})
