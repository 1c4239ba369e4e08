"""Which stages and contest events wait for a person: what conditions on a list cannot say, as SQL. Counting is `counted`."""

from peewee import fn

from choices import ScoreState
from models import Honour, Prize, Score, Stage


def live_scores(*conditions):
    return Score.select(Score.stage).where(Score.deleted_at.is_null(), *conditions)


def placed():
    return live_scores(Score.place.is_null(False))


def to_rank(model):
    """Somebody has locked marks and no place yet."""
    locked = (Score.state == ScoreState.CONFIRMED, Score.total.is_null(False), Score.place.is_null())
    return model.id.in_(live_scores(*locked))


def to_promote(model):
    """Places are known, nobody has been told who goes on, and there is a stage to go on to."""
    later = Stage.alias()
    follows = fn.EXISTS(
        later.select(later.id).where(
            later.contest == model.contest, later.number > model.number, later.deleted_at.is_null()
        )
    )
    return model.id.in_(placed()) & model.id.not_in(live_scores(Score.goes_on.is_null(False))) & follows


def to_release(model):
    return model.id.in_(placed())


def to_award(model):
    """Its last stage is ranked, there are prizes, and nobody has one."""
    prizes = Prize.select(Prize.contest).where(Prize.deleted_at.is_null())
    given = Honour.select(Honour.contest).where(Honour.deleted_at.is_null(), Honour.contest.is_null(False))
    later = Stage.alias()
    last = Stage.select(Stage.contest).where(
        Stage.id.in_(placed()),
        Stage.deleted_at.is_null(),
        ~fn.EXISTS(
            later.select(later.id).where(
                later.contest == Stage.contest, later.number > Stage.number, later.deleted_at.is_null()
            )
        ),
    )
    return model.id.in_(prizes) & model.id.not_in(given) & model.id.in_(last)
