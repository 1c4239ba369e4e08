"""What posts ask for and the people in them cannot do yet, as queries. What is made of it is `gaps`' and others'."""

from collections import defaultdict

from peewee import JOIN, Case, fn

from models import ItemMastery, Position, PositionItem, SkillItem, SkillProfile


def asked_of_people(*selection):
    """One row for each item that the post of somebody asks of them, with how well they master it: a query.

    Its tables: SkillProfile, Position, PositionItem, SkillItem, and ItemMastery where there is a judgement.
    """
    live = [one.deleted_at.is_null() for one in (SkillProfile, Position, PositionItem, SkillItem)]
    query = SkillProfile.select(*selection).join_from(SkillProfile, Position)
    query = query.join_from(Position, PositionItem, on=PositionItem.position == Position.id)
    query = query.join_from(PositionItem, SkillItem, on=PositionItem.item == SkillItem.id)
    latest = (
        (ItemMastery.worker == SkillProfile.worker)
        & (ItemMastery.item == PositionItem.item)
        & ItemMastery.deleted_at.is_null()
        & ~fn.EXISTS(later_than(ItemMastery))
    )
    return query.join_from(PositionItem, ItemMastery, JOIN.LEFT_OUTER, on=latest).where(*live)


def later_than(judgement):
    """The judgements of the same item and person after one: a query."""
    later = judgement.alias()
    same = (later.worker == judgement.worker) & (later.item == judgement.item)
    return later.select(later.id).where(
        same, later.deleted_at.is_null(), later.judged_on > judgement.judged_on
    )


AT_ONCE = 500
HAVE = fn.COALESCE(ItemMastery.mastery.cast("integer"), 0)
ASKED = PositionItem.mastery.cast("integer")
SHORT = HAVE < ASKED
MISSING = Case(None, [(SHORT, ASKED - HAVE)], 0)  # grades of mastery


def short_of(item: int):
    """The people whose post asks for an item that they do not master so far: a query of ids."""
    return asked_of_people(SkillProfile.worker).where(PositionItem.item == item, SHORT)


def gaps_of(workers) -> dict[int, dict[int, int]]:
    """{worker: {item: grades of mastery that are missing}}, of who lacks something."""
    found = defaultdict(dict)
    workers = list(workers)
    for some in (workers[start : start + AT_ONCE] for start in range(0, len(workers), AT_ONCE)):
        query = asked_of_people(SkillProfile.worker, PositionItem.item, MISSING)
        for worker, item, missing in query.where(SkillProfile.worker.in_(some), SHORT).tuples():
            found[worker][item] = int(missing)
    return found
