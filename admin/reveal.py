"""Looking behind a mask: one value, one reason, one line of the trail. Who may is `scope`'s, the noting `trail`'s."""

from flask import abort, request
from flask_admin import expose

import scope
from admin.access import actor
from operations import Refused, trail


class RevealDoor:
    """POST /admin/<table>/reveal/?id=&column= with a reason; the value stands in the answer and nowhere else."""

    @expose("/reveal/", methods=("POST",))
    def reveal_view(self):
        if not self.may_reveal():
            abort(403)
        record = self.get_one(request.args.get("id", "")) or abort(404)
        column = request.args.get("column", "")
        if not trail.is_sensitive(self.model, column):
            abort(404)
        reason = request.form.get("reason", "")
        try:
            value = trail.reveal(record, column, actor(), reason)
        except Refused as refusal:
            return self.details_page(record, asked={column: (reason, refusal.words)}), 422
        return self.details_page(record, revealed={column: value})

    def may_reveal(self):
        return scope.may_reveal(self.model, actor())
