"""What waits for somebody: every kind of task leads to exactly what it counts, by union, and goes with its cause."""

import html
import re
from datetime import timedelta

import pytest
from playhouse.test_utils import count_queries

import choices
import models
import operations
import reports
import scope
from choices import ContractState, Role, WorkState
from language import gettext
from models import Organisation, Worker
from operations import likeness, months, quality_rules, transfers
from reports.corrections import previous
from rules import staying
from sync import places, sharing
from sync.run import run
from tasks import counted
from tasks.questions import QUESTIONS
from tests.front_door import Person
from tests.make import actor, again, make
from tests.test_import_pages import begun, press
from tests.workbook import Workbook

TODAY = models.now().date()
COUNT = re.compile(r'<p class="count">\D*(\d+)')
LATER, BEFORE = TODAY + timedelta(days=9), TODAY - timedelta(days=120)
# What of a made record must differ for it to wait, where that is not all of it.
CAUSES = {
    "contracts_to_begin": {"state": "signed", "starts_on": TODAY, "ends_on": TODAY + timedelta(days=400)},
    "contracts_ending": {"state": "running", "starts_on": TODAY, "ends_on": LATER},
    "contracts_over": {"state": "running", "starts_on": BEFORE, "ends_on": TODAY - timedelta(days=1)},
    "reviews_due": {"state": "running", "starts_on": BEFORE, "ends_on": TODAY + timedelta(days=400)},
    "certificates_expiring": {"issued_on": BEFORE, "expires_on": LATER},
    "certificates_running_out": {"issued_on": BEFORE, "expires_on": LATER},
    "certificates_to_issue": {"state": "completed"},
    "trips_over": {"held_on": BEFORE},
    "wishes_open": {"wish_lesson": None},
    "revisits_due": {"state": "completed"},
    "competitions_over": {"state": "running", "starts_on": BEFORE, "ends_on": BEFORE},
    "marks_to_confirm": {"state": "added_up"},
    "profiles_waiting": {"consented_on": TODAY},
    "profiles_expiring": {"state": "verified", "verified_until": LATER},
    "couples_days": {"paired_on": TODAY - timedelta(days=5), "registered_on": None},
    "couples_weeks": {"paired_on": TODAY - timedelta(days=30), "registered_on": None},
    "couples_months": {"paired_on": TODAY - timedelta(days=100), "registered_on": None},
    "fairs_over": {"state": "open", "starts_on": BEFORE, "ends_on": None},
    "posts_over": {"closes_on": BEFORE},
    "intents_long": {"state": "intent"},
    "hired_unrecorded": {"state": "hired"},
    "jobs_not_in_register": {"started_on": TODAY, "left_on": None},
    "stay_1": {"started_on": staying.months_after(TODAY, -1), "left_on": None},
    "stay_1_late": {"started_on": TODAY - timedelta(days=50), "left_on": None},
    "stay_3": {"started_on": staying.months_after(TODAY, -3), "left_on": None},
    "stay_3_late": {"started_on": TODAY - timedelta(days=120), "left_on": None},
    "stay_6": {"started_on": staying.months_after(TODAY, -6), "left_on": None},
    "stay_6_late": {"started_on": TODAY - timedelta(days=220), "left_on": None},
    "sign_up_closing": {
        "state": "open",
        "register_by": models.now() + timedelta(days=2),
        "starts_on": LATER,
        "ends_on": LATER,
    },
    "classes_to_start": {"state": "open", "starts_on": TODAY, "ends_on": LATER},
    "requests_long": {"state": "assigned", "assigned_on": BEFORE},
    "services_behind": {"starts_on": BEFORE, "due_on": TODAY - timedelta(days=1)},
    "services_due": {"starts_on": BEFORE, "due_on": LATER},
    "events_over": {"state": "open", "starts_at": models.now() - timedelta(days=3), "register_by": None},
}


def choosing_over(event):
    """An event at which people chose, long ago."""
    long_ago = models.now() - timedelta(days=3)
    models.MatchEvent.update(choosing_at=long_ago, choose_by=long_ago).where(
        models.MatchEvent.id == event.id
    ).execute()
    return again(event)


