"""Forms of the verbs of mentorship that start from something: today's date, the mentor's name, the goals agreed on."""

from wtforms import Form

from choices import GoalState, MentorshipKind
from fields import BooleanField, ChoiceField, DateField, TextField
from forms.verbs import verb_form
from language import lazy as _
from models import MentorshipContract, MentorshipGoal, MentorshipReview, MentorshipSession, now
from operations import mentoring_facts as facts
from rules.mentorship import months_after

YEAR = 12

ON_PAPER = verb_form(MentorshipContract, "signed_on", required=("signed_on",))
GOAL = verb_form(MentorshipGoal, "goal", "measure", "due_on")
END = verb_form(MentorshipContract, "ended_on", required=("ended_on",))
END_EARLY = verb_form(
    MentorshipContract, "ended_on", "ended_by", "end_reason", required=("ended_on", "ended_by", "end_reason")
)
CANCEL = verb_form(MentorshipContract, "end_reason", required=("end_reason",))
CONFIRM = verb_form(MentorshipReview, "confirmed_by", required=("confirmed_by",))
LOG = verb_form(MentorshipSession, "held_on", "hours", "guided_by", "content", "place")
CLASS = verb_form(
    MentorshipContract, "organisation", "kind", "trade", "starts_on", "ends_on", "goals",
    apprentices=TextField(null=True, verbose_name=_("Apprentices, a line each: code, or name")),
    joined_since=DateField(null=True, verbose_name=_("And everybody who joined since and has no such mentor")),
    lacking=BooleanField(null=True, verbose_name=_("And who has the other mentor asked for, but not this one")),
)  # fmt: skip


def goal(formdata=None, obj=None) -> Form:
    return GOAL(formdata)


def cancel(formdata=None, obj=None) -> Form:
    return CANCEL(formdata)


def confirm(formdata=None, obj=None) -> Form:
    return CONFIRM(formdata)


def today():
    return now().date()


def on_paper(formdata=None, obj=None) -> Form:
    return ON_PAPER(formdata, data={"signed_on": today()})


def end(formdata=None, obj=None) -> Form:
    return END(formdata, data={"ended_on": today()})


def end_early(formdata=None, obj=None) -> Form:
    return END_EARLY(formdata, data={"ended_on": today()})


def log(formdata=None, obj=None) -> Form:
    """One session; today, and guided by the mentor, until somebody says otherwise."""
    return LOG(formdata, data={"held_on": today(), "guided_by": obj.mentor.name if obj else None})


def review(formdata=None, obj=None) -> Form:
    """One review; each goal is judged in a field of its own, named `goal_17`."""
    goals = facts.goals_of(obj) if obj else []
    asked = {
        f"goal_{one.id}": ChoiceField(GoalState, verbose_name=_("Goal: %(goal)s", goal=one.goal))
        for one in goals
    }
    form = verb_form(
        MentorshipReview, "kind", "reviewed_on", "verdict", "points", "reviewer",
        required=("verdict", "reviewer"), **asked,
    )  # fmt: skip
    states = {f"goal_{one.id}": one.state for one in goals}
    return form(formdata, data={"reviewed_on": today(), **states})


def class_form(formdata, args=None, home=None) -> Form:
    """The form of a whole class: a year from today, in one's own union, until somebody says otherwise."""
    data = {"organisation": home, "kind": MentorshipKind.TECHNICAL, "starts_on": today()}
    data["ends_on"] = months_after(today(), YEAR)
    for name in set(args or ()) & set(CLASS()._fields):
        try:
            data[name] = CLASS()[name].column.read(args[name][:2000])
        except ValueError:
            continue
    return CLASS(formdata, data=data)
