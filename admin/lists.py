"""The list: search, filters, sort, pages of one entity; every row through the one scoped query."""

import re

import peewee
from flask import flash, request
from flask_admin import expose

import filters
import scope
from admin import frozen_rows, tasks
from admin.access import actor
from fields import BooleanField, ForeignKeyField
from filters import Condition
from language import gettext
from rows import with_links

MOST_CONDITIONS = 20
ARGUMENT = re.compile(r"flt\d{1,3}_([a-z_]+(?:\.[a-z_]+)*)-([a-z_]+)")


class ListDoor:
    """GET /admin/<table>/?search=&sort=&desc=&page=&page_size=&flt0_<column>-<operation>=&figure="""

    @expose("/")
    def index_view(self):
        args = self._get_list_extra_args()
        column = self._get_column_by_idx(args.sort)
        size = self.get_safe_page_size(args.page_size)
        wanted = max(args.page or 0, 0)
        total, page, records = self.get_list(
            wanted, column and column[0], args.sort_desc, args.search, args.filters, size
        )
        return self.render(
            "list.html", **self.words(), records=records, count=total, page=page, size=size, args=args,
            pages=max(-(-total // size), 1), fields=self.list_fields(), sizes=self.page_size_options, url=self.url_of(args),
            conditions=args.filters or (), view_words=self.condition_words, questions=list(self.questions()),
            editable=self.editable, also=self.also(), frozen=frozen_rows.told(self.model), task=tasks.asked(self.model),
        )  # fmt: skip

    def list_fields(self):
        return [self.model._meta.fields[name] for name in self.scaffold_list_columns()]

    def get_list(self, page, sort_field, sort_desc, search, conditions, page_size=None, execute=True):
        """(how many in all, the page shown, its records): ids first, then one query for these rows and their links."""
        query = self.narrowed(search, conditions)
        total = query.select(peewee.fn.COUNT(self.model.id)).scalar()
        page = min(page, max(total - 1, 0) // page_size)
        ordered = self.ordered(query.select(self.model.id), sort_field, sort_desc)
        ids = [id for (id,) in ordered.offset(page * page_size).limit(page_size).tuples()]
        return total, page, with_links(self.model, ids, actor())

    def narrowed(self, search, conditions):
        """The scoped query, searched and filtered. What cannot be understood is said, and finds nothing."""
        query = scope.visible(self.model, actor())
        try:
            query = tasks.narrow(frozen_rows.narrow(query, self.model), self.model)
            query = filters.narrow(query, self.model, conditions or (), actor())
            return scope.search(query, self.model, search, actor()) if search else query
        except ValueError as mistake:
            flash(str(mistake.args[0]), "error")
            return query.where(self.model.id.is_null())

    def ordered(self, query, name, descending):
        if not name:
            return query.order_by(self.model.id.desc())
        field = self.model._meta.fields[name]
        key = field
        if isinstance(field, ForeignKeyField) and "pinyin" in field.rel_model._meta.fields:
            target = field.rel_model.alias()
            known = scope.limits_of_names(self.model, actor()).get(name)
            same = field == target.id if known is None else (field == target.id) & known
            query = query.join_from(self.model, target, peewee.JOIN.LEFT_OUTER, on=same)
            key = target.pinyin
        elif name == "name" and "pinyin" in self.model._meta.fields:
            key = self.model.pinyin
        order = key.desc(nulls="LAST") if descending else key.asc(nulls="LAST")
        return query.order_by(order, self.model.id.desc())

    # The address ------------------------------------------------------------------------------------

    def _get_list_filter_args(self):
        """The conditions in the address, and one just added with the form above the list."""
        found = [(ARGUMENT.fullmatch(key), value) for key, value in request.args.items(multi=True)]
        conditions = [Condition(m[1], m[2], value[:200]) for m, value in found if m and value.strip()]
        column, _dash, operation = request.args.get("add", "").partition("-")
        if operation and request.args.get("value", "").strip():
            conditions.append(Condition(column, operation, request.args["value"][:200]))
        return conditions[:MOST_CONDITIONS]

    def _get_filters(self, conditions):
        return {f"flt{i}_{c.column}-{c.operation}": c.text for i, c in enumerate(conditions or ())}

    def url_of(self, args):
        """Addresses of this list that differ from the present one in what is named."""

        def url(**changes):
            return self._get_list_url(args.clone(**changes)).replace("%E2%80%8B", "")

        return url

    def _get_list_extra_args(self):
        args = super()._get_list_extra_args()
        args.search = (args.search or "").strip()[:100] or None
        kept = {"figure": frozen_rows.asked(), "task": tasks.name()}
        args.extra_args = {name: text for name, text in kept.items() if text}
        return args

    def questions(self):
        """(column's words, its questions) for the filter form: what may be asked, and which answers are known."""
        for path, field in filters.offered(self.model):
            label = filters.column_words(self.model, path)
            operations = [
                (name, filters.WORDS[name], answers(field, name)) for name in filters.operations(field)
            ]
            yield label, path, isinstance(field, ForeignKeyField), operations

    def condition_words(self, condition):
        """A condition for the person who set it; one on an unknown column is named by what was typed."""
        try:
            return filters.condition_words(self.model, condition)
        except ValueError:
            return condition.column


def answers(field, operation):
    """The words among which an answer is chosen; none where it is typed or looked up."""
    if operation == "empty" or isinstance(field, BooleanField):
        return [gettext("Yes"), gettext("No")]
    return (
        [str(word.words) for word in getattr(field, "vocabulary", ())]
        if not isinstance(field, ForeignKeyField)
        else []
    )