def cause(question, union):
    """A record of the union that waits by this question."""
    values = dict(CAUSES.get(question.name, {}))
    if question.name == "registrations_waiting":
        event = make(
            models.MatchEvent,
            organisation=union,
            starts_at=models.now() + timedelta(days=3),
            register_by=None,
        )
        return make(question.model, organisation=union, event=event)
    if question.name in CONTESTS:
        return ranked(question.name, union)
    if question.name in ("sessions_overdue", "middle_reviews_due", "mentors_lacking", "stages_to_confirm"):
        return under_policy(question, union)
    if question.name == "out_of_ledgers":
        make(models.LedgerEntry, organisation=union, ledger="care", since=BEFORE)
        return make(Worker, organisation=union, state=WorkState.UNEMPLOYED)
    if question.name in ("lessons_without_roll", "classes_over", "lessons_clashing"):
        return of_class(question.name, union)
    if question.name == "choosing_over":
        return choosing_over(make(models.MatchEvent, organisation=union))
    if question.name == "notices_over":
        made = make(question.model, organisation=union)
        over = {"state": "published", "notice_until": TODAY - timedelta(days=1)}
        question.model.update(over).where(question.model.id == made.id).execute()
        return made
    if question.name == "intents_long":
        made = make(question.model, organisation=union, **values)
        question.model.update(intent_on=BEFORE).where(question.model.id == made.id).execute()
        return again(made)
    if question.name.startswith("mend_"):
        return flawed(make(question.model, organisation=union))
    if question.name in ("certificates_to_issue", "revisits_due"):
        course = make(models.Course, organisation=union, certified=True, kind="cadre_all")
        days = {"starts_on": BEFORE, "ends_on": BEFORE}
        values["training_class"] = make(models.TrainingClass, organisation=union, course=course, **days)
    if question.name == "demands_without_class":
        made = make(question.model, organisation=union)
        question.model.update(state="answered").where(question.model.id == made.id).execute()
        return made
    if question.name == "certificates_expiring":
        values["worker"] = make(Worker, organisation=union, state=WorkState.EMPLOYED)
    return make(question.model, organisation=union, **values)


CONTESTS = ("stages_to_rank", "stages_to_promote", "finals_to_release", "honours_to_give")


def of_class(name, union):
    """A class that began long ago and is over, a lesson of it long ago, or one to come whose trainer is elsewhere."""
    over = {"state": "ended", "starts_on": BEFORE, "ends_on": BEFORE}
    held = make(models.TrainingClass, organisation=union, **over)
    if name == "classes_over":
        make(models.Enrolment, training_class=held, organisation=union, wish_lesson=None)
        return held
    lesson = make(models.Lesson, training_class=held, organisation=union)
    if name == "lessons_clashing":
        other = make(models.Lesson, organisation=union)
        times = {
            "starts_at": models.now() + timedelta(days=1),
            "ends_at": models.now() + timedelta(days=1, hours=2),
        }
        both = models.Lesson.id.in_([lesson.id, other.id])
        models.Lesson.update(trainer=lesson.trainer, **times).where(both).execute()
    return lesson


def ranked(name, union):
    """A stage, or its contest event, whose marks are locked; ranked, for all but the first of these tasks."""
    stage = make(models.Stage, organisation=union, number=1, kind="final")
    entry = make(models.Entry, contest=stage.contest, state="confirmed")
    place = None if name == "stages_to_rank" else 1
    make(models.Score, entry=entry, stage=stage, state="confirmed", place=place)
    if name == "stages_to_promote":
        make(models.Stage, contest=stage.contest, number=2)
    if name == "honours_to_give":
        make(models.Prize, contest=stage.contest)
    return stage.contest if name == "honours_to_give" else stage


def under_policy(question, union):
    """A contract that runs, in a union whose policy asks for what it lacks: the contract, its review, or its apprentice."""
    kinds = (choices.MentorshipKind.MASTER, choices.MentorshipKind.QUALITY)
    asked = {"kinds": kinds, "stages": (choices.ReviewKind.MIDDLE,), "log_days": 5, "most_apprentices": None}
    own = (models.MentorshipPolicy.organisation == union) & (models.MentorshipPolicy.starts_on == TODAY)
    if not models.MentorshipPolicy.select().where(own).exists():
        make(models.MentorshipPolicy, organisation=union, starts_on=TODAY, **asked)
    term = {"state": "running", "starts_on": BEFORE, "ends_on": TODAY + timedelta(days=100)}
    contract = make(models.MentorshipContract, organisation=union, **term)
    if question.name == "stages_to_confirm":
        return make(models.MentorshipReview, contract=contract, kind="monthly")
    return contract.apprentice if question.name == "mentors_lacking" else contract


