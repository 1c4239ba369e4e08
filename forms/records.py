"""The form of a record with its parts: one parent, the lines of each kind of part below it."""

import re

from forms.convert import record_form
from forms.stale import chosen, reconcile
from models import Record

LINES = 100  # more parts than this are edited in a list of their own


def seen(formdata, name, record):
    """The version of the record that the person had on the screen; one that cannot be is taken as outdated."""
    sent = formdata.get(name) if formdata else None
    if sent is None:
        return record.version
    return int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 9 else 0


class Line:
    """One part in the form of its parent: its fields, and whether it is to be removed."""

    def __init__(self, model, prefix, formdata=None, record=None):
        self.model, self.prefix, self.record = model, prefix, record or model()
        form = record_form(model, hidden=(model._meta.scope,))
        self.form = form(formdata, obj=self.record, prefix=prefix)
        self.removed = bool(formdata) and formdata.get(f"{prefix}remove") == "yes"
        self.version = seen(formdata, f"{prefix}version", self.record)
        self.taken_over, self.lost = [], bool(formdata and formdata.get(f"{prefix}id")) and record is None

    @property
    def blank(self):
        """A line that was added and never filled in."""
        return not self.record.id and all((f.typed or "").strip() in ("", f.stored_text()) for f in self.form)

    def outdated(self):
        """Whether others changed or removed the part meanwhile; what only they changed is then taken over."""
        stale = bool(self.record.id) and self.version != self.record.version
        if stale:
            self.taken_over = [
                one for one in reconcile(self.form, self.record, self.version) if not one.asked
            ]
            self.version = self.record.version
        return stale or (self.lost and not self.removed)

    def filled(self) -> Record:
        self.form.populate_obj(self.record)
        self.record.version = self.version
        return self.record


class Sheet:
    """The lines of one kind of part, as stored or as sent."""

    def __init__(self, model, parent, formdata=None, stored=()):
        self.model, self.stored = model, {str(record.id): record for record in stored}
        self.name = model._meta.table_name
        self.lines = list(self.sent(formdata) if formdata is not None else self.kept())
        self.empty = Line(model, f"{self.name}-NEW-")

    def kept(self):
        for index, record in enumerate(self.stored.values()):
            yield Line(self.model, f"{self.name}-{index}-", record=record)

    def sent(self, formdata):
        numbers = {int(m[1]) for key in formdata if (m := re.match(rf"{self.name}-(\d{{1,4}})-", key))}
        for index in sorted(numbers):
            prefix = f"{self.name}-{index}-"
            record = self.stored.get(formdata.get(f"{prefix}id", ""))
            yield Line(self.model, prefix, formdata, record)

    @property
    def columns(self):
        return [field.column for field in self.empty.form]

    def valid(self):
        answers = [line.removed or line.blank or line.form.validate() for line in self.lines]
        return all(answers)  # every line is asked, so that each shows its words

    def parts(self):
        return [line for line in self.lines if not line.removed and not line.blank]

    def gone(self):
        return [line.record for line in self.lines if line.removed and line.record.id]


class RecordPage:
    """A record's form as a whole. `valid()` reads everything; `refuse` puts words beside what they are about."""

    def __init__(self, record: Record, formdata=None, kinds=(), stored=None):
        self.record, self.heading = record, f"{record.code} {record}" if record.id else ""
        formdata = formdata and chosen(formdata)
        self.form = record_form(type(record))(formdata, obj=record)
        self.sheets = [Sheet(model, record, formdata, (stored or {}).get(model, ())) for model in kinds]
        self.version = seen(formdata, "version", record)
        self.differences = []

    def outdated(self) -> bool:
        """Whether others saved the record or a part of it since the person saw them. The page then says what."""
        stale = bool(self.record.id) and self.version != self.record.version
        if stale:
            self.differences = reconcile(self.form, self.record, self.version)
            self.version = self.record.version
        return any([stale, *(line.outdated() for sheet in self.sheets for line in sheet.lines)])

    @property
    def taken_over(self):
        return [one for one in self.differences if not one.asked]

    def valid(self) -> bool:
        return all([self.form.validate(), *(sheet.valid() for sheet in self.sheets)])

    def filled(self) -> Record:
        self.form.populate_obj(self.record)
        self.record.version = self.version
        return self.record

    def lines(self):
        return [line for sheet in self.sheets for line in sheet.parts()]

    def gone(self):
        return [record for sheet in self.sheets for record in sheet.gone()]

    def refuse(self, refusal) -> list[str]:
        """Show an Invalid's words at their fields; returns those that have no field here."""
        rest = place(self.form, refusal.problems)
        for index, problems in refusal.children.items():
            rest += place(self.lines()[index].form, problems)
        return rest


def place(form, problems):
    rest = []
    for column, words in problems.items():
        if column in form:
            form[column].errors = [*form[column].errors, str(words)]
        else:
            rest.append(str(words))
    return rest
