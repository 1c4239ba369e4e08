"""Data quality: every rule finds what it is for and nothing else; figures and lists agree; who sees, who decides."""

import re
from datetime import date, datetime, timedelta
from io import BytesIO

import openpyxl
import pytest

import models
import operations
import scope
from choices import Act, ContractState, Defect, ProfileState, Role, RuleState
from fields import ChoiceField, DateField, PhoneField
from models import BY_TABLE, QualityExemption, QualityFinding, QualityRule, Worker, columns, now
from operations import Refused, findings, quality_rules, trail
from quality.asking import NUMBERS, model_of
from quality.built_in import built_in
from quality.words import words
from reports import quality as figures
from tests.front_door import Person, codes
from tests.make import actor, again, county, make

SYSTEM = scope.SYSTEM
YEARS_AGO = date(1900, 1, 1)

# What no save lets pass: how a record of each entity contradicts itself; worked out from it where it must be.
CONTRADICTIONS = {
    models.MentorshipPolicy: {"shortest_term": 12, "longest_term": 6},
    models.Worker: {"sex": "female", "id_number": "620702199001011238"},
    models.Skill: {"issued_on": date(2020, 1, 2), "expires_on": date(2020, 1, 1)},
    models.LedgerEntry: {"since": date(2020, 1, 2), "until": date(2020, 1, 1), "way_out": "died"},
    models.ServiceTeam: {"founded_on": date(2020, 1, 2), "disbanded_on": date(2020, 1, 1)},
    models.TeamMember: {"joined_on": date(2020, 1, 2), "left_on": date(2020, 1, 1)},
    models.NamedService: {"starts_on": date(2020, 1, 2), "due_on": date(2020, 1, 1)},
    models.ServiceStep: {"kind": "offer", "post": None, "content": None},
    models.MentorshipContract: {"starts_on": date(2020, 1, 2), "ends_on": date(2020, 1, 1)},
    models.Course: {"kept_for": "women", "basis": None},
    models.TrainingClass: {"starts_on": date(2020, 1, 2), "ends_on": date(2020, 1, 1)},
    models.Lesson: {"starts_at": datetime(2020, 1, 2), "ends_at": datetime(2020, 1, 1)},
    models.Fair: {"starts_on": date(2020, 1, 2), "ends_on": date(2020, 1, 1)},
    models.JobPost: {"wage_from": 5000, "wage_to": 4000},
    models.Placement: {"started_on": date(2020, 1, 2), "left_on": date(2020, 1, 1)},
    models.Competition: {"starts_on": date(2020, 1, 2), "ends_on": date(2020, 1, 1)},
    models.Stage: {"quota_for": None, "quota": 3},
    models.Criterion: {"kind": "measured", "worst": None, "best": None},
    models.Mark: {"state": "given", "value": None},
    models.Prize: {"first_place": 2, "last_place": 1},
    models.Honour: lambda honour: {"key_post": make(models.KeyPost).id, "kind": "other"},
    models.Nomination: {"period": "nonsense"},
    models.Studio: {"founded_on": date(2020, 1, 2), "closed_on": date(2020, 1, 1)},
    models.StudioMember: {"joined_on": date(2020, 1, 2), "left_on": date(2020, 1, 1)},
    models.StudioResult: {"state": "confirmed", "evidence": None},
    models.ExpertRequest: {"asked_on": date(2020, 1, 2), "closed_on": date(2020, 1, 1)},
    models.Cadre: {"since": date(2020, 1, 2), "until": date(2020, 1, 1)},
    models.Certificate: {"issued_on": date(2020, 1, 2), "expires_on": date(2020, 1, 1)},
    models.Demand: {"state": "declined", "answer": None},
    models.MatchSuggestion: lambda pair: {"second": pair.first_id},
    models.MatchProfile: {"state": ProfileState.VERIFIED, "verified_by": None},
    models.MatchEvent: {"starts_at": datetime(2020, 1, 1), "register_by": datetime(2020, 1, 2)},
    models.Couple: {"paired_on": date(2020, 1, 2), "registered_on": date(2020, 1, 1)},
}


@pytest.fixture
def unions(desk):
    quality_rules.store_built_in()
    return county()


def spoil(record, **values):
    """Put what no door would take straight into the database, as an older version or another program may have."""
    model = type(record)
    model.update(values).where(model.id == record.id).execute()


def rule_of(table, defect, names=""):
    return QualityRule.get(
        QualityRule.entity == table, QualityRule.defect == defect, QualityRule.columns == names
    )


