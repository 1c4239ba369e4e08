"""Delete, batch, trash, restore, purge on screen: each says first what goes along, and nothing goes unasked."""

import pytest
from front_door import Page, Person, codes, mistakes
from make import county, make, unsaved

import models
import operations
import scope
from choices import Role
from models import RECORDS, Audit, Skill, Worker
from operations import bulk

every_entity = pytest.mark.parametrize("model", RECORDS, ids=lambda model: model._meta.table_name)


@pytest.fixture
def office(desk):
    return Person(desk, "office")


def base(model):
    return f"/admin/{model._meta.table_name}/"


def token(person):
    return {"csrf_token": person.form("/password")["csrf_token"]}


def stored(record):
    return type(record).get_or_none(type(record).id == record.id)


def alive(record):
    return stored(record).deleted_at is None


def batch(person, records):
    """Tick, look at what is asked, agree."""
    address = base(type(records[0])) + "batch/?" + "&".join(f"id={one.id}" for one in records)
    fields = {**Page(person.text(address)).forms[-1], "id": [one.id for one in records]}
    return person.client.post(base(type(records[0])) + "batch/", data=fields)


def purge(person, record, confirm=None):
    address = f"{base(type(record))}purge/?id={record.id}"
    return person.client.post(address, data={**token(person), "confirm": confirm or record.code})


# Delete --------------------------------------------------------------------------------------------


def test_what_keeps_a_record_is_counted_by_kind_with_the_lists_behind(office):
    contract = make(models.MentorshipContract)
    text = office.text(f"{base(Worker)}delete/?id={contract.mentor.id}")
    assert (
        "师徒合同：1" in text
        or "师带徒合同：1" in text
        or f"{models.MentorshipContract._meta.title}：1" in text
    )
    link = f"/admin/mentorship_contract/?flt0_mentor-is={contract.mentor.code}"
    assert link in text
    assert codes(office.text(link)) == [contract.code]
    assert 'class="danger"' not in text


def test_parts_go_along_and_come_back_and_what_went_before_stays(office):
    worker = make(Worker)
    before, along = (make(Skill, worker=worker) for _time in range(2))
    operations.delete(before, scope.SYSTEM)
    assert f"{Skill._meta.title}：1" in office.text(f"{base(Worker)}delete/?id={worker.id}")
    office.fill(f"{base(Worker)}delete/?id={worker.id}")
    assert not any(map(alive, (worker, along, before)))
    office.client.post(f"{base(Worker)}restore/?id={worker.id}", data=token(office))
    assert [alive(one) for one in (worker, along, before)] == [True, True, False]


def test_a_record_changed_since_the_question_was_asked_is_not_deleted(office):
    worker = make(Worker)
    address = f"{base(Worker)}delete/?id={worker.id}"
    form = office.form(address)
    worker.post = "班长"
    operations.save(worker, scope.SYSTEM)
    assert office.client.post(address, data=form).status_code == 200
    assert alive(worker)


# Several at once -----------------------------------------------------------------------------------


@every_entity
def test_what_is_ticked_goes_to_the_trash_and_comes_back(office, model):
    records = [make(model), make(model)]
    text = office.text(base(model))
    assert all(f'form="ticks" name="id" value="{one.id}"' in text for one in records)
    assert batch(office, records).status_code == 302
    assert not any(map(alive, records))
    ids = [one.id for one in records]
    answer = office.client.post(f"{base(model)}restore/", data={**token(office), "id": ids})
    assert answer.status_code == 302
    assert all(map(alive, records))


def test_one_that_is_still_needed_keeps_all_of_them(office):
    free, needed = make(Worker), make(models.MentorshipContract).mentor
    address = f"{base(Worker)}batch/?id={free.id}&id={needed.id}"
    assert 'class="danger"' not in office.text(address)
    office.client.post(address, data={**token(office), "id": [free.id, needed.id]})
    assert alive(free)
    assert alive(needed)
    assert not Audit.select().where(Audit.act == "deleted").count()


def test_a_union_and_the_one_under_it_go_together_whatever_their_order(office):
    top = make(models.Organisation)
    under = make(models.Organisation, parent=top)
    assert batch(office, [top, under]).status_code == 302
    assert not alive(top)
    office.client.post(
        f"{base(models.Organisation)}restore/", data={**token(office), "id": [under.id, top.id]}
    )
    assert alive(top)
    assert alive(under)


def test_one_that_was_changed_meanwhile_keeps_all_of_them(office):
    records = [make(Worker), make(Worker)]
    fields = {
        **token(office),
        "id": [one.id for one in records],
        **{f"version-{r.id}": r.version for r in records},
    }
    records[1].post = "班长"
    operations.save(records[1], scope.SYSTEM)
    assert office.client.post(f"{base(Worker)}batch/", data=fields).status_code == 200
    assert all(map(alive, records))


def test_more_than_500_at_once_are_too_many(office):
    make(Worker)
    many = "&".join(f"id={number}" for number in range(1, 502))
    assert office.get(f"{base(Worker)}batch/?{many}").status_code == 413


# The trash -----------------------------------------------------------------------------------------


