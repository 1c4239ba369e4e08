"""By which rules a union checks single people: its own, or those of the nearest above it; and what these refuse."""

import models
from choices import ProfileState
from language import gettext
from models import MatchPolicy, Organisation, Worker


def policy(union: int | None) -> MatchPolicy:
    """The rules in force today at a union: its own, else those of the nearest above; else the usual ones."""
    path = Organisation.select(Organisation.path).where(Organisation.id == union).scalar() or ""
    above = [int(number) for number in path.split("/") if number]
    live = MatchPolicy.select().where(MatchPolicy.deleted_at.is_null(), MatchPolicy.organisation.in_(above))
    known = live.where(MatchPolicy.holds_from <= models.now().date())
    return max(
        known, key=lambda one: (above.index(one.organisation_id), one.holds_from), default=MatchPolicy()
    )


def by_the_verb(profile, stored):
    """Where the rules ask for a second person, no form, cell, file or workbook makes a profile verified."""
    if profile.state != ProfileState.VERIFIED or (
        stored and stored.state in (ProfileState.VERIFIED, ProfileState.PAUSED)
    ):
        return
    checked = profile.verified_at and (stored is None or profile.verified_at != stored.verified_at)
    if not checked and policy(union_of(profile)).another_verifies:
        yield (
            "state",
            gettext("is set by “Check the profile” on its page: your union asks for a second person"),
        )


def union_of(profile):
    return Worker.select(Worker.organisation).where(Worker.id == profile.worker_id).scalar()
