"""Nobody sees or writes more through a shared sheet than the user who shared it, within the sheet's union."""

import pytest

import operations
import scope
from choices import Matter, Policy, Role
from models import Account, Audit, Enterprise, Organisation, SharedSheet, Skill, Trade, Worker
from operations import Refused, accounts
from sync import settling, sharing
from sync.run import run as run_sheet
from sync.run import run_all
from tests.workbook import Workbook

NAME, UNION, EMPLOYER = (Worker._meta.fields[name] for name in ("name", "organisation", "enterprise"))


class County:
    """Two townships with a worker and an enterprise each; the administrator of one shares its workers."""

    def __init__(self, settings, client=None):
        self.settings = settings
        self.county = self.union("甘州区总工会", None)
        self.ours, self.theirs = (
            self.union("新墩镇总工会", self.county),
            self.union("碱滩镇总工会", self.county),
        )
        self.worker, self.foreigner = self.person("王建国", self.ours), self.person("李明", self.theirs)
        self.firm, self.foreign_firm = (
            self.enterprise("新墩面粉厂", self.ours),
            self.enterprise("碱滩水泥厂", self.theirs),
        )
        self.account, _password = accounts.add("zhang", Role.UNION, self.ours, scope.SYSTEM, "correct horse")
        self.zhang = scope.actor(self.account)
        columns = ["name", "phone", "organisation", "enterprise"]
        sharing.share(Worker, "", self.zhang, self.ours, columns=columns, editable=columns, name="职工")
        self.book = Workbook(settings.sheets_folder / "职工.xlsx")
        self.sync()

    def union(self, name, parent):
        kind = "township" if parent else "county"
        return operations.save(Organisation(name=name, kind=kind, parent=parent), scope.SYSTEM)

    def person(self, name, union):
        return operations.save(Worker(name=name, organisation=union), scope.SYSTEM)

    def enterprise(self, name, union):
        return operations.save(Enterprise(name=name, organisation=union), scope.SYSTEM)

    @property
    def sheet(self):
        return SharedSheet.get(SharedSheet.name == "职工")

    def sync(self):
        return run_sheet(self.sheet, self.settings)

    def type(self, field, text):
        self.book.type(self.worker.code, field.label, text)
        return self.sync()

    def stored(self):
        return scope.find(Worker, self.worker.code, scope.SYSTEM)


@pytest.fixture
def county(desk, settings):
    return County(settings)


def names(book):
    return [row[NAME.label] for row in book.rows()]


# What a sheet carries ------------------------------------------------------------------------------


def test_a_sheet_carries_its_unions_records_and_no_others(county):
    assert names(county.book) == ["王建国"]


def test_a_linked_table_carries_the_unions_records_too(county):
    trade = operations.save(Trade(name="焊工"), scope.SYSTEM)
    for worker in (county.worker, county.foreigner):
        operations.save(Skill(worker=worker, trade=trade, level="3"), scope.SYSTEM)
    sharing.share(Skill, "", county.zhang, county.ours, name="技能")
    run_sheet(SharedSheet.get(SharedSheet.name == "技能"), county.settings)
    linked = [
        row[Skill._meta.fields["worker"].label]
        for row in Workbook(county.settings.sheets_folder / "技能.xlsx").rows()
    ]
    assert linked == [f"{county.worker.code} 王建国"]


def test_sensitive_columns_are_never_shared_unless_they_are_named(county):
    sharing.share(Worker, "", county.zhang, county.ours, name="默认")
    run_sheet(SharedSheet.get(SharedSheet.name == "默认"), county.settings)
    labels = Workbook(county.settings.sheets_folder / "默认.xlsx").labels()
    assert NAME.label in labels
    for name in ("id_number", "address"):
        assert Worker._meta.fields[name].label not in labels


def test_the_words_offered_for_a_link_are_of_the_union_only(county):
    tab = county.book.book()["_lists"]
    offered = {cell.value for cells in tab.iter_rows() for cell in cells if cell.value}
    assert f"{county.firm.code} 新墩面粉厂" in offered
    assert not any("碱滩" in text for text in offered)


