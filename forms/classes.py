"""Forms of the verbs of classes that start from something: today, the people of the class, what was noted of them."""

from copy import copy

from wtforms import Form

import models
from choices import AttendanceState, Weekday
from fields import ChoiceField, ChoicesField, IntegerField, TextField
from forms.verbs import verb_form
from language import lazy as _
from models import Attendance, Enrolment, Lesson, TrainingClass
from operations import roll_call, seats
from operations.classes import MOST

OPEN = verb_form(TrainingClass, "register_by")
CANCEL = verb_form(TrainingClass, "cancel_reason", required=("cancel_reason",))
SIGN_UP = verb_form(
    Enrolment, "wish",
    workers=TextField(verbose_name=_("Workers, a line each: code, or name")),
)  # fmt: skip
WEEKLY = verb_form(
    Lesson, "starts_at", "ends_at", "kind", "topic", "room", "trainer", "live",
    count=IntegerField(low=1, high=MOST, verbose_name=_("How many lessons")),
    weekdays=ChoicesField(Weekday, null=True, verbose_name=_("On which days of the week")),
    left_out=TextField(null=True, verbose_name=_("Days left out, a line each")),
)  # fmt: skip
DONE = verb_form(Enrolment, "assessed_on", required=("assessed_on",))
PARTS = ("theory", "practice")
WITHDRAW = verb_form(Enrolment, "note")


def sign_up(formdata=None, obj=None) -> Form:
    return SIGN_UP(formdata)


def cancel(formdata=None, obj=None) -> Form:
    return CANCEL(formdata)


def weekly(formdata=None, obj=None) -> Form:
    """The class teacher, until somebody else is named."""
    return WEEKLY(formdata, data={"trainer": obj.trainer if obj else None})


def done(formdata=None, obj=None) -> Form:
    return DONE(formdata, data={"assessed_on": models.now().date()})


def roll(formdata, lesson, by) -> Form:
    """One field per person, named `at_17`; and what holds for everybody who has no mark."""
    people = seats.people(lesson.training_class_id, by) if lesson else []
    noted = roll_call.marks(lesson) if lesson else {}
    asked = {
        f"at_{one.id}": ChoiceField(AttendanceState, null=True, verbose_name=seats.called(one))
        for one in people
    }
    rest = ChoiceField(AttendanceState, null=True, verbose_name=_("Everybody without a mark"))
    form = verb_form(Attendance, rest=rest, **asked)
    return form(formdata, data={f"at_{id}": one.state for id, one in noted.items()})


def marks(formdata, training_class, by) -> Form:
    """Theory and practice of each person, named `theory_17` and `practice_17`; a part that is not taught is not asked."""
    people = seats.people(training_class.id, by) if training_class else []
    parts = [part for part in PARTS if training_class and training_class.__data__[f"{part}_hours"] != 0]
    asked = {f"{part}_{one.id}": mark(part, one) for one in people for part in parts}
    form = verb_form(Enrolment, "assessed_on", required=("assessed_on",), **asked)
    stood = {f"{part}_{one.id}": one.__data__[part] for one in people for part in parts}
    made = form(formdata, data={"assessed_on": models.now().date(), **stood})
    made.parts = [Enrolment._meta.fields[part].label for part in parts]
    made.lines = [(seats.called(one), [made[f"{part}_{one.id}"] for part in parts]) for one in people]
    return made


def mark(part, enrolment):
    """The column of the marks, once more, for one person."""
    column = copy(Enrolment._meta.fields[part])
    column.verbose_name = f"{seats.called(enrolment)} · {column.label}"
    return column
