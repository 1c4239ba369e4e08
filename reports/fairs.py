"""Fairs: the figures of one, of a live session, and of a year by kind against the plan. Each figure is a list.

A month's figures are `jobs`'.
"""

from dataclasses import dataclass
from datetime import timedelta

from peewee import fn

import filters
import scope
from choices import ApplicationState, FairKind, FairState, FirmState
from filters import Condition
from language import gettext
from language import lazy as _
from models import Application, Fair, FairFirm, FairPlan, JobPost, LivePost, LiveSession, Organisation
from reports.figures import one_of
from scope import Actor

HELD = Condition("state", "is", FairState.HELD)
CAME = Condition("state", "is", FirmState.CAME)
STOOD = Condition("state", "is_not", ApplicationState.WITHDRAWN)
INTENT = one_of("state", ApplicationState.INTENT, ApplicationState.HIRED)
HIRED = Condition("state", "is", ApplicationState.HIRED)
AFTER_AIR = timedelta(days=7)  # applications for a post shown, though they name no session


@dataclass(frozen=True)
class Line:
    """A figure and the list behind it; None where nothing was planned."""

    words: str
    number: int
    table: str
    conditions: tuple[Condition, ...]


def line(words, model, conditions, by, adds=""):
    figure = fn.SUM(model._meta.fields[adds]) if adds else fn.COUNT(model.id)
    query = filters.narrow(scope.visible(model, by, figure), model, conditions, by)
    return Line(str(words), int(query.scalar() or 0), model._meta.table_name, tuple(conditions))


def of_fair(fair: Fair, by: Actor) -> list[Line]:
    """What a fair has brought about."""
    here, posts = Condition("fair", "is", fair.code), Condition("post.fair", "is", fair.code)
    return [
        line(_("Companies that took part"), FairFirm, (here, CAME), by),
        *of_posts(here, posts, by),
        line(_("Live sessions"), LiveSession, (here,), by),
    ]


def of_posts(here, posts, by):
    return [
        line(_("Posts offered"), JobPost, (here,), by),
        line(_("People wanted"), JobPost, (here,), by, "openings"),
        line(_("Applications"), Application, (posts, STOOD), by),
        line(_("Intents"), Application, (posts, INTENT), by),
        line(_("Hired"), Application, (posts, HIRED), by),
    ]


def of_session(session: LiveSession, by: Actor) -> list[Line]:
    """Posts shown on air, and who applied after it: naming the session; or within a week for a post shown."""
    here, named = Condition("live", "is", session.code), (Condition("live", "is", session.code), STOOD)
    first = session.starts_at.date()
    shown = scope.visible(LivePost, by, LivePost.post).where(LivePost.live == session.id).tuples()
    lines = [
        line(_("Posts shown"), LivePost, (here,), by),
        line(_("Applications that name the session"), Application, named, by),
        line(_("Of these hired"), Application, (here, HIRED), by),
    ]
    for (post,) in shown:
        week = (
            Condition("post", "is", f"JP-{post}"),
            Condition("applied_on", "from", first.isoformat()),
            Condition("applied_on", "to", (first + AFTER_AIR).isoformat()),
            STOOD,
        )
        name = JobPost.get_by_id(post).name
        lines.append(line(gettext("Applied for “%(post)s” within 7 days", post=name), Application, week, by))
    return lines


# A year by kind -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Kind:
    """The fairs of a kind in a year, "" for all of them."""

    words: str
    cells: list[Line]


def by_kind(year: int, by: Actor, organisation: Organisation | None = None) -> list[Kind]:
    """All fairs held in a year, then those of each kind that was planned or held."""
    kinds = [Kind(str(words), cells(year, kind, by, organisation)) for kind, words in asked()]
    return [kinds[0], *(one for one in kinds[1:] if any(cell.number for cell in one.cells))]


def asked():
    yield None, _("All fairs")
    yield from ((kind, kind.words) for kind in FairKind)


def cells(year, kind, by, organisation):
    """Planned and held, and what the fairs held brought about."""

    def told(path, days=True):
        at = f"{path}." if path else ""
        found = [Condition(f"{at}kind", "is", kind)] if kind else []
        if days:
            found += [
                Condition(f"{at}starts_on", "from", f"{year}-01-01"),
                Condition(f"{at}starts_on", "to", f"{year}-12-31"),
                Condition(f"{at}state", "is", FairState.HELD),
            ]
        union = "organisation" if not path else f"{path}.organisation"
        return (*found, *([Condition(union, "within", organisation.code)] if organisation else []))

    plan = (*told("", days=False), Condition("year", "is", str(year)))
    applied = told("post.fair")
    return [
        line(_("Fairs planned"), FairPlan, plan, by, "planned"),
        line(_("Fairs held"), Fair, told(""), by),
        line(_("Companies that took part"), FairFirm, (*told("fair"), CAME), by),
        line(_("Job seekers who came"), Fair, told(""), by, "visitors"),
        line(_("Posts offered"), JobPost, told("fair"), by),
        line(_("People wanted"), JobPost, told("fair"), by, "openings"),
        line(_("Applications"), Application, (*applied, STOOD), by),
        line(_("Intents"), Application, (*applied, INTENT), by),
        line(_("Hired"), Application, (*applied, HIRED), by),
    ]


def csv_rows(kinds: list[Kind]):
    """Header and rows of the report's file: one row for each kind and figure."""
    yield [gettext("Indicator"), gettext("Value"), gettext("Numerator"), gettext("Denominator")]
    for kind in kinds:
        for cell in kind.cells:
            words = gettext("%(indicator)s (%(group)s)", indicator=cell.words, group=kind.words)
            yield [words, str(cell.number), "", ""]
