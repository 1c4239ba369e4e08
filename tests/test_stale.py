"""Two people in one form: who changed what is said, per column the second one chooses, and nobody's work is lost."""

import pytest
from front_door import Page, Person
from make import county, make

import models
import operations
import scope
from choices import Role


@pytest.fixture
def office(desk):
    return Person(desk, "office")


@pytest.fixture
def other(desk):
    return Person(desk, "other")


@pytest.fixture
def worker(desk):
    return make(models.Worker, phone="13900000001", post="电工", note="旧")


def edit(record):
    return f"/admin/{record._meta.table_name}/edit/?id={record.id}"


def send(person, record, form):
    person.last = person.client.post(edit(record), data={k: v for k, v in form.items() if v is not None})
    return person.last


def again(answer):
    """The form as it came back, ready to be sent once more."""
    return Page(answer.get_data(as_text=True)).forms[-1]


def stored(record):
    return type(record).get_by_id(record.id)


@pytest.fixture
def clash(office, other, worker):
    """I changed the phone and the note; meanwhile another changed the phone and the post."""
    mine = {**office.form(edit(worker)), "phone": "13900000003", "note": "新"}
    other.fill(edit(worker), phone="13900000002", post="班长")
    return send(office, worker, mine)


def test_a_stale_form_writes_nothing_and_says_who_changed_what(clash, worker):
    words = " ".join(Page(clash.get_data(as_text=True)).words)
    assert clash.status_code == 422
    for word in ("other", "13900000001", "13900000002", "13900000003", "电工", "班长"):
        assert word in words
    assert (stored(worker).phone, stored(worker).note) == ("13900000002", "旧")


def test_what_only_they_changed_is_taken_over_and_what_only_i_changed_stays_mine(clash, office, worker):
    form = again(clash)
    assert (form["post"], form["note"], form["phone"]) == ("班长", "新", "13900000003")
    assert {key for key in form if key.startswith("choose-")} == {"choose-phone"}
    assert send(office, worker, form).status_code == 302
    after = stored(worker)
    assert (after.phone, after.post, after.note) == ("13900000003", "班长", "新")


def test_theirs_may_be_chosen_column_by_column(clash, office, worker):
    assert send(office, worker, {**again(clash), "choose-phone": "theirs"}).status_code == 302
    assert (stored(worker).phone, stored(worker).note) == ("13900000002", "新")


def test_the_choice_holds_against_the_version_that_was_shown_only(clash, office, other, worker):
    form = again(clash)
    other.fill(edit(worker), phone="13900000004")
    answer = send(office, worker, form)
    assert answer.status_code == 422
    assert "13900000004" in answer.get_data(as_text=True)
    assert stored(worker).phone == "13900000004"
    assert send(office, worker, again(answer)).status_code == 302
    assert stored(worker).phone == "13900000003"


def test_theirs_chosen_before_means_theirs_also_when_they_change_it_again(clash, office, other, worker):
    form = {**again(clash), "choose-phone": "theirs"}
    other.fill(edit(worker), phone="13900000004")
    answer = send(office, worker, form)
    assert answer.status_code == 422
    assert send(office, worker, again(answer)).status_code == 302
    assert (stored(worker).phone, stored(worker).note) == ("13900000004", "新")


def test_a_masked_number_that_others_changed_is_neither_shown_nor_put_back(office, other, worker):
    mine = {**office.form(edit(worker)), "note": "新"}
    fresh = make(models.Worker).id_number
    models.Worker.update(deleted_at=models.now()).where(models.Worker.id_number == fresh).execute()
    other.fill(edit(worker), id_number=fresh, born_on="", sex="")
    answer = send(office, worker, mine)
    assert answer.status_code == 422
    assert fresh not in answer.get_data(as_text=True)
    assert worker.id_number not in answer.get_data(as_text=True)
    assert send(office, worker, again(answer)).status_code == 302
    assert (stored(worker).id_number, stored(worker).note) == (fresh, "新")


