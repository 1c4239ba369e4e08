"""Records handed over between unions, on screen: releasing one, what was received, what was sent, each decision.

What may be done, and who learns what, is decided in `operations.transfers`; here it is shown and called.
"""

from flask import abort, flash, jsonify, redirect, request, url_for
from flask_admin import BaseView, expose

import operations
import scope
from admin import addresses
from admin.access import actor, run_view
from admin.refusals import in_words
from admin.trash import lists_behind
from choices import TransferState
from forms.records import seen
from language import gettext
from models import BY_TABLE, Organisation
from operations import Refused, directory, transfers
from rows import with_links


class TransfersView(BaseView):
    """GET /admin/transfers/ and, below it, one page per transfer with what can be done there."""

    _run_view = run_view

    @expose("/")
    def index(self):
        page = addresses.page_number()
        waiting, sent = transfers.to_decide(actor()), transfers.under_way(actor())
        shown = [list(query.limit(transfers.AT_ONCE)) for query in (waiting, sent)]
        past = list(transfers.ended(actor(), page))
        return self.render(
            "transfers/list.html", waiting=shown[0], sent=shown[1], past=past[: transfers.AT_ONCE], page=page,
            counts={"waiting": waiting.count(), "sent": sent.count()}, more=len(past) > transfers.AT_ONCE,
            records=transfers.records([*shown[0], *shown[1], *past], actor()), model_of=model_of,
        )  # fmt: skip

    @expose("/ajax/unions/")
    def unions(self):
        """?query= → [[id, "O-17 甘州区总工会", superior]] of all unions, for who may hand records over."""
        if not transfers.writable(actor()):
            abort(403)
        try:
            found = directory.look_up(request.args.get("query", "")[:100])
        except ValueError:
            return jsonify([])
        unions = with_links(Organisation, [union.id for union in found], actor())
        return jsonify([[one.id, f"{one.code} {one}", str(one.parent or "")] for one in unions])

    # Releasing ---------------------------------------------------------------------------------------

    @expose("/release/<table>/<int:id>/", methods=("GET", "POST"))
    def release(self, table, id):
        record = releasable(table, id)
        if request.method == "POST" and (transfer := released(record)):
            return redirect(url_for(".show", id=transfer.id))
        parts, stay = operations.dependants(record)
        return self.render(
            "transfers/release.html", record=record, parts=parts, stay=stay, urls=lists_behind(record),
            waiting=transfers.waits(record), typed=request.form,
        ), (422 if request.method == "POST" else 200)  # fmt: skip

    # Deciding ----------------------------------------------------------------------------------------

    @expose("/<int:id>/")
    def show(self, id):
        return self.page(chosen(id))

    @expose("/<int:id>/accept", methods=("POST",))
    def accept(self, id):
        transfer = chosen(id)
        if not in_words(lambda: transfers.accept(transfer, seen_version(), actor())):
            return self.page(chosen(id)), 422
        flash(gettext("Taken over: %(code)s", code=transfer.code), "done")
        return redirect(url_for(f"{transfer.entity}.details_view", id=transfer.record))

    @expose("/<int:id>/decline", methods=("POST",))
    def decline(self, id):
        transfer, reason = chosen(id), request.form.get("reason", "")[:1000]
        if not in_words(lambda: transfers.decline(transfer, reason, actor())):
            return self.page(chosen(id), reason), 422
        flash(gettext("Declined: %(code)s", code=transfer.code), "done")
        return redirect(url_for(".index"))

    @expose("/<int:id>/withdraw", methods=("POST",))
    def withdraw(self, id):
        transfer = chosen(id)
        if not in_words(lambda: transfers.withdraw(transfer, actor())):
            return self.page(chosen(id)), 422
        flash(gettext("Withdrawn: %(code)s stays with its union.", code=transfer.code), "done")
        return redirect(url_for(".show", id=id))

    def page(self, transfer, reason=""):
        waits = transfer.state == TransferState.RELEASED
        record = transfers.records([transfer], actor()).get(transfer.id)
        return self.render(
            "transfers/transfer.html", transfer=transfer, record=record, model=model_of(transfer), typed=reason,
            mine=record is not None and scope.find(type(record), record.id, actor()) is not None,
            decides=waits and transfers.may_decide(transfer, actor()),
            withdraws=waits and transfers.may_withdraw(transfer, actor()),
        )  # fmt: skip


def init_transfers(app):
    app.jinja_env.globals.update(
        can_transfer=lambda model: model in transfers.HANDED,
        waiting_transfer=lambda record: transfers.waits(record) if type(record) in transfers.HANDED else None,
    )


def model_of(transfer):
    return BY_TABLE[transfer.entity]


def releasable(table, id):
    """A record that may be handed over, for who may change it. Unknown and foreign look alike."""
    model = BY_TABLE.get(table)
    record = scope.find(model, id, actor()) if model in transfers.HANDED else None
    if record is None:
        abort(404)
    if not scope.may_write(model, actor()):
        abort(403)
    return with_links(model, [record.id], actor())[0]


def released(record):
    """The transfer, once made; None when refused, with words on the page."""
    record.version = seen(request.form, "version", record)
    try:
        target = directory.union_named(request.form.get("organisation", ""))
        transfer = transfers.release(record, target, request.form.get("reason", "")[:1000], actor())
    except Refused as refusal:
        flash(refusal.words, "error")
        record.version = type(record).get_by_id(record.id).version
        return None
    words = gettext(
        "Released: %(code)s. It stays with your union until %(union)s takes it over.",
        code=record.code, union=f"{target.code} {target}",
    )  # fmt: skip
    flash(words, "done")
    return transfer


def seen_version():
    """The version of the record that the person looked at; 0, which none has, where that is no number."""
    return addresses.number_in(request.form.get("version", ""))


def chosen(id):
    """A transfer that may be seen. Unknown and foreign look alike."""
    return transfers.find(id, actor()) or abort(404)
