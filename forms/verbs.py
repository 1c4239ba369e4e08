"""The form of a verb: columns of an entity, and what the verb asks beside them. What the verb does is `operations`'."""

from wtforms import Form

from fields import Column
from forms.convert import Typed


def verb_form(model, *names: str, required: tuple[str, ...] = (), **asked: Column) -> type[Form]:
    """A form of some columns of `model` and of columns that only the verb knows (`reason=TextField(...)`).

    `required`: columns that may be empty in a record but not for this verb. An asked column needs a `verbose_name`,
    unless its name says it all.
    """

    class VerbForm(Form):
        """Derived from the columns that one verb asks for."""

    for name in names:
        setattr(VerbForm, name, Typed(model._meta.fields[name], demanded=name in required))
    for name, column in asked.items():
        column.bind(model, name, set_attribute=False)
        setattr(VerbForm, name, Typed(column, demanded=not column.null or name in required))
    return VerbForm
