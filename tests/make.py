"""A saved, valid record of any entity, worked out from its columns; somebody to act; how a save is refused."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import singledispatch

import pytest
from stdnum.cn import ric, uscc

import fields
import models
import operations
import scope
from choices import Area, LifeCycle, Role, Within
from models import Organisation, columns
from rules import staying


def make(model, **values):
    """A saved record of the entity, every column filled, different each time and the same in every run.

    `values` are set as given. `organisation` works for every entity: the union that the record, and every
    record made for its links, belongs to (the superior of a union); else the first union there is.
    """
    return operations.save(unsaved(model, **values), scope.SYSTEM)


def unsaved(model, **values):
    """The same record, not yet saved; the records it links to are."""
    union = values.get("organisation")
    number = (models.Audit.select(models.Audit.id).order_by(models.Audit.id.desc()).scalar() or 0) + 1
    record = model()
    for field in columns(model):
        if field.name in values:
            setattr(record, field.name, values[field.name])
        elif (model, field.name) in AGREEING:
            setattr(record, field.name, AGREEING[model, field.name](record))
        elif isinstance(field, fields.ForeignKeyField) and field.typed:
            setattr(record, field.name, linked(field, union))
        elif field.typed and not starts_as_it_is(field):
            setattr(record, field.name, sample(field, number))
    return record


def linked(field, union):
    """The record behind a link: the union itself, or another record made for it."""
    if field.rel_model is not Organisation:
        return make(field.rel_model, **({"organisation": union} if union else {}))
    if union or field.model is Organisation:
        return union
    return Organisation.select().order_by(Organisation.id).first() or make(Organisation)


def starts_as_it_is(field):
    """Life cycles begin where they begin; a choice with a default is one that other columns rely on."""
    return isinstance(field, fields.ChoiceField) and (
        issubclass(field.vocabulary, LifeCycle) or field.default is not None
    )


def union_of(mark):
    return mark.score.entry.contest.competition.organisation


# Columns that must agree with others of the same record.
AGREEING = {
    (models.Worker, "sex"): lambda worker: None,  # follows from the ID number
    (models.Worker, "born_on"): lambda worker: None,
    (models.Academy, "parent"): lambda academy: None,  # else there is no end
    (models.Course, "kept_for"): lambda course: None,  # for everybody
    (models.TrainingClass, "ends_on"): lambda one: one.starts_on,
    (models.TrainingClass, "register_by"): lambda one: None,
    (models.Enrolment, "wish_lesson"): lambda enrolment: make(
        models.Lesson, training_class=enrolment.training_class
    ),
    (models.Attendance, "enrolment"): lambda attendance: make(
        models.Enrolment, training_class=attendance.lesson.training_class
    ),
    (models.Lesson, "ends_at"): lambda lesson: lesson.starts_at + timedelta(hours=2),
    (models.Application, "live"): lambda application: None,
    (models.Placement, "application"): lambda placement: None,  # it is of the same person
    (models.Placement, "employer"): lambda placement: "某公司",  # one of the two is needed
    (models.Placement, "training_class"): lambda placement: None,  # only of who completed it
    (models.PlacementCheck, "done_on"): lambda check: staying.due_on(check.placement.started_on, check.step),
    (models.PlacementCheck, "still_there"): lambda check: not check.placement.left_on,
    (models.LedgerEntry, "until"): lambda entry: None,
    (models.LedgerEntry, "way_in"): lambda entry: None,
    (models.LedgerEntry, "way_out"): lambda entry: None,
    (models.TeamMember, "left_on"): lambda member: None,
    (models.ServiceTeam, "disbanded_on"): lambda team: None,
    (models.NamedService, "due_on"): lambda service: None,
    (models.ServiceTeam, "leader"): lambda team: None,
    (models.ServiceStep, "kind"): lambda step: "guidance",  # an offer must say of which post
    (models.Contest, "highest_age"): lambda contest: None,  # else nobody may be made who is older
    (models.Stage, "quota_for"): lambda stage: Within.UNIT,
    (models.Stage, "apart"): lambda stage: False,  # then places of the whole may be given
    (models.Prize, "last_place"): lambda prize: prize.first_place,
    (models.Honour, "key_post"): lambda honour: None,  # champion of no post
    (models.Nomination, "period"): lambda nomination: "2026-03",
    (models.Nomination, "score"): lambda nomination: None,
    (models.KeyPost, "in_force"): lambda post: True,
    (models.Judge, "criterion"): lambda judge: make(
        models.Criterion, contest=judge.stage.contest, kind="measured", worst=0, best=1000
    ),
    (models.Mark, "judge"): lambda mark: make(
        models.Judge, stage=mark.score.stage, organisation=union_of(mark)
    ),
    (models.Mark, "value"): lambda mark: Decimal("2.01"),
    # A policy made for a test asks nothing that contracts made beside it could break.
    (models.MentorshipPolicy, "lowest_level"): lambda policy: None,
    (models.MentorshipPolicy, "level_gap"): lambda policy: None,
    (models.MentorshipPolicy, "shortest_term"): lambda policy: None,
    (models.MentorshipPolicy, "longest_term"): lambda policy: None,
    (models.Score, "stage"): lambda score: make(models.Stage, contest=score.entry.contest),
}


@singledispatch
def sample(field, number):
    """The value of a column in the record of this number."""
    raise NotImplementedError(type(field))


@sample.register
def _(field: fields.CharField, number):
    return f"{field.label}{number}"[-field.max_length :]


@sample.register
def _(field: fields.TextField, number):
    return f"{field.label}{number}"


@sample.register
def _(field: fields.PhoneField, number):
    return f"138{number:08d}"


@sample.register
def _(field: fields.IdNumberField, number):
    born = date(1970, 1, 1) + timedelta(days=number // 900)
    return resident(f"620702{born:%Y%m%d}{100 + number % 900:03d}")


@sample.register
def _(field: fields.CreditCodeField, number):
    return company(f"91620702{number:09d}")


@sample.register
def _(field: fields.IntegerField, number):
    return field.low + number % (field.high - field.low + 1)


@sample.register
def _(field: fields.DecimalField, number):
    return field.low + Decimal(number % int(field.high - field.low)) + field.unit


@sample.register
def _(field: fields.BooleanField, number):
    return number % 2 == 0


@sample.register
def _(field: fields.DateField, number):
    return date(2020, 1, 1) + timedelta(days=number % 2000)


@sample.register
def _(field: fields.DateTimeField, number):
    return datetime(2020, 1, 1, 19, 30) + timedelta(days=number % 2000)


@sample.register
def _(field: fields.ChoiceField, number):
    return list(field.vocabulary)[number % len(field.vocabulary)]


@sample.register
def _(field: fields.ChoicesField, number):
    return tuple(list(field.vocabulary)[number % 3 :: 4])


def resident(first_17):
    """A resident ID number with its check digit."""
    return first_17 + ric.calc_check_digit(f"{first_17}?")  # stdnum leaves the last place out


def company(first_17):
    """A unified social credit code with its check character."""
    return first_17 + uscc.calc_check_digit(first_17)


def actor(role, organisation=None, areas=None):
    """Somebody of that role at that union; a clerk of every area unless told otherwise."""
    areas = areas if areas is not None else tuple(Area) if role == Role.CLERK else ()
    root = "" if role == Role.ADMINISTRATOR else organisation.path
    return scope.Actor(f"{role} at {root or 'the top'}", role, root, areas)


def county():
    """A county union with two townships beside each other: (top, left, right)."""
    top = make(Organisation)
    return (
        top,
        make(Organisation, organisation=top, parent=top),
        make(Organisation, organisation=top, parent=top),
    )


def mistakes(record, by=scope.SYSTEM):
    """{column: words} with which a save is refused."""
    with pytest.raises(operations.Invalid) as refusal:
        operations.save(record, by)
    return {column: str(words) for column, words in refusal.value.problems.items()}


def again(record):
    """The record as it is stored now."""
    return type(record).get_by_id(record.id)
