"""People who are there twice: stopped, warned of, listed, made one with every link, made two again, told apart."""

import re
from datetime import date

import peewee
import pytest
from hypothesis import given
from hypothesis import strategies as st

import models
import operations
import scope
from choices import Act, ContractState, IdKind, Likeness, Role
from models import Audit, LikelyPair, Merge, Worker, columns
from operations import Refused, likeness, links, merging, separating, trail
from rules import merging as rule
from tests.front_door import Person, mistakes
from tests.make import actor, again, county, make, resident, unsaved

SYSTEM = scope.SYSTEM
LINKS = merging.links_to(Worker)


@pytest.fixture
def unions(desk):
    return county()


@pytest.fixture
def twins(unions):
    """One person twice in the left union; the first is to stay."""
    return pair(unions[1], unions[1])


def pair(*unions):
    first = make(Worker, organisation=unions[0], name="王建国", phone="13812345678")
    return first, make(Worker, organisation=unions[1], name="王建国", phone="13812345678", id_number=None)


def post(person, address, **fields):
    token = person.form("/password")["csrf_token"]
    person.last = person.client.post(address, data={"csrf_token": token, **fields})
    return person.last


def picture():
    """Every record there is, with all its columns, and which are in the trash."""
    return {
        model: {
            r.id: ({c.name: c.plain(r.__data__[c.name]) for c in columns(model)}, r.deleted_at is None)
            for r in model.select()
        }
        for model in models.RECORDS
    }


# The decision -------------------------------------------------------------------------------------

texts = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(["", "x", "y"]), min_size=6, max_size=6)


@given(texts, texts, st.sets(st.sampled_from("abcdef")))
def test_a_column_comes_from_the_record_that_was_chosen_and_nothing_else_changes(kept, lost, taken):
    merged = rule.merged(kept, lost, taken)
    assert merged == {name: lost[name] if name in taken else kept[name] for name in kept}
    gone = rule.given_up(kept, lost, taken)
    for name in kept:
        there = {merged[name], gone.get(name, "")} - {""}
        assert there == {kept[name], lost[name]} - {""}


@given(texts, texts)
def test_what_is_suggested_gives_up_nothing_that_the_other_lacks(kept, lost):
    taken = rule.suggested(kept, lost)
    merged = rule.merged(kept, lost, taken)
    assert all(merged[name] for name in kept if kept[name] or lost[name])
    assert all(kept[name] == merged[name] for name in kept if kept[name])


# Strict: it stops ---------------------------------------------------------------------------------


def test_the_same_number_stops_with_the_code_of_whom_one_may_see(unions, desk):
    _top, left, right = unions
    there = make(Worker, organisation=left)
    for union, named in ((left, True), (right, False)):
        person = Person(desk, f"p{union.id}", Role.UNION, union)
        answer = person.fill(
            "/admin/worker/new/",
            name="李四",
            organisation=union.code,
            id_kind="resident",
            id_number=there.id_number,
        )
        assert answer.status_code == 422
        text = answer.get_data(as_text=True)
        assert (f'<a href="/admin/worker/details/?id={there.id}">{there.code}</a>' in text) == named
        assert (there.name in text) == named
        assert mistakes(answer)


def test_a_passport_is_the_same_however_it_is_written(unions):
    make(Worker, id_kind=IdKind.PASSPORT, id_number="E1234-5678")
    for number, stops in (("E12345678", True), ("E12345679", False)):
        worker = unsaved(Worker, id_kind=IdKind.PASSPORT, id_number=number)
        if stops:
            with pytest.raises(operations.Invalid):
                operations.save(worker, SYSTEM)
        else:
            assert operations.save(worker, SYSTEM).id


# Broad: it warns ----------------------------------------------------------------------------------

ALIKE = [
    ({"name": "王建国", "phone": "13812345678"}, {}, True),
    ({"name": "王建国", "born_on": date(1990, 1, 1), "id_number": None}, {}, True),
    ({"name": "王建国", "enterprise": "same"}, {"name": "王建果", "id_number": None, "phone": None, "born_on": None}, True),
    ({"name": "王建国", "phone": "13812345678"}, {"name": "李四"}, False),
    ({"name": "王建国", "phone": "13812345678"}, {"id_number": resident("62070219850101123")}, False),
    ({"name": "王建国", "enterprise": "same"}, {"name": "王建果", "phone": "13912345678", "id_number": None}, False),
]  # fmt: skip


