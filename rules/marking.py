"""Marks of judges made marks of a contest: what a scheme must be, who marks, what an entry gets, who moves. Pure.

All figures are exact decimals. A criterion is anything with `module`, `kind`, `weight`, `worst` and `best`.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from choices import CriterionKind, Module
from language import gettext
from language import lazy as _

WHOLE = Decimal(100)
CENT = Decimal("0.01")
HIGHEST = 3  # of a judgement
JUDGES = {CriterionKind.MEASURED: 1, CriterionKind.JUDGEMENT: 3}
WIDEST = 1  # judgements of one entry that lie further apart are talked over and given anew


# The scheme ----------------------------------------------------------------------------------------


def flaws(criteria: Sequence, theory_weight: int) -> list[str]:
    """Why a marking scheme cannot be used, in words; none where it can."""
    counts = {Module.THEORY: theory_weight, Module.PRACTICE: 100 - theory_weight}
    return [words for module, share in counts.items() if (words := flaw(criteria, module, share))]


def flaw(criteria, module, share):
    weights = [one.weight for one in criteria if one.module == module]
    if not share and weights:
        return gettext(
            "The module “%(module)s” counts for nothing in the total and yet has criteria.",
            module=str(module.words),
        )
    if share and sum(weights) != WHOLE:
        return gettext(
            "The weights of the module “%(module)s” add up to %(sum)s instead of 100.",
            module=str(module.words), sum=plain(sum(weights, Decimal(0))),
        )  # fmt: skip
    return ""


def plain(value: Decimal) -> str:
    """`99.5`: without noughts at the end."""
    return f"{value.normalize():f}" if value else "0"


def fits(kind: CriterionKind, value: Decimal):
    """Why a value cannot be given, in words; "" where it can."""
    if kind == CriterionKind.JUDGEMENT and (value != value.to_integral_value() or not 0 <= value <= HIGHEST):
        return _("must be 0, 1, 2 or 3 for a judgement")
    return ""


# Marks ---------------------------------------------------------------------------------------------


def earned(criterion, values: Sequence[Decimal]) -> Decimal:
    """The marks that the values of all its judges earn, from 0 to the criterion's weight, to the cent."""
    if criterion.kind == CriterionKind.JUDGEMENT:
        share = Fraction(sum(map(Fraction, values)), HIGHEST * len(values))
    else:
        share = measured(criterion.worst, criterion.best, values[0])
    return cents(share * Fraction(criterion.weight))


def measured(worst: Decimal, best: Decimal, value: Decimal) -> Fraction:
    """The share that a value earns: nothing at `worst`, all at `best`, evenly between, whichever is larger."""
    return min(max(Fraction(value - worst) / Fraction(best - worst), Fraction(0)), Fraction(1))


def cents(amount: Fraction) -> Decimal:
    """Half a cent goes up, and nothing is lost on the way to it."""
    whole, rest = divmod(amount * 100, 1)
    return ((Decimal(int(whole)) + (1 if rest * 2 >= 1 else 0)) * CENT).quantize(CENT, ROUND_HALF_UP)


def total(theory: Decimal | None, practice: Decimal | None, theory_weight: int) -> Decimal:
    """Both modules weighed; worked out from their printed marks, so that anybody can work it out again."""
    weighed = Fraction(theory or 0) * theory_weight + Fraction(practice or 0) * (100 - theory_weight)
    return cents(weighed / 100)


# Who marks -----------------------------------------------------------------------------------------


def unit_of(organisation: int | None, enterprise: int | None) -> tuple[str, int | None]:
    """The unit that somebody stands for: the enterprise, without one the union."""
    return ("enterprise", enterprise) if enterprise else ("union", organisation)


def acting(kind: CriterionKind, assigned: Iterable[int], barred: Collection[int]) -> list[int]:
    """The judges whose marks count for an entry: the first who may, in the order in which they were named."""
    return [judge for judge in assigned if judge not in barred][: JUDGES[kind]]


@dataclass(frozen=True)
class Cell:
    """How one entry stands in one criterion."""

    marks: Decimal | None = None  # what is earned; None while something is missing
    lacking: tuple[int, ...] = ()  # the judges who have not marked yet, or are to mark again
    short: int = 0  # judges who must still be named
    alarm: bool = False  # judgements too far apart
    values: Mapping[int, Decimal] = field(default_factory=dict)  # of those whose marks count

    @property
    def done(self):
        return self.marks is not None and not self.alarm


def cell(criterion, assigned: Iterable[int], barred, given: Mapping[int, Decimal], again=()) -> Cell:
    """`given`: {judge: value}; `again`: the judges who are to mark anew, because it was talked over."""
    judges = acting(criterion.kind, assigned, barred)
    short = JUDGES[criterion.kind] - len(judges)
    values = {judge: given[judge] for judge in judges if judge in given and judge not in again}
    lacking = tuple(judge for judge in judges if judge not in values)
    if short or lacking:
        return Cell(lacking=lacking, short=short, values=values)
    return Cell(earned(criterion, [*values.values()]), alarm=spread(criterion.kind, values), values=values)


def spread(kind: CriterionKind, values: Mapping[int, Decimal]) -> bool:
    """Whether three judges saw such different things that they must talk."""
    return kind == CriterionKind.JUDGEMENT and max(values.values()) - min(values.values()) > WIDEST


@dataclass(frozen=True)
class Result:
    """What an entry reached; a module that does not count has no marks."""

    theory: Decimal | None
    practice: Decimal | None
    total: Decimal


def result(criteria: Sequence, cells: Mapping[int, Cell], theory_weight: int) -> Result | None:
    """The marks of an entry, or None while a criterion is open. `cells`: {criterion id: how it stands}."""
    if not all(cells[one.id].done for one in criteria):
        return None
    modules = {module: [cells[one.id].marks for one in criteria if one.module == module] for module in Module}
    theory, practice = (sum(marks, Decimal(0)) if marks else None for marks in modules.values())
    return Result(theory, practice, total(theory, practice, theory_weight))


# A correction --------------------------------------------------------------------------------------


def moved(before: Mapping[int, int | None], after: Mapping[int, int | None]) -> dict[int, tuple]:
    """{entry: (old place, new place)} of every entry whose place changes."""
    return {entry: (place, after.get(entry)) for entry, place in before.items() if place != after.get(entry)}
