"""What stands for a column in a form: one field that reads and shows through the column itself."""

from wtforms import Field, Form

from fields import (
    BooleanField,
    ChoiceField,
    ChoicesField,
    Column,
    DateField,
    DateTimeField,
    DecimalField,
    ForeignKeyField,
    IntegerField,
    OrderField,
    PhoneField,
    TextField,
)
from language import gettext
from models import columns

# How a column is drawn; the first type that fits decides.
KINDS = [
    (ForeignKeyField, "link"),
    (OrderField, "line"),  # what is ticked has no order
    (ChoicesField, "choices"),
    (ChoiceField, "choice"),
    (BooleanField, "boolean"),
    (TextField, "text"),
    ((DateField, DateTimeField), "date"),
    (PhoneField, "phone"),
    ((DecimalField, IntegerField), "number"),
    (Column, "line"),
]


class Typed(Field):
    """A column in a form. What was typed stays as typed until it can be read; what is absent is left alone."""

    meanwhile = None  # what others made of the column while the form was open, where both changed it

    def __init__(self, column: Column, demanded=False, **kwargs):
        """`demanded`: must be given here, though a record can be without it."""
        super().__init__(label=column.label, description=column.help_text or "", **kwargs)
        self.column, self.typed, self.required = column, None, demanded or column.required
        self.kind = next(kind for types, kind in KINDS if isinstance(column, types))

    @property
    def text(self):
        """What the form shows: the person's own words, or the stored value, masked where it is sensitive."""
        return self.stored_text() if self.typed is None else self.typed

    def stored_text(self):
        text = self.column.show(self.object_data)
        if self.kind == "link" and getattr(self.object_data, "id", None):
            return f"{text} {self.object_data}"
        return self.column.mask(text) if self.column.sensitive else text

    @property
    def chosen(self):
        """The words of a vocabulary that are ticked now."""
        if self.errors or self.data is None:
            return ()
        return self.data if isinstance(self.data, tuple) else (self.data,)

    def process_formdata(self, valuelist):
        if not valuelist:
            return
        typed = ",".join(v for v in valuelist if v) if self.kind == "choices" else valuelist[0]
        if self.column.sensitive and "*" in typed and typed.strip() == self.stored_text():
            return
        self.typed = typed
        try:
            self.data = self.column.read(typed)
        except ValueError as mistake:
            raise ValueError(str(mistake.args[0])) from None
        if self.required and self.data is None:
            raise ValueError(gettext("is required"))

    def forget(self):
        """Leave the column as it is stored, whatever was typed."""
        self.typed, self.data, self.errors, self.process_errors = None, self.object_data, (), []

    def populate_obj(self, record, name):
        if self.typed is not None:
            setattr(record, name, self.data)


def record_form(model, hidden: tuple[str, ...] = ()) -> type[Form]:
    """The form of an entity: every column that people type, in the order they fill it in."""

    class RecordForm(Form):
        """Derived from the columns of one entity."""

    for column in columns(model):
        if column.typed and column.name not in hidden:
            setattr(RecordForm, column.name, Typed(column))
    return RecordForm


def column_form(model, name: str) -> type[Form]:
    """The form of one column alone, for an edit in its cell."""

    class ColumnForm(Form):
        """Derived from one column."""

    column = model._meta.fields[name]
    setattr(ColumnForm, name, Typed(column, id=f"cell-{name}"))
    return ColumnForm
