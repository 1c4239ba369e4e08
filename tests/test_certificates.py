"""Certificates from the class to the page on which anybody checks a number, and back: revoked, run out, renewed."""

import re
from datetime import date, timedelta

import pytest
from front_door import Page, Person, mistakes
from make import again, make

import models
import operations
import scope
from choices import ContractState, EnrolmentState, Role, SkillLevel
from models import Certificate, Course, Enrolment, LinkTry, Skill, Trade, TrainingClass, Worker
from operations import certifying, number_check
from rules import certificates as rules
from tasks import counted

TODAY = date(2026, 3, 5)  # the clock's


@pytest.fixture
def training(desk, clock, unions):
    """A class of the township: two have completed it, one failed, one withdrew."""
    union, trade = unions[2], make(Trade, name="焊工")
    course = make(
        Course, organisation=union, name="焊工中级班", trade=trade, level=SkillLevel.MIDDLE,
        certified=True, valid_months=36,
    )  # fmt: skip
    one = make(TrainingClass, course=course, organisation=union, starts_on=TODAY, demand=None)
    states = ("completed", "completed", "failed", "withdrawn")
    for name, state in zip(("张桂兰", "李建国", "王明", "赵六"), states, strict=True):
        worker = make(Worker, organisation=union, name=name)
        place = make(Enrolment, training_class=one, worker=worker, wish_lesson=None, organisation=union)
        Enrolment.update(state=state).where(Enrolment.id == place.id).execute()
    return one


@pytest.fixture
def chair(desk, unions, training):
    return Person(desk, "chair", Role.UNION, unions[2])


def do(person, record, verb, **typed):
    return mistakes(person.fill(f"/admin/{record._meta.table_name}/do/{verb}/?id={record.id}", **typed))


def places():
    return list(Enrolment.select().order_by(Enrolment.id))


def check(desk, number, **query):
    return desk.test_client().get(f"/verify/{number}", query_string=query)


# Issued ---------------------------------------------------------------------------------------------


def test_a_class_gets_its_certificates_at_once_and_each_level_is_a_skill(chair, training):
    page = chair.text(f"/admin/training_class/do/issue_certificates/?id={training.id}")
    assert ("张桂兰" in page, "王明" in page) == (True, False)
    assert do(chair, training, "issue_certificates", issued_on="2026-03-06") != []  # tomorrow
    assert do(chair, training, "issue_certificates") == []
    made = list(Certificate.select().order_by(Certificate.id))
    assert [(one.worker.name, one.expires_on) for one in made] == [
        ("张桂兰", date(2029, 3, 4)),
        ("李建国", date(2029, 3, 4)),
    ]
    assert all(re.fullmatch(r"2026(-[A-Z2-9]{4}){3}", one.number) for one in made)
    skills = [(one.worker_id, one.level, one.certificate, one.expires_on) for one in Skill.select()]
    assert skills == [(one.worker_id, SkillLevel.MIDDLE, one.number, one.expires_on) for one in made]
    assert do(chair, training, "issue_certificates") == ["本班没有待颁发证书的学员。"]
    paper = chair.text(f"/admin/training_class/paper/certificates/?id={training.id}")
    assert all(f"/verify/{one.number}" in paper and one.worker.name in paper for one in made)
    paper = chair.text(f"/admin/certificate/paper/certificate/?id={made[0].id}")
    assert [f"/verify/{one.number}" in paper for one in made] == [True, False]


def test_one_place_gets_its_certificate_once(chair):
    passed, _other, failed, _withdrawn = places()
    assert do(chair, passed, "issue_certificate") == []
    assert do(chair, passed, "issue_certificate") == ["该学员在本班已有证书。"]
    assert chair.get(f"/admin/enrolment/do/issue_certificate/?id={failed.id}").status_code == 409
    with pytest.raises(operations.Refused, match="结业"):
        certifying.issue(failed, scope.SYSTEM)
    assert Certificate.select().count() == 1


def test_who_keeps_classes_only_certifies_a_skill_but_writes_none(desk, unions, training):
    clerk = Person(desk, "clerk", Role.CLERK, unions[2], areas=("training",))
    assert do(clerk, training, "issue_certificates") == []
    assert Skill.select().count() == 2
    assert clerk.get("/admin/skill/new/").status_code == 403


def test_no_form_and_no_file_makes_a_number_or_a_place_in_a_class(chair, training):
    form = chair.form("/admin/certificate/new/")
    worker = places()[2].worker
    typed = {
        "worker": worker.code,
        "title": "焊工",
        "issued_on": "2026-03-05",
        "organisation": training.organisation.code,
    }
    chair.client.post(
        "/admin/certificate/new/", data={**form, **typed, "number": "2026-MINE", "enrolment": "ER-1"}
    )
    made = Certificate.get()
    assert made.enrolment_id is None
    assert made.number.startswith("2026-")
    assert made.number != "2026-MINE"


