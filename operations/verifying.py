"""A profile is checked: the evidence seen, until when that is good, by whom. What follows from it is `rules.matchmaking`."""

from datetime import date

import models
from choices import Act, ProfileState
from language import gettext
from models import Audit, MatchProfile
from operations.match_policies import policy
from operations.records import permit, save_one, stored_version
from operations.refusals import Invalid, Refused
from scope import Actor, owner


def good_until(profile: MatchProfile) -> date:
    """The last day on which a check of today is good, by the rules of the union."""
    months = policy(owner(profile)).good_for
    today = models.now().date()
    years, month = divmod(today.month - 1 + months, 12)
    return date(today.year + years, month + 1, min(today.day, 28))


def verify(profile: MatchProfile, by: Actor, single_state, evidence, verified_until=None) -> MatchProfile:
    """Somebody has seen the evidence. Where the rules say so, another person than the one who entered it."""
    permit(MatchProfile, by)
    profile = stored_version(profile, by)
    if profile.consented_on is None:
        raise Invalid(
            {"consented_on": gettext("is required: nobody is put forward who has not agreed")}, MatchProfile
        )
    if policy(owner(profile)).another_verifies and (name := entered_by(profile)) == by.name:
        raise Refused(
            gettext(
                "%(name)s entered this profile: by the rules of your union another person checks it.",
                name=name,
            )
        )
    verified_until = verified_until or good_until(profile)
    refuse_day(verified_until)
    profile.single_state, profile.evidence = single_state, evidence
    profile.verified_by, profile.verified_until, profile.verified_at = (
        by.name[:50],
        verified_until,
        models.now(),
    )
    profile.state = ProfileState.VERIFIED
    return save_one(profile, by, sets=("verified_at",))


def refuse_day(until):
    if until <= models.now().date():
        raise Invalid({"verified_until": gettext("must be in the future")}, MatchProfile)


def entered_by(profile) -> str:
    """Who last wrote of the person what is to be checked."""
    lines = Audit.select().where(Audit.entity == MatchProfile._meta.table_name, Audit.record == profile.id)
    written = lines.where(Audit.act.in_((Act.CREATED, Act.CHANGED, Act.LOADED))).order_by(Audit.id.desc())
    told = [line for line in written if line.act == Act.CREATED or '"evidence"' in line.changes]
    return told[0].who if told else ""
