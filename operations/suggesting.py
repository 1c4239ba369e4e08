"""A matchmaker suggests two people to each other, one to one, with reasons. Who fits whom is `rules.matchmaking`."""

import models
from choices import SuggestionState
from language import gettext
from models import Couple, MatchProfile, MatchSuggestion, Worker
from operations.blocking import blocked
from operations.chain import hold
from operations.records import held, permit, save_one, stored_version
from operations.refusals import Refused
from rules import matchmaking as rule
from rules.matchmaking import Fit, Single
from scope import Actor, owner, visible

BEST = 20
SEPARATORS = "，,;；/ "


def single(profile: MatchProfile) -> Single:
    """A profile and its worker as the rule knows them."""
    worker = profile.worker
    return Single(
        id=profile.id, sex=worker.sex, age=age(worker.born_on), height=profile.height, education=worker.education,
        lives_in=profile.lives_in or "", single_state=profile.single_state, traits=profile.traits,
        hobbies=words(profile.hobbies), wish_age=(profile.wish_age_from, profile.wish_age_to),
        wish_height=(profile.wish_height_from, profile.wish_height_to), wish_education=profile.wish_education,
        wish_places=words(profile.wish_places), accepts=profile.accepts, no_gos=profile.no_gos,
    )  # fmt: skip


def words(text):
    for sign in SEPARATORS:
        text = (text or "").replace(sign, "、")
    return tuple(filter(None, text.split("、")))


def age(born_on):
    """Whole years today; None where the day of birth is not known."""
    today = models.now().date()
    return born_on and today.year - born_on.year - ((today.month, today.day) < (born_on.month, born_on.day))


def available(by: Actor) -> list[MatchProfile]:
    """The profiles in somebody's sight that take part today, and are not in a couple that goes on."""
    people = visible(MatchProfile, by, MatchProfile, Worker).join(Worker).where(Worker.deleted_at.is_null())
    taken = in_couples()
    today = models.now().date()
    return [
        one for one in people if one.id not in taken and rule.takes_part(one.state, one.verified_until, today)
    ]


def in_couples() -> set[int]:
    together = Couple.select(Couple.first, Couple.second).where(
        Couple.deleted_at.is_null(), Couple.state != "parted"
    )
    return {id for pair in together.tuples() for id in pair}


def suggested_before() -> set[frozenset]:
    made = MatchSuggestion.select(MatchSuggestion.first, MatchSuggestion.second)
    return {frozenset(pair) for pair in made.where(MatchSuggestion.deleted_at.is_null()).tuples()}


def suggestions(profile: MatchProfile, by: Actor, again: bool = False) -> list[tuple[MatchProfile, Fit]]:
    """Who fits somebody, the best first, with reasons; `again`: also whom was suggested before."""
    people = {one.id: one for one in available(by)}
    if profile.id not in people:
        return []
    before = set() if again else suggested_before()
    found = rule.ranked(
        single(people[profile.id]), map(single, people.values()), blocked(people.values()), before
    )
    return [(people[fit.other], fit) for fit in found[:BEST]]


def suggest(profile: MatchProfile, by: Actor, second: MatchProfile, again_because=None) -> MatchSuggestion:
    """Put two people forward to each other. One word for all that stands in the way: nobody learns of a wish or a block."""
    permit(MatchSuggestion, by)
    hold()
    before = frozenset((profile.id, second.id)) in suggested_before()
    if before and not again_because:
        raise Refused(gettext("These two were suggested to each other before. Say why again."))
    fit = next((fit for other, fit in suggestions(profile, by, again=True) if other.id == second.id), None)
    if fit is None:
        raise Refused(gettext("These two cannot be suggested to each other. Choose somebody from the list."))
    made = MatchSuggestion(
        organisation=by.home or owner(profile), first=profile.id, second=second.id,
        suggested_on=models.now().date(), points=fit.points, reasons="；".join(map(str, fit.reasons)),
        again_because=again_because if before else None,
    )  # fmt: skip
    return save_one(made, by)


def bring_together(suggestion: MatchSuggestion, by: Actor, note=None) -> MatchSuggestion:
    """Both have agreed to meet."""
    return moved(suggestion, by, SuggestionState.MET, note)


def close(suggestion: MatchSuggestion, by: Actor, note=None) -> MatchSuggestion:
    """It came to nothing; who of the two did not wish to go on is nobody's business."""
    return moved(suggestion, by, SuggestionState.CLOSED, note)


def moved(suggestion, by, state, note):
    permit(MatchSuggestion, by)
    suggestion = stored_version(suggestion, by)
    suggestion.state, suggestion.note = state, note or suggestion.note
    return save_one(suggestion, by)


def became_couple(suggestion: MatchSuggestion, by: Actor, paired_on) -> Couple:
    """Two who were brought together are a couple."""
    permit(Couple, by)
    suggestion = held(MatchSuggestion, suggestion.id, by)
    if suggestion is None or suggestion.state != SuggestionState.MET:
        raise Refused(gettext("Only two who were brought together can become a couple."))
    couple = Couple(
        organisation=suggestion.organisation_id, first=suggestion.first_id, second=suggestion.second_id,
        paired_on=paired_on,
    )  # fmt: skip
    return save_one(couple, by)