def found(rule):
    return {f.record for f in QualityFinding.select().where(QualityFinding.rule == rule.id)}


# Every rule that comes with the desk --------------------------------------------------------------


def broken(rule, record):
    """The records that break the rule, once this one was spoiled."""
    model, fields = model_of(rule), rule.columns.split(",")
    if rule.defect == Defect.MISSING:
        spoil(record, **{fields[0]: None})
    elif rule.defect == Defect.INVALID:
        spoil(record, **(unreadable(model) if not rule.columns else {fields[0]: YEARS_AGO}))
    elif rule.defect == Defect.CONTRADICTORY and not rule.columns:
        wrong = CONTRADICTIONS[model]
        spoil(record, **(wrong(record) if callable(wrong) else wrong))
    elif rule.parameter == "ledgers":
        make(models.LedgerEntry, worker=record, ledger="jobless", since=date(2020, 1, 1))
    elif rule.defect == Defect.CONTRADICTORY:
        spoil(record, **{fields[0]: date(1980, 1, 1), rule.parameter: date(1980, 1, 2)})
    elif rule.defect == Defect.STALE:
        name, _sign, word = rule.parameter.partition("=")
        spoil(
            record, **({fields[0]: YEARS_AGO, name: word} if word else {"changed_at": datetime(2000, 1, 1)})
        )
    else:
        return twins(rule, record)
    return {record.id}


def unreadable(model):
    """A value of the entity that nobody could type."""
    for field in columns(model):
        if isinstance(field, PhoneField):
            return {field.name: "12"}
        if isinstance(field, NUMBERS):
            return {field.name: field.high + 1}
        if isinstance(field, DateField):
            return {field.name: date(1899, 1, 1)}
    return {next(f.name for f in columns(model) if isinstance(f, ChoiceField)): "nonsense"}


def twins(rule, record):
    """As many records with the same values as are one too many."""
    model, names = type(record), rule.columns.split(",")
    more = [make(model, organisation=record.organisation) for _one in range(int(rule.parameter or 1))]
    for one in more:
        spoil(one, **{name: getattr(record, name) for name in names})
    return {record.id, *(one.id for one in more)}


def look(rule):
    model = model_of(rule)
    findings.ask(model, [rule])
    findings.read_through(model, [rule], full=True)


@pytest.mark.parametrize("table", BY_TABLE)
def test_every_rule_of_an_entity_finds_what_breaks_it_and_nothing_else(unions, table):
    model = BY_TABLE[table]
    make(model, organisation=unions[1])
    for rule in QualityRule.select().where(QualityRule.entity == table):
        spoiled = make(model, organisation=unions[1])
        look(rule)
        assert found(rule) == set(), words(rule)
        wrong = broken(rule, spoiled)
        look(rule)
        assert found(rule) == wrong, words(rule)
        for id in wrong:
            model.update(deleted_at=now()).where(model.id == id).execute()


def test_the_rules_are_known_by_a_key_of_their_own_and_can_be_told_in_words(desk):
    keys = [rule.key for rule in built_in()]
    assert len(keys) == len(set(keys))
    assert all(words(rule) for rule in built_in())
    spoken_for = {model_of(r) for r in built_in() if r.defect == Defect.CONTRADICTORY and not r.columns}
    assert spoken_for == set(CONTRADICTIONS)


# Figures, lists, work lists -----------------------------------------------------------------------


@pytest.fixture
def office(desk, unions):
    """A county with two workers without a phone on the left, one on the right, and a good one on either side."""
    _top, left, right = unions
    for union, lacking in ((left, 2), (right, 1)):
        make(Worker, organisation=union)
        for _one in range(lacking):
            make(Worker, organisation=union, phone=None)
    quality_rules.look_through()
    return unions


@pytest.fixture
def people(desk, office):
    top, left, _right = office
    return {
        "top": Person(desk, "top", Role.UNION, top),
        "left": Person(desk, "left", Role.UNION, left),
        "reader": Person(desk, "reader", Role.READER, left),
    }


NO_PHONE = ("worker", Defect.MISSING, "phone")


def shown(person, organisation=None):
    """How many lists behind the figure of workers without a phone holds, and what is written there."""
    address = "/admin/quality/" + (f"?organisation={organisation.code}" if organisation else "")
    rule = rule_of(*NO_PHONE)
    link = re.search(
        rf'href="([^"]*flt0_finding-is={rule.id}\.phone[^"]*)"[^>]*>(\d+)<', person.text(address)
    )
    if link is None:
        return None
    listed = codes(person.text(link[1].replace("&amp;", "&")))
    return len(listed), int(link[2])


