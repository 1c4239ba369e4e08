"""Screens of classes, lessons and enrolments: the verbs of a class from its plan to its last mark."""

from flask import url_for

from admin import cadres, certificates
from admin.access import actor
from admin.base import RecordView
from admin.verbs import Paper, Verb
from choices import ClassState, EnrolmentState
from forms import classes as forms
from language import gettext
from language import lazy as _
from models import Attendance, Enrolment, Lesson, TrainingClass
from operations import assessing, classes, enrolling, roll_call, seats

OUTCOMES = "training/outcomes.html"
HELD = (ClassState.RUNNING, ClassState.ENDED)


def laid_out(training_class, by, **typed):
    """The lessons that would come of it, and what stands in their way."""
    if not typed or not all(typed.get(name) for name in ("starts_at", "ends_at", "count", "kind")):
        return None, {}
    lessons = classes.planned(training_class, **typed)
    return "training/timetable.html", {
        "lessons": lessons,
        "obstacles": classes.obstacles(training_class, lessons),
    }


def outcomes(training_class, by, **_typed):
    return OUTCOMES, {"outcomes": assessing.outcomes(training_class, by), "judged": assessing.JUDGED}


def marks(formdata=None, obj=None):
    return forms.marks(formdata, obj, obj and actor())


def roll(formdata=None, obj=None):
    return forms.roll(formdata, obj, obj and actor())


class ClassView(RecordView):
    parts = (Lesson, Enrolment)
    verbs = (
        Verb(
            "open", _("Open for sign-up"), classes.open_sign_up,
            _("From now on people can sign up; who finds all places taken waits, and moves up when one becomes free."),
            form=forms.OPEN, when=lambda one: one.state == ClassState.PLANNED,
        ),
        Verb(
            "sign_up", _("Sign people up"), enrolling.sign_up,
            _("In the order of the lines they get the places that are left, the others wait. All of them, or nobody."),
            form=forms.sign_up, when=lambda one: one.state in enrolling.OFFICE,
        ),
        Verb(
            "weekly", _("Lay out lessons"), classes.lay_out,
            _("Lessons like the first, week after week. No trainer and no room is taken twice at the same time: "
              "look first."),
            form=forms.weekly, when=lambda one: one.state in seats.TAKES, shows=laid_out,
        ),
        Verb(
            "start", _("Start the class"), classes.start,
            _("The lessons begin; nobody signs up by themselves any more. From now on the class counts in the reports."),
            when=lambda one: one.state == ClassState.OPEN,
        ),
        Verb(
            "marks", _("Give marks"), assessing.give_marks,
            _("The marks of the assessment of the whole class. Who completed it is worked out afterwards."),
            form=marks, when=lambda one: one.state in HELD, template="training/marks.html",
        ),
        Verb(
            "end", _("End the class"), classes.end, _("The last lesson was held."),
            when=lambda one: one.state == ClassState.RUNNING,
        ),
        Verb(
            "complete", _("Work out who completed it"), assessing.complete,
            _("Whoever lacks nothing has completed the class; of the others it is kept what they lack. Done again, only "
              "those are judged anew who had not completed it."),
            form=forms.done, when=lambda one: one.state in HELD, shows=outcomes,
        ),
        Verb(
            "cancel", _("Cancel the class"), classes.cancel,
            _("Its trainers and rooms are free again; it counts in no report. This cannot be taken back."),
            form=forms.cancel, when=lambda one: one.state in seats.TAKES,
        ),
        *certificates.CLASS_VERBS,
        *cadres.CLASS_VERBS,
    )  # fmt: skip
    papers = (
        Paper(
            "roll", _("Print the attendance list"), "training/roll_paper.html",
            lambda one, by: {"people": seats.people(one.id, by), "lessons": classes.lessons_of(one)},
        ),
        *certificates.CLASS_PAPERS,
    )  # fmt: skip

    def also(self, record=None):
        if record is None:
            yield url_for("training_figures.table"), gettext("By trade and course")
            yield url_for("seasons.index"), gettext("Classes of a season")
        elif record.state == ClassState.OPEN:
            yield url_for("recommending.training_class", id=record.id), gettext("People for this class")

    def sections(self, record):
        yield (
            "training/seats.html",
            {
                "left": seats.left(record),
                "taken": seats.taken(record.id),
                "line": enrolling.line_of(record, actor()),
            },
        )
        yield cadres.wishes_section(record)


class LessonView(RecordView):
    verbs = (
        Verb(
            "call", _("Call the roll"), roll_call.call,
            _("Who was at the lesson. Choose what holds for everybody, and mark only those for whom it does not."),
            form=roll, template="training/roll.html",
        ),
    )  # fmt: skip

    def also(self, record=None):
        if record is None or not self.may_write() or not roll_call.is_on(record):
            return []
        return [(url_for("teaching.code", id=record.id), _("Show the sign-in code"))]


class EnrolmentView(RecordView):
    verbs = (
        Verb(
            "withdraw", _("Withdraw from the class"), enrolling.withdraw,
            _("The place goes to whoever has waited longest."), form=forms.WITHDRAW,
            when=lambda one: one.state in (EnrolmentState.ENROLLED, EnrolmentState.WAITING),
        ),
        *certificates.ENROLMENT_VERBS,
        *cadres.ENROLMENT_VERBS,
    )  # fmt: skip


SCREENS = {
    TrainingClass: ClassView,
    Lesson: LessonView,
    Enrolment: EnrolmentView,
    Attendance: RecordView,
}