@pytest.mark.parametrize(("common", "other", "alike"), ALIKE)
def test_who_looks_alike_is_found_at_the_save_and_at_night(unions, common, other, alike):
    if common.get("enterprise"):
        common = {**common, "enterprise": make(models.Enterprise, organisation=unions[1])}
    first = make(Worker, organisation=unions[1], **{"id_number": resident("62070219900101123"), **common})
    values = {"organisation": unions[1], "id_number": None, "phone": None, **common, **other}
    second = make(Worker, **values)
    if values.get("id_number") is None and "born_on" not in values:
        Worker.update(born_on=None).where(Worker.id == second.id).execute()
    assert [w.id for w in likeness.like(again(second), SYSTEM)] == ([first.id] if alike else [])
    likeness.look_for_pairs()
    assert [(p.first, p.second) for p in LikelyPair.select()] == ([(first.id, second.id)] if alike else [])


def test_a_form_warns_after_saving_and_leads_to_both(unions, desk):
    _top, left, _right = unions
    first = make(Worker, organisation=left, name="王建国", phone="13812345678")
    person = Person(desk, "left", Role.UNION, left)
    person.fill("/admin/worker/new/", name="王建国", phone="13812345678", organisation=left.code)
    second = Worker.select().order_by(Worker.id.desc()).get()
    page = person.text(person.last.headers["Location"])
    address = f"/admin/duplicates/worker/{first.id}/{second.id}/"
    assert address in page
    assert person.get(address).status_code == 200
    assert address in person.text("/admin/duplicates/")


def test_nobody_learns_of_a_pair_of_which_one_is_foreign(unions, desk):
    top, left, right = unions
    first, second = pair(left, right)
    likeness.look_for_pairs()
    people = {u: Person(desk, f"p{u.id}", Role.UNION, u) for u in unions}
    reader = Person(desk, "reader", Role.READER, top)
    for union, sees in ((top, True), (left, False), (right, False)):
        own = second if union is right else first
        address = f"/admin/duplicates/worker/{first.id}/{second.id}/"
        assert (address in people[union].text("/admin/duplicates/")) == sees
        assert people[union].get(address).status_code == (200 if sees else 404)
        for door in ("apart", ""):
            assert sees or post(people[union], address + door).status_code == 404
        assert ("疑似同一人" in people[union].text(f"/admin/worker/details/?id={own.id}")) == sees
    assert reader.get("/admin/duplicates/").status_code == 403
    assert LikelyPair.get().state == Likeness.SUSPECTED
    assert again(second).deleted_at is None


def test_told_apart_is_remembered_until_somebody_says_otherwise(twins, unions, desk):
    first, second = twins
    likeness.look_for_pairs()
    person = Person(desk, "left", Role.UNION, unions[1])
    address = f"/admin/duplicates/worker/{first.id}/{second.id}/"
    post(person, address + "apart", different="yes")
    likeness.look_for_pairs()
    assert likeness.suspect(second, SYSTEM) == []
    assert address not in person.text("/admin/duplicates/")
    assert first.code in person.text("/admin/duplicates/?state=different")
    assert {trail.history(one)[0].act for one in twins} == {Act.TOLD_APART}
    post(person, address + "apart", different="no")
    assert address in person.text("/admin/duplicates/")


# Made one -----------------------------------------------------------------------------------------


def linked(link, worker):
    """A row that links to the worker by this column."""
    if issubclass(link.model, models.Record):
        return make(link.model, **{link.name: worker, "organisation": worker.organisation})
    contract = make(models.MentorshipContract, mentor=worker)
    links.make("sign_contract", contract, worker, SYSTEM)
    return models.PersonalLink.get()