@every_entity
def test_the_trash_lists_who_deleted_what_within_ones_own_unions(desk, model):
    top, left, right = county()
    own, foreign = (make(model, organisation=union) for union in (left, right))
    clerk = Person(desk, "clerk", Role.CLERK, top, areas=(model._meta.area,))
    for record in (own, foreign):
        operations.delete(record, scope.SYSTEM)
    if model._meta.scope is None:
        assert clerk.get(f"{base(model)}trash/").status_code == 403
        return
    township = Person(desk, "left", Role.UNION, left)
    text = township.text(f"{base(model)}trash/")
    assert f'value="{own.id}"' in text
    assert f'value="{foreign.id}"' not in text
    assert "系统" in text
    data = {**token(township), "id": [own.id, foreign.id]}
    township.client.post(f"{base(model)}restore/", data=data)
    assert not alive(foreign)
    assert not alive(own)
    township.client.post(f"{base(model)}restore/?id={own.id}", data=token(township))
    assert alive(own)
    assert f'value="{foreign.id}"' in clerk.text(f"{base(model)}trash/")


def test_a_part_is_listed_with_what_it_went_with_and_not_by_itself(office):
    skill = make(Skill)
    operations.delete(skill.worker, scope.SYSTEM)
    assert f'value="{skill.id}"' not in office.text(f"{base(Skill)}trash/")
    assert f"{Skill._meta.title}：1" in office.text(f"{base(Worker)}trash/")


@pytest.mark.parametrize("role", [Role.READER, Role.AUDITOR])
def test_who_only_reads_finds_no_trash_and_no_batch(desk, role):
    worker = make(Worker)
    reader = Person(desk, "reader", role, worker.organisation)
    text = reader.text(base(Worker))
    assert "batch" not in text
    assert "trash" not in text
    for door in ("trash/", f"batch/?id={worker.id}", f"purge/?id={worker.id}"):
        assert reader.get(base(Worker) + door).status_code == 403
        answer = reader.client.post(base(Worker) + door, data={**token(reader), "id": worker.id})
        assert answer.status_code in (403, 405)
    assert alive(worker)


def test_a_foreign_record_among_the_ticked_is_as_one_that_is_not_there(desk):
    _top, left, right = county()
    own, foreign = make(Worker, organisation=left), make(Worker, organisation=right)
    township = Person(desk, "left", Role.UNION, left)
    for guess in (foreign.id, 999_999):
        assert township.get(f"{base(Worker)}batch/?id={own.id}&id={guess}").status_code == 404
        data = {**token(township), "id": [own.id, guess]}
        assert township.client.post(f"{base(Worker)}batch/", data=data).status_code == 404
    assert alive(own)
    assert alive(foreign)


# For good ------------------------------------------------------------------------------------------


def test_the_administrator_removes_for_good_after_typing_the_code_and_it_is_recorded(office):
    skill = make(Skill)
    worker = skill.worker
    operations.delete(worker, scope.SYSTEM)
    assert purge(office, worker, "W-").status_code == 422
    assert stored(worker)
    assert purge(office, worker).status_code == 302
    assert stored(worker) is None
    assert stored(skill) is None
    line = Audit.select().where(Audit.act == "purged", Audit.entity == "worker").get()
    assert (line.entity, line.record, line.who) == ("worker", worker.id, "office")


def test_what_is_entered_next_does_not_inherit_the_past_of_what_was_removed(office):
    skill = make(Skill)
    operations.delete(skill.worker, scope.SYSTEM)
    purge(office, skill.worker)
    union, trade = models.Organisation.get(), models.Trade.get()
    assert make(Worker, organisation=union, trade=trade).id > skill.worker.id
    loaded = [
        unsaved(Skill, worker=Worker.get(), trade=trade, level=level, certificate=level)
        for level in ("1", "2")
    ]
    bulk.load(Skill, loaded, scope.SYSTEM)
    assert min(one.id for one in Skill) > skill.id


def test_nothing_is_removed_while_anything_links_to_it_live_or_trashed(office):
    contract = make(models.MentorshipContract)
    mentor = contract.mentor
    operations.delete(contract, scope.SYSTEM)
    operations.delete(mentor, scope.SYSTEM)
    answer = purge(office, mentor)
    assert answer.status_code == 422
    assert "1" in mistakes(answer)[0]
    assert stored(mentor)
    assert purge(office, contract).status_code == 302
    assert purge(office, mentor).status_code == 302


def test_a_union_that_an_account_works_for_is_not_removed_under_it(desk, office):
    union = make(models.Organisation)
    Person(desk, "li", Role.UNION, union)
    operations.delete(union, scope.SYSTEM)
    answer = purge(office, union)
    assert answer.status_code == 422
    assert "FOREIGN" not in answer.get_data(as_text=True)
    assert stored(union)


def test_a_live_record_and_a_part_by_itself_are_not_removed(office):
    skill = make(Skill)
    assert purge(office, skill.worker).status_code == 404
    operations.delete(skill.worker, scope.SYSTEM)
    assert purge(office, skill).status_code == 422
    assert stored(skill)


def test_only_the_administrator_removes_for_good(desk):
    worker = make(Worker)
    union = Person(desk, "li", Role.UNION, worker.organisation)
    operations.delete(worker, scope.SYSTEM)
    assert "purge" not in union.text(f"{base(Worker)}trash/")
    assert union.get(f"{base(Worker)}purge/?id={worker.id}").status_code == 403
    assert purge(union, worker).status_code == 403
    assert stored(worker)