def test_a_record_that_moves_to_another_union_leaves_the_sheet(county):
    county.person("赵六", county.ours)
    county.sync()
    worker = county.stored()
    worker.organisation = county.theirs
    operations.save(worker, scope.SYSTEM)
    county.sync()
    assert names(county.book) == ["赵六"]
    assert county.sync().outcome == "quiet"


# What a sheet may write ----------------------------------------------------------------------------


def test_a_foreign_code_and_an_unknown_one_are_refused_in_the_same_words(county):
    said = [county.type(EMPLOYER, code) for code in (county.foreign_firm.code, "E-999")]
    texts = [outcome.findings[0].text.replace(code, "…") for outcome, code in
             zip(said, (county.foreign_firm.code, "E-999"), strict=True)]  # fmt: skip
    assert [outcome.findings[0].matter for outcome in said] == [Matter.INVALID] * 2
    assert texts[0] == texts[1]
    assert county.stored().enterprise_id is None


def test_a_foreign_name_and_an_unknown_one_are_refused_in_the_same_words(county):
    said = [county.type(EMPLOYER, name).findings[0].text for name in ("碱滩水泥厂", "没有水泥厂")]
    assert said[0].replace("碱滩", "没有") == said[1]
    assert county.stored().enterprise_id is None


@pytest.mark.parametrize("typed", ["{code}", "{code} 随便", "{name}"])
def test_a_link_may_be_typed_as_a_code_or_a_name(county, typed):
    outcome = county.type(EMPLOYER, typed.format(code=county.firm.code, name=county.firm.name))
    assert outcome.outcome == "written"
    assert county.stored().enterprise_id == county.firm.id
    assert county.sync().outcome == "quiet"


@pytest.mark.parametrize("target", ["county", "theirs"])
def test_a_record_cannot_be_sent_to_another_union_by_typing(county, target):
    outcome = county.type(UNION, getattr(county, target).code)
    assert outcome.outcome == "refused"
    assert county.stored().organisation_id == county.ours.id


def test_the_id_of_another_sheets_row_gives_no_access_to_its_record(county):
    sharing.share(Worker, "", scope.SYSTEM, county.theirs, columns=["name"], editable=["name"], name="别镇")
    run_sheet(SharedSheet.get(SharedSheet.name == "别镇"), county.settings)
    foreign = Workbook(county.settings.sheets_folder / "别镇.xlsx").rows()[0]
    hidden = next(value for label, value in foreign.items() if label.startswith("_id"))
    generation = county.book.generation()
    county.book.add(**{generation: hidden, NAME.label: "被改的名字", UNION.label: county.ours.code})
    county.sync()
    assert scope.find(Worker, county.foreigner.code, scope.SYSTEM).name == "李明"
    assert Worker.get(Worker.name == "被改的名字").organisation_id == county.ours.id


def test_the_trail_names_the_user_who_shared_and_the_sheet(county):
    county.type(NAME, "王建军")
    last = Audit.select().order_by(Audit.id.desc()).first()
    assert (last.account_id, last.who, last.via) == (county.account.id, "zhang", "sheet 职工")


# When it must rest -----------------------------------------------------------------------------------


def pause(county):
    sharing.pause(county.sheet, county.zhang)


def lock(county):
    accounts.lock(county.account, scope.SYSTEM)


def move_away(county):
    county.account.organisation = county.theirs
    county.account.save()


@pytest.mark.parametrize("hinder", [pause, lock, move_away])
def test_a_sheet_that_must_rest_writes_nothing_on_either_side(county, hinder):
    county.book.type(county.worker.code, NAME.label, "王建军")
    county.person("赵六", county.ours)
    hinder(county)
    before = county.book.path.read_bytes()
    outcome = county.sync()
    assert (outcome.outcome, outcome.reads) == ("refused", 0)
    assert outcome.words
    assert county.stored().name == "王建国"
    assert county.book.path.read_bytes() == before