def test_a_mistake_that_others_made_unnecessary_is_not_held_against_me(office, other, worker):
    mine = {**office.form(edit(worker)), "phone": "12"}
    other.fill(edit(worker), post="班长")
    answer = send(office, worker, mine)
    assert answer.status_code == 422
    assert again(answer)["phone"] == "12"
    assert send(office, worker, again(answer)).status_code == 422
    assert stored(worker).post == "班长"


def test_a_version_that_never_was_overwrites_nothing(office, worker):
    for version in ("0", "999", "-1", "x", ""):
        answer = send(
            office, worker, {**office.form(edit(worker)), "version": version, "phone": "13900000009"}
        )
        assert answer.status_code == 422
        assert stored(worker).phone == "13900000001"


def test_a_record_deleted_while_its_form_was_open_does_not_take_what_was_typed_along(office, worker):
    skill = make(models.Skill, worker=worker, issued_by="甲")
    mine = {**office.form(edit(worker)), "note": "新", "skill-0-issued_by": "乙"}
    operations.delete(worker, scope.SYSTEM)
    answer = send(office, worker, mine)
    assert answer.status_code == 422
    assert (again(answer)["note"], again(answer)["skill-0-issued_by"]) == ("新", "乙")
    assert stored(worker).deleted_at
    operations.restore(worker, scope.SYSTEM)
    for _look_then_save in range(2):
        answer = send(office, worker, again(answer))
    assert answer.status_code == 302
    assert (stored(worker).note, stored(skill).issued_by, models.Skill.select().count()) == ("新", "乙", 1)


def test_a_foreign_deleted_record_has_no_form_at_all(desk):
    _top, left, right = county()
    foreign, own = make(models.Worker, organisation=right), make(models.Worker, organisation=left)
    township = Person(desk, "left", Role.UNION, left)
    form = township.form(edit(own))
    operations.delete(foreign, scope.SYSTEM)
    assert send(township, foreign, form).status_code == 404
    assert township.get(edit(foreign)).status_code == 404


# Lines of parts ------------------------------------------------------------------------------------


def test_a_line_that_others_changed_is_said_at_the_line(office, other, worker):
    skill = make(models.Skill, worker=worker, issued_by="甲", certificate="Z1")
    mine = {**office.form(edit(worker)), "skill-0-issued_by": "丙", "note": "新"}
    other.fill(edit(worker), **{"skill-0-issued_by": "乙", "skill-0-certificate": "Z2"})
    answer = send(office, worker, mine)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'name="choose-skill-0-issued_by"' in text
    assert "Z1</del> → <ins>Z2" in text
    assert (stored(skill).issued_by, stored(worker).note) == ("乙", "旧")
    assert send(office, worker, again(answer)).status_code == 302
    assert (stored(skill).issued_by, stored(skill).certificate, stored(worker).note) == ("丙", "Z2", "新")


def test_a_line_that_others_removed_does_not_come_back_unasked(office, other, worker):
    skill = make(models.Skill, worker=worker)
    mine = {**office.form(edit(worker)), "note": "新"}
    operations.delete(skill, scope.SYSTEM)
    answer = send(office, worker, mine)
    assert answer.status_code == 422
    live = models.Skill.select().where(models.Skill.deleted_at.is_null())
    assert (live.count(), stored(worker).note) == (0, "旧")
    assert send(office, worker, {**again(answer), "skill-0-remove": "yes"}).status_code == 302
    assert (live.count(), stored(worker).note) == (0, "新")


def test_parent_and_lines_are_written_together_or_not_at_all(office, worker):
    skill = make(models.Skill, worker=worker, issued_by="甲")
    answer = office.fill(edit(worker), note="新", **{"skill-0-issued_by": "乙", "skill-0-issued_on": "x"})
    assert answer.status_code == 422
    assert (stored(worker).note, stored(skill).issued_by) == ("旧", "甲")