def flawed(record):
    """The record, in which a rule of its entity finds something."""
    table = record._meta.table_name
    rule, _made = models.QualityRule.get_or_create(key=f"test {table}", defaults={
        "entity": table, "defect": "invalid", "state": "counting"})  # fmt: skip
    models.QualityFinding.create(rule=rule, entity=table, record=record.id, organisation=scope.owner(record))
    return record


@pytest.fixture
def unions(desk):
    """A county with two townships, the secretary of one of them at a browser."""
    county = make(Organisation)
    town, street = (make(Organisation, parent=county) for _number in range(2))
    return county, town, street


def tasks_on(person, address):
    """{words: (address, number)} of what the page says waits."""
    page = person.text(address)
    found = re.findall(r'<li><a href="([^"]+)">([^<]+)</a> <span class="number">(\d+)</span></li>', page)
    return {html.unescape(words): (html.unescape(link), int(number)) for link, words, number in found}


def test_every_question_counts_leads_to_just_these_rows_and_no_others(desk, unions):
    _county, town, street = unions
    theirs = {question.name: cause(question, street) for question in QUESTIONS}
    person = Person(desk, "li", Role.UNION, town)
    assert counted.waiting(scope.actor(person.account)).counts == {}
    mine = {question.name: cause(question, town) for question in QUESTIONS}
    listed = tasks_on(person, "/admin/tasks/")
    assert listed.items() <= tasks_on(person, "/admin/").items()
    for question in QUESTIONS:
        link, number = listed.pop(str(question.label))
        page = person.text(link)
        assert int(COUNT.search(page)[1]) == number, question.name
        assert f">{mine[question.name].code}<" in page, question.name
        assert f">{theirs[question.name].code}<" not in page, question.name
        exported = person.text(link.replace("/?", "/export/csv/?", 1))
        assert exported.count("\r\n") == number + 1, question.name
    assert listed == {}


def test_above_several_unions_the_numbers_stand_by_union(desk, unions):
    county, town, street = unions
    question = next(one for one in QUESTIONS if one.name == "contracts_ending")
    for union, times in ((town, 2), (street, 1)):
        for _number in range(times):
            cause(question, union)
    person = Person(desk, "li", Role.UNION, county)
    page = person.text("/admin/tasks/")
    numbers = re.findall(rf'<a href="([^"]+)">{question.label}</a> <span class="number">(\d)', page)
    assert [int(number) for _link, number in numbers] == [3, 2, 1]
    assert [int(COUNT.search(person.text(html.unescape(link)))[1]) for link, _number in numbers] == [3, 2, 1]
    assert tasks_on(person, f"/admin/tasks/?organisation={street.code}")[str(question.label)][1] == 1
    assert person.get("/admin/tasks/?organisation=O-999").status_code == 404


def test_an_area_shows_its_own_tasks_alone(desk, unions):
    _county, town, _street = unions
    asked = {
        one.name: one for one in QUESTIONS if one.name in ("contracts_ending", "requests_without_expert")
    }
    for question in asked.values():
        cause(question, town)
    person = Person(desk, "li", Role.UNION, town)
    labels = [str(asked[name].label) for name in ("contracts_ending", "requests_without_expert")]
    assert set(labels) <= tasks_on(person, "/admin/tasks/").keys()
    for area, label in zip(("mentorship", "studios"), labels, strict=True):
        assert list(tasks_on(person, f"/admin/tasks/?area={area}")) == [label]
    assert person.get("/admin/tasks/?area=nothing").status_code == 404


def test_a_task_goes_with_its_cause_and_waits_only_for_who_may_write(desk, unions):
    _county, town, _street = unions
    question = next(one for one in QUESTIONS if one.name == "contracts_ending")
    contract = cause(question, town)

    def names(role, areas=None):
        return {task.name for task in counted.waiting(actor(role, town, areas)).counts}

    for role, areas in ((Role.UNION, None), (Role.CLERK, None), (Role.CLERK, (question.model._meta.area,))):
        assert question.name in names(role, areas)
    for role, areas in ((Role.READER, None), (Role.AUDITOR, None), (Role.CLERK, (models.Trade._meta.area,))):
        assert names(role, areas) == set()
    contract = again(contract)
    contract.state = ContractState.COMPLETED
    operations.save(contract, scope.SYSTEM)
    assert question.name not in names(Role.UNION)


