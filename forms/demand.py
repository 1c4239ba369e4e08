"""Forms of the verbs of demands, trips, wishes and revisits that start from something: what was asked for, today's date."""

from wtforms import Form

import models
from fields import CharField, TextField
from forms.convert import Typed
from forms.verbs import verb_form
from language import lazy as _
from models import Demand, Lesson, Revisit, TrainingClass, Trip, TripStop

# Of a lesson: the class is a column of it, and there it is looked up.
CLASS = verb_form(Lesson, "training_class", required=("training_class",))
CLASS.practice_hours = Typed(TrainingClass._meta.fields["practice_hours"])
NEW = verb_form(
    TrainingClass, "course", "name", "starts_on", "ends_on", "place", "mode", "held_at", "capacity",
    "practice_hours", "trainer",
)  # fmt: skip
DECLINE = verb_form(Demand, "answer", required=("answer",))
WITHDRAW = verb_form(Demand, "answer")
STOP = verb_form(
    TripStop, "starts_at", "ends_at", required=("starts_at", "ends_at"),
    people=TextField(null=True, verbose_name=_("Who came, a line each: code, or name")),
)  # fmt: skip
CANCEL = verb_form(Trip, "note", required=("note",))
WISH = verb_form(
    Lesson, "topic", "starts_at", "ends_at", "room", "trainer", required=("topic",),
    wishes=CharField(max_length=200, verbose_name=_("Words of the wishes that it meets")),
)  # fmt: skip
REVISIT = verb_form(Revisit, "done_on", "way", "done_by", "used", "found", required=("found",))


def existing(formdata=None, obj=None) -> Form:
    return CLASS(formdata, data={"practice_hours": obj.practice_hours if obj else None})


def new(formdata=None, obj=None) -> Form:
    """A class as it was asked for: for so many people, with so many hours of practice."""
    asked = obj and {"name": obj.topic, "capacity": obj.people, "practice_hours": obj.practice_hours}
    return NEW(formdata, data=asked or None)


def wish(formdata=None, obj=None) -> Form:
    return WISH(formdata)


def revisit(formdata=None, obj=None) -> Form:
    return REVISIT(formdata, data={"done_on": models.now().date()})
