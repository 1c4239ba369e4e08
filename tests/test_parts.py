"""A record saved with its parts: all of it or nothing."""

import pytest

import operations
import scope
from models import Audit, Contest, Score, Stage
from operations import Invalid, Refused
from tests.make import again, make, unsaved

SYSTEM = scope.SYSTEM


def test_a_record_and_its_parts_are_saved_together(desk):
    contest = unsaved(Contest)
    stages = [Stage(number=1, kind="first_round"), Stage(number=2, kind="final")]
    operations.save(contest, SYSTEM, parts=stages)
    assert [stage.number for stage in contest.stages.order_by(Stage.number)] == [1, 2]


def test_a_bad_part_leaves_nothing_behind_and_is_named(desk):
    contest = unsaved(Contest)
    before = Audit.select().count()
    with pytest.raises(Invalid) as refusal:
        operations.save(
            contest, SYSTEM, parts=[Stage(number=1, kind="final"), Stage(number=99, kind="final")]
        )
    assert {line: set(problems) for line, problems in refusal.value.children.items()} == {1: {"number"}}
    assert not Contest.select().exists()
    assert not Stage.select().exists()
    assert Audit.select().count() == before


def test_a_part_taken_out_makes_room_for_the_next_and_lies_in_the_trash(desk):
    old = make(Stage, number=1)
    operations.save(old.contest, SYSTEM, parts=[Stage(number=1, kind="final")], gone=[old])
    assert again(old).deleted_at
    assert old.contest.stages.where(Stage.deleted_at.is_null()).count() == 1


def test_only_a_part_of_this_record_can_be_taken_out(desk):
    contest, foreign = make(Contest), make(Stage)
    contest.note = "改"
    with pytest.raises(Refused):
        operations.save(contest, SYSTEM, gone=[foreign])
    assert again(foreign).deleted_at is None
    assert again(contest).note != "改"


def test_a_part_that_others_need_is_not_taken_out(desk):
    score = make(Score)
    with pytest.raises(Refused):
        operations.save(score.stage.contest, SYSTEM, gone=[score.stage])
    assert again(score.stage).deleted_at is None