# A skill has one record ------------------------------------------------------------------------------


def test_a_certificate_renews_a_skill_and_leaves_what_holds_as_long(chair, training):
    lately, never = (place.worker for place in places()[:2])
    skill = {"trade": training.course.trade, "level": SkillLevel.MIDDLE, "issued_on": date(2020, 1, 1)}
    make(Skill, worker=lately, certificate="OLD-1", expires_on=TODAY - timedelta(days=1), **skill)
    make(Skill, worker=never, certificate="OTHER-1", expires_on=None, **skill)
    certifying.issue_all(training, scope.SYSTEM)
    found = {one.worker_id: one.certificate for one in Skill.select()}
    assert found == {lately.id: Certificate.get(Certificate.worker == lately.id).number, never.id: "OTHER-1"}


def test_what_a_skill_says_is_not_changed_behind_its_back(chair, training):
    certifying.issue_all(training, scope.SYSTEM)
    one = Certificate.get()
    address = f"/admin/certificate/edit/?id={one.id}"
    assert "重新颁发" in mistakes(chair.fill(address, expires_on="2039-01-01"))[0]
    there = f"/admin/certificate/delete/?id={one.id}"
    answer = chair.client.post(there, data=chair.form(there), follow_redirects=True)
    assert "撤销" in mistakes(answer)[0]
    assert again(one).deleted_at is None


def test_who_is_of_another_unions_register_gets_the_certificate_and_no_skill_from_here(
    desk, chair, training, unions
):
    stranger = make(Worker, organisation=unions[3], name="外单位")
    place = make(
        Enrolment, training_class=training, worker=stranger, wish_lesson=None, organisation=unions[2]
    )
    Enrolment.update(state=EnrolmentState.COMPLETED).where(Enrolment.id == place.id).execute()
    assert do(chair, place, "issue_certificate") == []
    one = Certificate.get()
    assert (one.worker, one.organisation, Skill.select().count()) == (stranger, unions[2], 0)
    assert "外单位" in chair.text(f"/admin/certificate/paper/certificate/?id={one.id}")
    assert chair.get(f"/admin/worker/details/?id={stranger.id}").status_code == 404
    assert do(chair, one, "revoke", revoke_reason="登记有误") == []


# Revoked ---------------------------------------------------------------------------------------------


def test_a_revoked_certificate_proves_no_skill_and_another_may_follow(desk, chair, training):
    certifying.issue_all(training, scope.SYSTEM)
    one = Certificate.get()
    assert do(chair, one, "revoke", revoke_reason="") == ["必填"]
    assert do(chair, one, "revoke", revoke_reason="替考") == []
    assert [skill.worker_id for skill in Skill.select().where(Skill.deleted_at.is_null())] != [one.worker_id]
    answer = check(desk, one.number)
    assert ("证书已撤销" in answer.text, "替考" in answer.text) == (True, False)
    with pytest.raises(operations.Refused, match="已于"):
        certifying.revoke(one, scope.SYSTEM, "again")
    assert do(chair, one.enrolment, "issue_certificate") == []  # corrected, issued anew
    anew = Certificate.get(Certificate.revoked_on.is_null(), Certificate.worker == one.worker_id)
    assert Skill.get(Skill.worker == one.worker_id, Skill.deleted_at.is_null()).certificate == anew.number


def test_the_skill_falls_back_on_another_certificate_in_force(training, unions):
    first = certifying.issue(places()[0], scope.SYSTEM, TODAY)
    later = make(TrainingClass, course=training.course, organisation=unions[2], starts_on=TODAY)
    place = make(Enrolment, training_class=later, worker=first.worker, wish_lesson=None)
    Enrolment.update(state=EnrolmentState.COMPLETED).where(Enrolment.id == place.id).execute()
    Course.update(valid_months=60).execute()
    second = certifying.issue(place, scope.SYSTEM, TODAY)
    assert Skill.get().certificate == second.number
    certifying.revoke(second, scope.SYSTEM, "登记有误")
    assert (Skill.get().certificate, Skill.get().expires_on) == (first.number, first.expires_on)
    certifying.revoke(again(first), scope.SYSTEM, "登记有误")
    assert Skill.get().deleted_at is not None


# Anybody checks it -----------------------------------------------------------------------------------