def test_a_paused_sheet_is_left_out_of_the_schedule_and_goes_on_where_it_was(county):
    county.book.type(county.worker.code, NAME.label, "王建军")
    pause(county)
    assert run_all(county.settings) == []
    sharing.pause(county.sheet, county.zhang, paused=False)
    assert [outcome.outcome for outcome in run_all(county.settings)] == ["written"]
    assert county.stored().name == "王建军"


def test_one_broken_sheet_does_not_keep_the_others_from_running(county):
    sharing.share(Worker, "", scope.SYSTEM, county.theirs, name="别镇")
    county.book.path.write_bytes(b"nothing")
    outcomes = {outcome.sheet: outcome.outcome for outcome in run_all(county.settings)}
    assert outcomes == {"职工": "failed", "别镇": "written"}


# Who may share and settle -----------------------------------------------------------------------------


@pytest.fixture
def people(county):
    reader, _password = accounts.add("reader", Role.READER, county.ours, scope.SYSTEM, "correct horse")
    other, _password = accounts.add("other", Role.UNION, county.theirs, scope.SYSTEM, "correct horse")
    return {"reader": scope.actor(reader), "foreign": scope.actor(other), "zhang": county.zhang}


@pytest.mark.parametrize(("who", "may"), [("zhang", True), ("reader", False), ("foreign", False)])
def test_who_may_share_a_unions_records(county, people, who, may):
    def share():
        return sharing.share(Worker, "", people[who], county.ours, name="又一张")

    if may:
        assert share().name == "又一张"
    else:
        with pytest.raises(Refused):
            share()


@pytest.mark.parametrize(("who", "may"), [("zhang", True), ("reader", False), ("foreign", False)])
def test_who_may_settle_a_conflict(county, people, who, may):
    county.book.type(county.worker.code, NAME.label, "王建军")
    worker = county.stored()
    worker.name = "王建民"
    operations.save(worker, scope.SYSTEM)
    county.sync()
    [conflict] = settling.conflicts(county.sheet)
    if may:
        settling.settle(county.sheet, conflict, Policy.SHEET, people[who])
        assert county.stored().name == "王建军"
    else:
        with pytest.raises(Refused):
            settling.settle(county.sheet, conflict, Policy.SHEET, people[who])
        assert county.stored().name == "王建民"


@pytest.mark.parametrize(("who", "seen"), [("zhang", ["职工"]), ("reader", ["职工"]), ("foreign", [])])
def test_each_sees_the_sheets_of_their_own_unions(county, people, who, seen):
    assert [sheet.name for sheet in sharing.sheets(people[who])] == seen


def test_a_sheet_can_only_be_shared_with_columns_that_exist_and_a_name_that_is_free(county):
    for options in ({"columns": ["moon"]}, {"editable": ["moon"]}, {"policies": {"moon": Policy.ASK}}, {"name": "职工"},
                    {"name": "../职工"}):  # fmt: skip
        with pytest.raises(Refused):
            sharing.share(Worker, "", county.zhang, county.ours, **{"name": "新的", **options})


def test_who_may_not_look_behind_masks_puts_no_sensitive_column_into_a_sheet(county, settings):
    """The system administrator keeps the machine, not the people's numbers; nor does a sheet outlive the right."""
    keeper, _password = accounts.add("keeper", Role.ADMINISTRATOR, None, scope.SYSTEM, "correct horse")
    columns = ["name", "id_number"]
    with pytest.raises(Refused, match="证件号码：只有有权查看"):
        sharing.share(Worker, "", scope.actor(keeper), county.ours, columns=columns, name="名册")
    sharing.share(Worker, "", scope.actor(keeper), county.ours, columns=["name"], name="姓名")
    sharing.share(Worker, "", county.zhang, county.ours, columns=columns, name="名册")
    sheet = SharedSheet.get(SharedSheet.name == "名册")
    assert run_sheet(sheet, settings).outcome == "written"
    Account.update(role=Role.READER).where(Account.id == county.account.id).execute()
    outcome = run_sheet(SharedSheet.get_by_id(sheet.id), settings)
    assert (outcome.outcome, "敏感列" in outcome.words, outcome.writes) == ("refused", True, 0)