def test_a_figure_leads_to_just_so_many_records_of_whom_one_may_see(people, office):
    assert shown(people["top"]) == (3, 3)
    assert shown(people["top"], office[2]) == (1, 1)
    assert shown(people["left"]) == shown(people["reader"]) == (2, 2)
    assert office[2].name not in people["left"].text("/admin/quality/")
    assert people["left"].get(f"/admin/quality/?organisation={office[2].code}").status_code == 404
    rule = rule_of(*NO_PHONE)
    assert office[2].name not in people["left"].text(f"/admin/quality/rules/{rule.id}/")


def test_the_pass_rate_is_the_share_without_a_finding_by_union(office):
    top, left, right = office
    for union, flawed in ((top, 3), (left, 2), (right, 1)):
        report = figures.report(actor(Role.UNION, union))
        whole = next(share for group, share in report.shares.items() if not group.words)
        assert whole.flawed == flawed
        assert whole.records == all_records(union)
        assert [share.flawed for _month, share in report.trend] == [flawed]
    rates = {group.words: share.rate for group, share in figures.report(SYSTEM, top).shares.items()}
    assert rates[left.name] < rates[right.name]


def all_records(union):
    """How many records of what is not shared by all somebody of the union sees; at the top, the shared ones too."""
    by = actor(Role.UNION, union)
    counted = [m for m in models.RECORDS if m._meta.scope is not None or scope.sees_all(by)]
    return sum(scope.visible(model, by).count() for model in counted)


def test_what_is_mended_is_closed_at_once_and_what_is_deleted_too(office):
    rule = rule_of(*NO_PHONE)
    first, second, third = sorted(found(rule))
    worker = Worker.get_by_id(first)
    worker.phone = "13812345678"
    operations.save(worker, SYSTEM)
    operations.delete(Worker.get_by_id(second), SYSTEM)
    assert found(rule) == {third}
    worker = Worker.get_by_id(third)
    worker.organisation = office[1]
    operations.save(worker, SYSTEM)
    assert QualityFinding.get(QualityFinding.record == third).organisation == office[1].id


def test_the_files_hold_what_the_page_says(people, office):
    csv = people["left"].text("/admin/quality/?format=csv")
    assert ",2," in csv
    book = openpyxl.load_workbook(BytesIO(people["left"].get("/admin/quality/worklist/").data))
    rows = list(book["职工"].values)
    assert rows[0][:3] == ("编号", "记录名称", "整改内容")
    assert {row[0] for row in rows[1:]} == {f"W-{id}" for id in found(rule_of(*NO_PHONE))} - {
        f"W-{w.id}" for w in Worker.select().where(Worker.organisation == office[2].id)
    }
    assert rows[0][3] == "手机号码"
    assert all("手机号码为空" in row[2] and not row[3] for row in rows[1:])


def test_a_masked_value_stays_masked_in_the_work_list(people, office):
    worker = Worker.get(Worker.organisation == office[1].id)
    spoil(worker, id_number="620702199001011238")
    quality_rules.look_through(full=True)
    book = openpyxl.load_workbook(BytesIO(people["left"].get("/admin/quality/worklist/").data))
    told = [text for row in book["职工"].values for text in row if text]
    assert any("6207****" in text for text in told)
    assert not any("620702199001011238" in text for text in told)


def test_nothing_that_is_kept_holds_a_value(office):
    spoil(Worker.get(), phone="13800000000x")
    quality_rules.look_through(full=True)
    kept = [str(row) for row in QualityFinding.select().tuples()]
    assert not any("13800000000" in row for row in kept)


# Rules as data ------------------------------------------------------------------------------------


def test_a_rule_is_on_trial_first_and_counts_once_somebody_says_so(people, office):
    top = people["top"]
    top.fill(
        "/admin/quality/rules/new/?entity=worker", defect="invalid", columns="joined_on", parameter="0-0"
    )
    rule = QualityRule.select().order_by(QualityRule.id.desc()).get()
    assert (rule.state, len(found(rule))) == (RuleState.TRIAL, 5)
    before = figures.report(SYSTEM).reasons
    assert rule not in [one.rule for one in before]
    assert {u.name: n for u, n in figures.by_union(rule, SYSTEM)} == {office[1].name: 3, office[2].name: 2}
    post(top, f"/admin/quality/rules/{rule.id}/state", state="counting")
    assert rule in [one.rule for one in figures.report(SYSTEM).reasons]
    post(top, f"/admin/quality/rules/{rule.id}/state", state="off")
    assert found(rule) == set()
    lines = models.Audit.select().where(models.Audit.entity == "quality_rule")
    acts = [line.act for line in lines if line.record == rule.id]
    assert acts == [Act.CREATED, Act.CHANGED, Act.CHANGED]