def test_every_link_there_is_is_known():
    """From the tables themselves; private choices hang on profiles, which are not compared."""
    all_of_them = {
        field
        for model in [*models.RECORDS, *models.BOOKKEEPING]
        for field in model._meta.sorted_fields
        if isinstance(field, peewee.ForeignKeyField) and field.rel_model is Worker
    }
    assert set(LINKS) == all_of_them
    private = {
        field.rel_model for field in models.MatchChoice._meta.sorted_fields if hasattr(field, "rel_model")
    }
    assert not private & set(likeness.comparable())


@pytest.mark.parametrize("link", LINKS, ids=lambda link: f"{link.model._meta.table_name}.{link.name}")
@pytest.mark.parametrize("trashed", [False, True], ids=["live", "in the trash"])
def test_every_link_is_led_over_and_led_back(twins, link, trashed):
    first, second = twins
    row = linked(link, second)
    if trashed and isinstance(row, models.Record):
        operations.delete(row, SYSTEM)
    before = picture()
    done = merging.merge(again(first), again(second), (), SYSTEM)
    assert getattr(again(row), link.column_name) == first.id
    assert again(second).deleted_at is not None
    separating.undo(done, SYSTEM)
    assert getattr(again(row), link.column_name) == second.id
    assert picture() == before


def test_the_page_chooses_per_column_and_undoes(twins, unions, desk):
    first, second = twins
    number = first.id_number
    second.post, second.id_number = "班长", None
    second.note = "另一条"
    second = operations.save(second, SYSTEM)
    skill = make(models.Skill, worker=second)
    person = Person(desk, "left", Role.UNION, unions[1])
    address = f"/admin/duplicates/worker/{first.id}/{second.id}/"
    assert skill.code not in person.text(address)
    before = picture()
    page = person.text(address)
    versions = dict(re.findall(r'name="(version-\w+)" value="(\d+)"', page))
    answer = post(person, address, **versions, **{"take-post": "leaving", "take-note": "staying"})
    assert answer.status_code == 302
    stays = again(first)
    assert (stays.post, stays.note, stays.id_number) == ("班长", first.note, number)
    assert again(skill).worker_id == first.id
    assert trail.history(stays)[0].act == Act.MERGED
    moved = person.client.get(f"/admin/worker/details/?id={second.id}")
    assert moved.headers["Location"].endswith(f"/admin/worker/details/?id={first.id}")
    assert f'→ <a href="/admin/worker/details/?id={first.id}">' in person.text("/admin/worker/trash/")
    undo = re.search(
        r'action="(/admin/duplicates/undo/\d+/)"', person.text(f"/admin/worker/details/?id={first.id}")
    )[1]
    post(person, undo)
    assert picture() == before
    assert post(person, undo).status_code == 302
    assert picture() == before


def test_a_number_that_only_the_one_that_leaves_has_is_taken_over(unions):
    first = make(Worker, organisation=unions[1], id_number=None)
    second = make(Worker, organisation=unions[1])
    number, before = second.id_number, picture()
    suggested = rule.suggested(merging.texts(first), merging.texts(second))
    assert "id_number" in suggested
    done = merging.merge(first, second, suggested, SYSTEM)
    assert again(first).id_number == number
    assert number not in str(list(Merge.select().tuples()))
    separating.undo(done, SYSTEM)
    assert picture() == before


def test_what_both_have_goes_along_and_comes_back(twins):
    first, second = twins
    trade = make(models.Trade)
    kept = make(models.Skill, worker=first, trade=trade)
    double = make(models.Skill, worker=second, trade=trade, level=kept.level)
    outcome = merging.rehearse(again(first), again(second), (), SYSTEM)
    assert ([row.id for row, _words in outcome.staying], outcome.possible) == ([double.id], True)
    before = picture()
    done = merging.merge(again(first), again(second), (), SYSTEM)
    assert again(double).deleted_at is not None
    separating.undo(done, SYSTEM)
    assert picture() == before