def test_the_number_in_the_menu_is_what_the_front_page_counted(desk, unions):
    _county, town, _street = unions
    cause(next(one for one in QUESTIONS if one.name == "contracts_ending"), town)
    person = Person(desk, "li", Role.UNION, town)
    total = counted.waiting(scope.actor(person.account)).total
    person.get("/admin/")
    assert re.search(r'/admin/tasks/"[^>]*>[^<]* <span class="number">(\d+)<', person.text("/reports/"))[
        1
    ] == str(total)


def test_what_waits_outside_of_records(desk, unions, settings):
    _county, town, street = unions
    person = Person(desk, "li", Role.UNION, town)
    stranger = Person(desk, "wang", Role.UNION, street)
    transfers.release(make(Worker, organisation=street), town, "调动", actor(Role.UNION, street))
    conflict(town, settings)
    month = previous(TODAY.strftime("%Y-%m"))
    months.close("workers", month, town, scope.SYSTEM)
    expected = {
        gettext("Records released to your union"): 1,
        gettext("Decisions for the workbook %(name)s", name="花名册"): 1,
        gettext("Reports of %(month)s to close", month=month): len(reports.REPORTS) - 1,
    }
    listed = tasks_on(person, "/admin/tasks/")
    for words, number in expected.items():
        assert listed[words][1] == number, words
        assert person.get(listed[words][0]).status_code == 200
        assert words not in tasks_on(stranger, "/admin/tasks/")
    assert "花名册" in person.text(listed[gettext("Decisions for the workbook %(name)s", name="花名册")][0])


def test_people_who_may_be_there_twice_wait_for_who_sees_both(desk, unions):
    _county, town, street = unions
    for _number in range(2):
        make(Worker, organisation=town, name="张伟", phone="13800138000", id_number=None)
    likeness.look_for_pairs()
    person, stranger = Person(desk, "li", Role.UNION, town), Person(desk, "wang", Role.UNION, street)
    words = gettext("People who may be there twice")
    link, number = tasks_on(person, "/admin/tasks/")[words]
    assert number == 1
    assert "张伟" in person.text(link)
    assert words not in tasks_on(stranger, "/admin/tasks/")


def test_files_wait_for_who_brought_them_until_they_are_in_and_nothing_was_refused(desk, unions):
    _county, town, _street = unions
    person, other = Person(desk, "li", Role.UNION, town), Person(desk, "wang", Role.UNION, town)
    refused = gettext("Refused rows of the file %(name)s", name="花名册.csv")
    for rows, left in (("王建国,12\n李梅,13800138001\n", 1), ("王建国,13800138000\n", 0)):
        address = begun(person, f"姓名,手机号码\n{rows}")
        for door in ("columns", "go"):
            listed = tasks_on(person, "/admin/tasks/")
            assert (address, 1) in listed.values(), (rows, door)
            press(person, address, door)
        link, number = tasks_on(person, "/admin/tasks/").get(refused, (address, 0))
        assert number == left
        assert "王建国" in person.text(link)
        assert not [words for words in tasks_on(other, "/admin/tasks/") if "花名册" in words]


def conflict(union, settings):
    """A shared workbook of the union in which a cell waits for a decision."""
    worker = make(Worker, organisation=union)
    sheet = sharing.share(
        Worker, settings.sheets_folder, scope.SYSTEM, organisation=union, editable=["post"], name="花名册"
    )
    run(sheet, settings)
    Workbook(places.path(sheet, settings)).type(worker.code, "岗位", "班长")
    worker = again(worker)
    worker.post = "组长"
    operations.save(worker, scope.SYSTEM)
    run(models.SharedSheet.get(), settings)


def test_a_real_finding_waits_until_it_is_mended(desk, unions):
    _county, town, _street = unions
    worker = make(Worker, organisation=town)
    Worker.update(phone=None).where(Worker.id == worker.id).execute()
    quality_rules.look_through()
    names = {task.name for task in counted.waiting(actor(Role.UNION, town)).counts}
    assert "mend_worker" in names


def test_all_that_waits_is_asked_in_a_few_statements(desk, unions):
    county = unions[0]
    with count_queries() as asked:
        counted.waiting(actor(Role.UNION, county))
    assert asked.count <= 9


@pytest.mark.parametrize("task", ["nonsense", "reviews_due", "mend_worker"])
def test_a_task_that_is_none_of_this_list_finds_nothing_and_says_so(desk, unions, task):
    make(models.Trainer, organisation=unions[1])
    person = Person(desk, "li", Role.UNION, unions[1])
    page = person.text(f"/admin/trainer/?task={task}")
    assert 'class="message error"' in page
    assert COUNT.search(page)[1] == "0"