def post(person, address, **fields):
    token = person.form("/password")["csrf_token"]
    person.last = person.client.post(address, data={"csrf_token": token, **fields})
    return person.last


@pytest.mark.parametrize(
    ("defect", "names", "parameter"),
    [
        ("missing", "", ""),
        ("missing", "nothing", ""),
        ("missing", "state", ""),
        ("invalid", "born_on", "young"),
        ("invalid", "name", "1-2"),
        ("invalid", "born_on", "65-16"),
        ("duplicate", "address", ""),
        ("duplicate", "phone", "none"),
        ("contradictory", "born_on", "name"),
        ("stale", "", "soon"),
        ("stale", "born_on", "state=nowhere"),
        ("nonsense", "name", ""),
    ],
)
def test_a_rule_that_cannot_be_asked_is_refused_in_words(unions, defect, names, parameter):
    with pytest.raises(Refused) as refusal:
        quality_rules.add("worker", defect, names, parameter, SYSTEM)
    assert refusal.value.words
    assert not QualityRule.select().where(QualityRule.key.is_null()).exists()


def test_a_rule_is_written_in_the_words_of_the_desk(unions):
    order = quality_rules.add("mentorship_contract", "contradictory", "ends_on", "签订日期", SYSTEM)
    passed = quality_rules.add("mentorship_contract", "stale", "ends_on", "合同状态=履行中、草稿", SYSTEM)
    states = f"state={ContractState.RUNNING},{ContractState.DRAFT}"
    assert (order.parameter, passed.parameter) == ("signed_on", states)


def test_only_the_union_at_the_top_decides_about_rules(unions, desk):
    top, left, _right = unions
    rule = rule_of(*NO_PHONE)
    for by in (actor(Role.UNION, left), actor(Role.READER, top), actor(Role.CLERK, top)):
        with pytest.raises(Refused):
            quality_rules.move(rule, RuleState.OFF, by)
        with pytest.raises(Refused):
            quality_rules.add("worker", "missing", "note", "", by)
    quality_rules.move(rule, RuleState.OFF, actor(Role.UNION, top))
    quality_rules.store_built_in()
    assert QualityRule.get_by_id(rule.id).state == RuleState.OFF


def test_the_same_value_in_two_unions_is_nobodys_duplicate(unions):
    rule = rule_of("enterprise", Defect.DUPLICATE, "name")
    _top, left, right = unions
    for union in (left, right):
        spoil(make(models.Enterprise, organisation=union), name="同名厂")
    look(rule)
    assert found(rule) == set()


# Exemptions ---------------------------------------------------------------------------------------


def test_an_exemption_has_a_reason_and_an_end_and_is_counted_apart(people, office):
    left, rule = people["left"], rule_of(*NO_PHONE)
    worker = Worker.get(Worker.phone.is_null(), Worker.organisation == office[1].id)
    page = left.text(f"/admin/worker/details/?id={worker.id}")
    address = re.search(r'action="(/admin/quality/exempt/\d+/)"', page)[1]
    for reason, until in (("", now().date() + timedelta(9)), ("没有手机", now().date()), ("没有手机", "x")):
        post(left, address, reason=reason, until=str(until))
        assert not QualityExemption.select().exists()
    post(left, address, reason="没有手机", until=str(now().date() + timedelta(9)))
    [one] = [o for o in figures.reasons(actor(Role.UNION, office[1])) if o.rule == rule]
    assert (one.found, one.exempted) == (1, 1)
    assert shown(left) == (1, 1)
    assert trail.history(worker)[0].act == Act.EXEMPTED
    assert "没有手机" in left.text(f"/admin/worker/details/?id={worker.id}")
    assert post(people["reader"], address, reason="不行", until="2099-01-01").status_code == 302
    assert QualityExemption.select().count() == 1


def test_an_exemption_ends_by_itself_or_when_somebody_ends_it(people, office):
    rule = rule_of(*NO_PHONE)
    worker = Worker.get(Worker.phone.is_null())
    finding = QualityFinding.get(QualityFinding.rule == rule.id, QualityFinding.record == worker.id)
    made = quality_rules.exempt(finding, "没有手机", now().date() + timedelta(1), SYSTEM)
    assert counted(rule) == (2, 1)
    quality_rules.lift(made, SYSTEM)
    assert counted(rule) == (3, 0)
    made = quality_rules.exempt(finding, "没有手机", now().date() + timedelta(1), SYSTEM)
    QualityExemption.update(until=now().date() - timedelta(1)).execute()
    assert counted(rule) == (3, 0)