def test_a_conflict_is_said_beforehand_and_nothing_is_changed(twins, unions, desk):
    first, second = twins
    contest = make(models.Contest, organisation=unions[1], team_size=2)
    for worker in twins:
        make(models.EntryMember, worker=worker, entry=make(models.Entry, contest=contest))
    member = models.EntryMember.get(models.EntryMember.worker == second.id)
    person = Person(desk, "left", Role.UNION, unions[1])
    address = f"/admin/duplicates/worker/{first.id}/{second.id}/"
    before, lines = picture(), Audit.select().count()
    page = person.text(address)
    assert f'<a href="/admin/entry_member/details/?id={member.id}">' in page
    versions = dict(re.findall(r'name="(version-\w+)" value="(\d+)"', page))
    assert post(person, address, **versions).status_code == 422
    assert (picture(), Audit.select().count(), Merge.select().count()) == (before, lines, 0)
    operations.delete(member, SYSTEM)
    assert post(person, address, **versions).status_code == 302


def test_mentor_and_apprentice_of_one_contract_are_not_made_one(twins):
    first, second = twins
    make(models.MentorshipContract, mentor=first, apprentice=second, organisation=first.organisation)
    with pytest.raises(Refused):
        merging.merge(again(first), again(second), (), SYSTEM)
    assert again(second).deleted_at is None


def test_a_signature_stands_when_the_signer_is_made_one(twins):
    first, second = twins
    contract = make(models.MentorshipContract, mentor=second, organisation=first.organisation)
    signed = models.now()
    models.MentorshipContract.update(mentor_signed_at=signed, state=ContractState.SIGNED).execute()
    merging.merge(again(first), again(second), (), SYSTEM)
    after = again(contract)
    assert (after.mentor_id, after.mentor_signed_at, after.state) == (first.id, signed, ContractState.SIGNED)


def test_what_links_from_another_union_is_left_to_the_union_above(twins, unions):
    top, left, right = unions
    first, second = twins
    entry = make(models.Entry, contest=make(models.Contest, organisation=right))
    member = make(models.EntryMember, worker=second, entry=entry)
    by = actor(Role.UNION, left)
    outcome = merging.rehearse(again(first), again(second), (), by)
    assert (outcome.hidden, outcome.blocked, outcome.possible) == (True, [], False)
    with pytest.raises(Refused) as refusal:
        merging.merge(again(first), again(second), (), by)
    assert member.code not in refusal.value.words
    merging.merge(again(first), again(second), (), actor(Role.UNION, top))
    assert again(member).worker_id == first.id


def test_a_reader_merges_nothing_and_a_stale_page_neither(twins, unions, desk):
    first, second = twins
    address = f"/admin/duplicates/worker/{first.id}/{second.id}/"
    for person, status in (
        (Person(desk, "reader", Role.READER, unions[1]), 403),
        (Person(desk, "left", Role.UNION, unions[1]), 422),
    ):
        form = {"version-staying": first.version, "version-leaving": second.version - 1}
        assert post(person, address, **form).status_code == status
    assert again(second).deleted_at is None


# Two again ----------------------------------------------------------------------------------------


def change_taken(first, second, skill):
    first = again(first)
    first.post = "队长"
    operations.save(first, SYSTEM)
    return first.code


def change_link(first, second, skill):
    skill = again(skill)
    skill.worker = make(Worker)
    operations.save(skill, SYSTEM)
    return skill.code


def restored(first, second, skill):
    operations.restore(second, SYSTEM)
    return ""


@pytest.mark.parametrize("touch", [change_taken, change_link, restored])
def test_an_undo_after_a_change_is_refused_by_name_and_as_a_whole(twins, touch):
    first, second = twins
    second.post = "班长"
    second = operations.save(second, SYSTEM)
    skill = make(models.Skill, worker=second)
    done = merging.merge(again(first), again(second), ["post"], SYSTEM)
    named, before = touch(first, second, skill), picture()
    with pytest.raises(Refused) as refusal:
        separating.undo(done, SYSTEM)
    assert named in refusal.value.words
    assert picture() == before


def test_another_column_may_change_before_the_undo(twins):
    first, second = twins
    done = merging.merge(again(first), again(second), (), SYSTEM)
    first = again(first)
    first.note = "后来改的"
    operations.save(first, SYSTEM)
    separating.undo(done, SYSTEM)
    assert again(first).note == "后来改的"
    assert again(second).deleted_at is None
