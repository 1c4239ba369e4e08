"""RecordView: a screen derived from the columns of one entity. A view states only what differs.

Flask-Admin routes and registers; what is read comes from `scope`, what is written goes through
`operations`, what is drawn stands in templates/. Each door has its file: lists, edits, details, files.
"""

from flask import abort
from flask_admin import expose
from flask_admin.model import BaseModelView
from wtforms import Form

import scope
from admin.access import actor, run_view
from admin.cells import CellDoor
from admin.details import DetailsDoor
from admin.edits import EditDoor
from admin.erasing import EraseDoor
from admin.files import FileDoor
from admin.history import HistoryDoor
from admin.importing import ImportDoor
from admin.lists import ListDoor
from admin.lookups import LookupDoor
from admin.participants import ParticipantsDoor
from admin.reveal import RevealDoor
from admin.templates import TemplateDoor
from admin.trash import TrashDoor
from admin.verbs import VerbDoor
from models import columns


class RecordView(
    ListDoor,
    CellDoor,
    DetailsDoor,
    VerbDoor,
    HistoryDoor,
    EditDoor,
    EraseDoor,
    TrashDoor,
    FileDoor,
    TemplateDoor,
    ParticipantsDoor,
    ImportDoor,
    RevealDoor,
    LookupDoor,
    BaseModelView,
):
    """List, details, form, look-up, export of one entity."""

    parts = ()  # entities that are edited as lines in this one's form
    hidden = ()  # columns that the list leaves out; wide ones are left out anyway
    page_size = 50
    page_size_options = (20, 50, 100, 200)
    can_set_page_size = True
    can_view_details = can_export = True
    _run_view = run_view

    def __init__(self, model):
        table = model._meta.table_name
        super().__init__(model, name=table, endpoint=table, url=f"/admin/{table}")

    # What Flask-Admin asks of a backend -------------------------------------------------------------

    def get_pk_value(self, model):
        return model.id

    def scaffold_list_columns(self):
        return [
            field.name for field in columns(self.model) if not field.wide and field.name not in self.hidden
        ]

    def scaffold_sortable_columns(self):
        return {name: name for name in self.scaffold_list_columns()}

    def init_search(self):
        return True

    def scaffold_form(self):
        return Form

    def scaffold_list_form(self, *args, **kwargs):
        return Form

    def _refresh_filters_cache(self):
        """Filters are conditions in the address, understood by `filters`: nothing to prepare."""
        self._filters, self._filter_args, self._filter_groups = None, {}, None

    @expose("/action/", methods=("POST",))
    def action_view(self):
        """Flask-Admin's own doors to writing are shut: ours are others."""
        abort(404)

    @expose("/ajax/update/", methods=("POST",))
    def ajax_update(self):
        abort(404)

    # Who may ---------------------------------------------------------------------------------------

    def may_write(self):
        return scope.may_write(self.model, actor())

    def also(self, record=None):
        """(address, words) of what else can be had from the list, or of a record."""
        return ()

    def words(self):
        """What every template of an entity shows: its title and its one sentence."""
        meta = self.model._meta
        return {
            "model": self.model,
            "title": str(meta.title),
            "table": meta.table_name,
            "writes": self.may_write(),
        }