def counted(rule):
    return next((o.found, o.exempted) for o in figures.reasons(SYSTEM) if o.rule == rule)


def test_a_finding_of_a_sibling_union_is_like_none(people, office):
    worker = Worker.get(Worker.phone.is_null(), Worker.organisation == office[2].id)
    foreign = QualityFinding.get(QualityFinding.record == worker.id, QualityFinding.entity == "worker")
    until = str(now().date() + timedelta(3))
    for id in (foreign.id, 999_999):
        assert (
            post(people["left"], f"/admin/quality/exempt/{id}/", reason="不行", until=until).status_code
            == 404
        )
    made = quality_rules.exempt(foreign, "没有手机", now().date() + timedelta(1), SYSTEM)
    for id in (made.id, 999_999):
        assert post(people["left"], f"/admin/quality/lift/{id}/").status_code == 404
    assert QualityExemption.select().count() == 1


# A look through the desk --------------------------------------------------------------------------


def test_a_look_reads_again_only_what_changed(office, monkeypatch):
    read = []
    monkeypatch.setattr(findings, "replace", lambda reading, records: read.extend(records))
    Worker.update(changed_at=datetime(2020, 1, 1)).execute()
    QualityRule.update(checked_at=datetime(2024, 1, 1)).execute()
    changed = Worker.get()
    Worker.update(changed_at=datetime(2025, 1, 1)).where(Worker.id == changed.id).execute()
    for full, expected in ((False, 1), (True, 5)):
        read.clear()
        findings.read_through(Worker, [rule_of("worker", Defect.INVALID)], full)
        assert len(read) == expected


def test_a_look_in_small_pieces_finds_the_same(office, monkeypatch):
    whole = sorted(
        QualityFinding.select(QualityFinding.rule, QualityFinding.record, QualityFinding.column).tuples()
    )
    QualityFinding.delete().execute()
    monkeypatch.setattr(findings, "AT_A_LOOK", 2)
    monkeypatch.setattr(findings, "AT_ONCE", 2)
    quality_rules.look_through(full=True)
    found = QualityFinding.select(QualityFinding.rule, QualityFinding.record, QualityFinding.column).tuples()
    assert sorted(found) == whole


def test_parts_follow_a_record_that_moved_at_the_next_look(office):
    skill = make(models.Skill, worker=Worker.get(Worker.organisation == office[1].id), certificate=None)
    quality_rules.look_through()
    worker = again(skill.worker)
    worker.organisation = office[2]
    operations.save(worker, SYSTEM)
    quality_rules.look_through()
    own = (QualityFinding.entity == "skill") & (QualityFinding.record == skill.id)
    assert {f.organisation for f in QualityFinding.select().where(own)} == {office[2].id}


def test_a_large_desk_leaves_the_look_to_the_worker(people, office, monkeypatch):
    monkeypatch.setattr(quality_rules, "INLINE", 3)
    post(people["left"], "/admin/quality/run/")
    assert quality_rules.wanted().who == "left"
    quality_rules.look_through(quality_rules.wanted().who)
    assert quality_rules.wanted() is None
    assert post(people["reader"], "/admin/quality/run/").status_code == 302
    assert quality_rules.wanted() is None


def test_the_command_looks_and_tells(run, office):
    said = run("quality", "--full")
    assert said.exit_code == 0, said.output
    assert "手机号码为空\t3" in said.output


def test_the_work_list_filled_in_is_brought_in_again(people, office, run, tmp_path):
    make(models.Enterprise, organisation=office[1], phone=None)  # so that there is a tab besides
    quality_rules.look_through()
    file = tmp_path / "整改.xlsx"
    file.write_bytes(people["left"].get("/admin/quality/worklist/").data)
    book = openpyxl.load_workbook(file)
    for number, row in enumerate(book["职工"].iter_rows(min_row=2)):
        row[3].value = f"1390000000{number}"
    book.save(file)
    for table, expected in (("worker", 0), ("enterprise", 0)):
        said = run("import", table, file)
        assert said.exit_code == expected, said.output
    mine = Worker.select().where(Worker.organisation == office[1].id, Worker.phone.startswith("1390000000"))
    assert mine.count() == 2
    assert (
        not QualityFinding.select()
        .where(QualityFinding.organisation == office[1].id, QualityFinding.entity == "worker")
        .exists()
    )
