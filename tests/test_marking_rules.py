"""What marks come to: exact, within bounds, the same in any order; which schemes and judges will do."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from choices import CriterionKind, Module
from language import speaking
from rules import marking


@dataclass(frozen=True)
class Criterion:
    id: int = 1
    module: Module = Module.PRACTICE
    kind: CriterionKind = CriterionKind.JUDGEMENT
    weight: Decimal = Decimal(100)
    worst: Decimal | None = None
    best: Decimal | None = None


def measured(worst, best, weight=100):
    return Criterion(
        kind=CriterionKind.MEASURED, worst=Decimal(worst), best=Decimal(best), weight=Decimal(weight)
    )


cents = st.decimals(0, 1000, places=2)
weights = st.decimals("0.01", 100, places=2)
steps = st.lists(st.sampled_from([Decimal(step) for step in range(4)]), min_size=3, max_size=3)


# One criterion -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("criterion", "values", "marks"),
    [
        (Criterion(), [3, 3, 3], "100.00"),
        (Criterion(), [0, 0, 0], "0.00"),
        (Criterion(), [2, 2, 3], "77.78"),
        (Criterion(weight=Decimal("22.5")), [1, 1, 2], "10.00"),
        (measured(0, 100), [Decimal("85.5")], "85.50"),
        (measured(120, 60), [90], "50.00"),  # seconds: fewer is better
        (measured(120, 60), [60], "100.00"),
        (measured(120, 60), [130], "0.00"),
        (measured(120, 60), [30], "100.00"),
        (measured(0, 3, 10), [1], "3.33"),
        (measured(0, 8, "0.04"), [1], "0.01"),  # half a cent goes up
    ],
)
def test_marks_by_example(criterion, values, marks):
    assert str(marking.earned(criterion, [Decimal(value) for value in values])) == marks


@given(weights, steps)
def test_a_judgement_earns_its_share_exactly_and_never_more_than_its_weight(weight, values):
    marks = marking.earned(Criterion(weight=weight), values)
    assert 0 <= marks <= weight
    assert abs(Fraction(marks) - Fraction(weight) * Fraction(sum(values)) / 9) <= Fraction(1, 200)
    assert marks == marking.earned(Criterion(weight=weight), values[::-1])


@given(weights, cents, cents, cents, cents)
def test_a_better_value_never_earns_less(weight, worst, best, one, other):
    if worst == best:
        return
    criterion = Criterion(kind=CriterionKind.MEASURED, weight=weight, worst=worst, best=best)
    low, high = sorted((one, other), reverse=best < worst)
    assert marking.earned(criterion, [low]) <= marking.earned(criterion, [high]) <= weight


@given(st.fractions(0, 1000))
def test_rounding_to_the_cent_moves_by_half_a_cent_at_most(amount):
    rounded = Fraction(marking.cents(amount))
    assert abs(rounded - amount) <= Fraction(1, 200)
    assert rounded != amount - Fraction(1, 200)  # half goes up


@given(st.decimals(0, 100, places=2), st.decimals(0, 100, places=2), st.integers(0, 100))
def test_the_total_lies_between_its_modules(theory, practice, weight):
    total = marking.total(theory, practice, weight)
    assert min(theory, practice) <= total <= max(theory, practice)
    assert marking.total(theory, practice, 100) == theory
    assert marking.total(theory, practice, 0) == practice


# The scheme ----------------------------------------------------------------------------------------


@given(st.lists(weights, min_size=1, max_size=8), st.lists(weights, max_size=8), st.integers(0, 100))
def test_a_scheme_will_do_only_if_each_module_that_counts_adds_up_to_100(practice, theory, share):
    criteria = [Criterion(weight=weight) for weight in practice]
    criteria += [Criterion(weight=weight, module=Module.THEORY) for weight in theory]
    good = sum(practice) == (100 if share < 100 else 0) and sum(theory) == (100 if share else 0)
    assert (marking.flaws(criteria, share) == []) == good


def test_what_is_wrong_with_a_scheme_is_said_with_its_figures():
    with speaking("en"):
        (words,) = marking.flaws([Criterion(weight=Decimal("94.5"))], 0)
        assert words == "The weights of the module “Practice” add up to 94.5 instead of 100."
        assert len(marking.flaws([], 30)) == 2
        assert len(marking.flaws([Criterion(), Criterion(module=Module.THEORY)], 0)) == 1


@pytest.mark.parametrize(("value", "good"), [("0", 1), ("3", 1), ("4", 0), ("1.5", 0), ("-1", 0)])
def test_a_judgement_is_a_whole_number_up_to_three(value, good):
    assert bool(marking.fits(CriterionKind.JUDGEMENT, Decimal(value))) != bool(good)
    assert not marking.fits(CriterionKind.MEASURED, Decimal(value))


# Judges --------------------------------------------------------------------------------------------

judges = st.lists(st.integers(1, 9), unique=True, max_size=6)


@given(judges, st.sets(st.integers(1, 9)), st.sampled_from(CriterionKind))
def test_who_is_barred_never_acts_and_nobody_acts_out_of_turn(assigned, barred, kind):
    acting = marking.acting(kind, assigned, barred)
    assert not barred & set(acting)
    free = [judge for judge in assigned if judge not in barred]
    assert acting == free[: len(acting)]
    assert len(acting) == min(len(free), marking.JUDGES[kind])


@given(
    judges, st.sets(st.integers(1, 9)), st.dictionaries(st.integers(1, 9), st.sampled_from(range(4))), judges
)
def test_a_cell_is_done_only_with_three_marks_that_lie_close(assigned, barred, given, again):
    given = {judge: Decimal(value) for judge, value in given.items()}
    cell = marking.cell(Criterion(), assigned, barred, given, again)
    counted = list(cell.values.values())
    assert len(counted) + len(cell.lacking) + cell.short == 3
    assert (cell.marks is not None) == (len(counted) == 3)
    assert cell.done == (len(counted) == 3 and max(counted) - min(counted) <= 1)
    assert not set(cell.values) & {*barred, *again}


def test_an_entry_has_a_result_once_every_criterion_is_done():
    theory = Criterion(1, Module.THEORY, CriterionKind.MEASURED, Decimal(100), Decimal(0), Decimal(100))
    practice = Criterion(2)
    done = marking.cell(theory, [1], (), {1: Decimal("80.5")})
    open_ = marking.cell(practice, [2, 3, 4], (), {2: Decimal(3), 3: Decimal(2)})
    apart = marking.cell(practice, [2, 3, 4], (), {2: Decimal(3), 3: Decimal(1), 4: Decimal(2)})
    agreed = marking.cell(practice, [2, 3, 4], (), {2: Decimal(3), 3: Decimal(2), 4: Decimal(2)})
    for cell in (open_, apart):
        assert marking.result([theory, practice], {1: done, 2: cell}, 30) is None
    found = marking.result([theory, practice], {1: done, 2: agreed}, 30)
    assert [str(one) for one in (found.theory, found.practice, found.total)] == ["80.50", "77.78", "78.60"]
    alone = marking.result([practice], {2: agreed}, 0)
    assert (alone.theory, alone.total) == (None, Decimal("77.78"))


def test_who_moves_is_named_with_both_places():
    assert marking.moved({1: 1, 2: 2, 3: 3}, {1: 2, 2: 1, 3: 3}) == {1: (1, 2), 2: (2, 1)}