def test_anybody_checks_a_number_without_an_account_or_a_cookie(desk, training, clock):
    one = certifying.issue(places()[0], scope.SYSTEM)
    answer = check(desk, one.number)
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    assert (answer.headers["X-Robots-Tag"], answer.headers["Referrer-Policy"]) == (
        "noindex, nofollow",
        "no-referrer",
    )
    words = Page(answer.text).words
    for said in (
        "证书有效",
        "张**",
        "焊工",
        "焊工中级班",
        "2026-03-05",
        "2029-03-04",
        training.organisation.name,
    ):
        assert said in words
    assert all(
        hidden not in answer.text
        for hidden in ("桂兰", one.worker.id_number, one.worker.phone, one.worker.code)
    )
    english = check(desk, one.number.lower().replace("-", " － ", 1).replace("2026", "２０２６"), lang="en")
    assert "Certificate is valid" in english.text
    typed = desk.test_client().get(
        "/verify/", query_string={"number": f" {one.number} "}
    )  # the page's own form
    assert "证书有效" in typed.text
    clock.forward(days=365 * 3)
    assert "证书有效" in check(desk, one.number).text  # the last day counts
    clock.forward(days=1)
    assert "证书已过期" in check(desk, one.number).text


def test_what_is_no_number_of_ours_is_one_answer_in_the_same_steps(desk, training, monkeypatch):
    one = certifying.issue(places()[0], scope.SYSTEM)
    gone = make(Certificate, title="焊工")
    operations.delete(gone, scope.SYSTEM)
    foreign = make(Skill, certificate="S000062070000000001").certificate
    asked = []
    real = number_check.read
    monkeypatch.setattr(number_check, "read", lambda *args: asked.append(args) or real(*args))
    answers = {}
    for number in (gone.number, foreign, "2026-AAAA-BBBB-CCCC", "2026%00", "'; --", "x" * 300, one.number):
        answer = check(desk, number)
        answers.setdefault((answer.status_code, answer.text), []).append(number)
    assert [len(found) for found in answers.values()] == [6, 1]
    assert len(asked) == 2 * 7


def test_the_certificate_of_an_apprenticeship_is_checked_on_the_same_page(desk):
    contract = make(models.MentorshipContract, ended_on=TODAY, organisation=make(models.Organisation))
    (
        models.MentorshipContract.update(certificate="2026-MC-1-K7QX2M", state=ContractState.COMPLETED)
        .where(models.MentorshipContract.id == contract.id)
        .execute()
    )
    answer = check(desk, "2026-mc-1-k7qx2m")
    assert answer.status_code == 200
    assert "证书有效" in answer.text
    assert contract.apprentice.name not in answer.text


def test_numbers_cannot_be_tried_through(desk, training):
    one = certifying.issue(places()[0], scope.SYSTEM)
    assert [check(desk, f"2026-{n}").status_code for n in range(31)] == [404] * 30 + [429]
    assert check(desk, one.number).status_code == 429
    LinkTry.delete().execute()
    assert {check(desk, one.number).status_code for _time in range(40)} == {
        200
    }  # a whole workshop from one network


# What waits ------------------------------------------------------------------------------------------


def test_certificates_that_run_out_wait_for_somebody(chair, training):
    def waiting():
        by = scope.actor(chair.account)
        return {task.name: n for task, n in counted.waiting(by).of(counted.waiting(by).whole)}

    assert waiting()["certificates_to_issue"] == 2
    certifying.issue_all(training, scope.SYSTEM)
    first, second = Certificate.select().order_by(Certificate.id)
    for one, days in ((first, 90), (second, 91)):
        Certificate.update(expires_on=TODAY + timedelta(days=days)).where(Certificate.id == one.id).execute()
    assert waiting()["certificates_running_out"] == 1
    assert "certificates_to_issue" not in waiting()
    page = chair.text("/admin/certificate/")
    address = re.search(r'href="([^"]*flt0_expires_on-from[^"]*)"', page)[1].replace("&amp;", "&")
    listed = chair.text(address)
    assert (first.number in listed, second.number in listed) == (True, False)
    certifying.revoke(first, scope.SYSTEM, "登记有误")
    assert "certificates_running_out" not in waiting()


# Rules -----------------------------------------------------------------------------------------------


def test_numbers_are_never_the_same_and_hold_no_letter_read_as_another():
    numbers = {rules.number(2026) for _time in range(2000)}
    assert len(numbers) == 2000
    assert not set("".join(number[5:] for number in numbers)) & set("IO01")
    assert {rules.as_typed(f" {number.lower()} ") for number in numbers} == numbers


@pytest.mark.parametrize(
    ("name", "shown"),
    [("张桂兰", "张**"), ("李", "李*"), ("王明", "王*"), ("迪丽热巴·迪力木拉提", "迪**")],
    ids=str,
)
def test_a_name_is_masked(name, shown):
    assert rules.masked(name) == shown
