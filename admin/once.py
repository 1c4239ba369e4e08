"""The form that was sent, as `operations.sent_forms` knows it; its word stands in the form as a hidden field."""

from flask import request
from markupsafe import Markup

from admin.access import actor
from operations import sent_forms
from operations.sent_forms import Sent

FIELD = "once"
NOT_CONTENT = (FIELD, "csrf_token", "typist", "another")


def sent(table: str, record: int | None = None) -> Sent:
    fields = [pair for pair in request.form.items(multi=True) if pair[0] not in NOT_CONTENT]
    return Sent(request.form.get(FIELD, "")[:100], actor().account, table, tuple(fields), record)


def field(renewed=False) -> Markup:
    """The hidden field: the word that was sent, for the same form again; else, or `renewed`, a new one."""
    word = "" if renewed else request.form.get(FIELD, "")[:100]
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, word or sent_forms.new_word())
