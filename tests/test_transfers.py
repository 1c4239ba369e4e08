"""A record goes from one union to another in two steps: one releases it, the other takes it over. Nobody pulls or pushes."""

import re

import pytest
from front_door import Person, codes, mistakes
from make import again, make
from test_doors import theirs
from workbook import Workbook

import models
import operations
import scope
from choices import Area, Role, TransferState
from models import (
    Audit,
    MentorshipContract,
    Organisation,
    QualityFinding,
    SheetNotice,
    Skill,
    Transfer,
    Worker,
)
from operations import quality_rules, transfers
from sync import places, sharing
from sync.run import run

REASON = "调到碱滩镇工作"


class Unions:
    """A county, two townships, and who works there; a worker of the first township with a skill and a contract."""

    PEOPLE = {
        "zhang": ("ours", Role.UNION, ()),
        "our clerk": ("ours", Role.CLERK, (Area.PEOPLE,)),
        "our reader": ("ours", Role.READER, ()),
        "li": ("theirs", Role.UNION, ()),
        "their clerk": ("theirs", Role.CLERK, (Area.PEOPLE,)),
        "other clerk": ("theirs", Role.CLERK, (Area.TRAINERS,)),
        "their reader": ("theirs", Role.READER, ()),
        "their auditor": ("theirs", Role.AUDITOR, ()),
        "third": ("third", Role.UNION, ()),
        "county": ("county", Role.UNION, ()),
    }

    def __init__(self, desk):
        self.desk, self.people = desk, {}
        self.county = make(Organisation, name="甘州区总工会")
        self.ours, self.theirs, self.third = (
            make(Organisation, name=f"{name}镇总工会", parent=self.county)
            for name in ("新墩", "碱滩", "长安")
        )
        self.worker = make(Worker, name="王建国", organisation=self.ours, address="绝密地址")
        self.skill = make(Skill, worker=self.worker, organisation=self.ours)
        self.contract = make(MentorshipContract, organisation=self.ours, mentor=self.worker)

    def __getitem__(self, name):
        """Somebody, signed in when first asked for."""
        if name not in self.people:
            union, role, areas = self.PEOPLE[name]
            self.people[name] = Person(self.desk, name, role, getattr(self, union), areas)
        return self.people[name]

    def release(self, record=None, by="zhang", to=None, reason=REASON):
        """Through the form, as it stands; the answer."""
        record = record or self.worker
        address = f"/admin/transfers/release/{record._meta.table_name}/{record.id}/"
        return self[by].fill(address, organisation=self.theirs.code if to is None else to, reason=reason)

    def released(self, record=None, **how):
        """The transfer that a release made."""
        answer = self.release(record, **how)
        assert answer.status_code == 302, mistakes(answer)
        return Transfer.select().order_by(Transfer.id.desc()).get()

    def press(self, by, transfer, verb, **fields):
        """A verb as its button sends it; the version is the record's unless given."""
        version = scope.find(models.BY_TABLE[transfer.entity], transfer.record, scope.SYSTEM)
        token = self[by].form("/password")["csrf_token"]
        data = {"csrf_token": token, "version": version and version.version, **fields}
        self[by].last = self[by].client.post(f"/admin/transfers/{transfer.id}/{verb}", data=data)
        return self[by].last


@pytest.fixture
def unions(desk):
    return Unions(desk)


def union_of(record):
    return again(record).organisation_id


def page(transfer):
    return f"/admin/transfers/{transfer.id}/"


# The two sides -----------------------------------------------------------------------------------


def test_released_by_one_and_accepted_by_the_other_the_record_changes_hands(unions):
    ours, theirs, base = unions["zhang"], unions["li"], "/admin/worker/"
    assert "转出…" in ours.text(f"{base}details/?id={unions.worker.id}")
    transfer = unions.released()
    assert union_of(unions.worker) == unions.ours.id
    assert "等待接收" in ours.text(f"{base}details/?id={unions.worker.id}")
    assert re.search(r'/admin/transfers/">[^<]+</a> <span class="number">1<', theirs.text("/admin/"))
    text = theirs.text("/admin/transfers/")
    assert all(words in text for words in (unions.worker.code, "王建国", "新墩镇总工会", REASON))
    answer = unions.press("li", transfer, "accept")
    assert answer.location.endswith(f"{base}details/?id={unions.worker.id}")
    assert union_of(unions.worker) == unions.theirs.id
    assert codes(theirs.text(base)) == [unions.worker.code]
    assert codes(theirs.text("/admin/skill/")) == [unions.skill.code]
    assert unions.worker.code not in codes(ours.text(f"{base}?page_size=200"))
    assert unions.skill.code not in codes(ours.text("/admin/skill/?page_size=200"))
    for door in ("details", "edit", "delete"):
        assert ours.get(f"{base}{door}/?id={unions.worker.id}").status_code == 404
    assert codes(ours.text("/admin/mentorship_contract/")) == [
        unions.contract.code
    ]  # it stays, with the name
    assert "王建国" in ours.text(f"/admin/mentorship_contract/details/?id={unions.contract.id}")
    edited = ours.fill(f"/admin/mentorship_contract/edit/?id={unions.contract.id}", note="师傅已调离")
    assert edited.status_code == 302
    assert again(unions.contract).mentor == unions.worker


def test_until_it_is_accepted_the_other_side_learns_the_name_and_no_more(unions):
    transfer = unions.released()
    person = unions["li"]
    for address in ("/admin/transfers/", page(transfer)):
        text = person.text(address)
        assert "王建国" in text
        for secret in (
            unions.worker.phone,
            unions.worker.id_number,
            "绝密地址",
            unions.worker.post,
            unions.skill.code,
        ):
            assert secret not in text
        assert "/admin/worker/details/" not in text
    for door in ("details", "edit", "version", "delete", "cell"):
        assert (
            person.get(f"/admin/worker/{door}/?id={unions.worker.id}&audit=1&column=name").status_code == 404
        )
    assert codes(person.text("/admin/worker/")) == codes(person.text("/admin/skill/")) == []
    assert (
        person.get(f"/admin/worker/?search={unions.worker.code}").get_data(as_text=True).count("王建国") == 0
    )


@pytest.mark.parametrize("end", ["decline", "withdraw", "void"])
def test_a_transfer_that_came_to_nothing_leaves_the_record_and_takes_the_name_back(unions, end):
    transfer = unions.released()
    if end == "decline":
        assert unions.press("li", transfer, "decline").status_code == 422  # it wants a reason
        assert unions.press("li", transfer, "decline", reason="查无此人").status_code == 302
        assert "查无此人" in unions["zhang"].text("/admin/transfers/")
    elif end == "withdraw":
        assert unions.press("zhang", transfer, "withdraw").status_code == 302
    else:
        operations.delete(unfettered(unions), scope.SYSTEM)
    assert union_of(unions.worker) == unions.ours.id
    answer = unions.press("li", transfer, "accept")
    assert answer.status_code == 422
    assert "不在等待" in mistakes(answer)[0]
    assert union_of(unions.worker) == unions.ours.id
    text = unions["li"].text("/admin/transfers/")
    assert transfer.code in text
    assert "王建国" not in text + unions["li"].text(page(transfer))


def unfettered(unions):
    """The worker, once nothing needs it any more."""
    operations.delete(again(unions.contract), scope.SYSTEM)
    return again(unions.worker)


def test_who_sees_both_unions_moves_directly_and_what_waited_falls(unions):
    transfer = unions.released()
    county = unions["county"]
    answer = county.fill(f"/admin/worker/edit/?id={unions.worker.id}", organisation=unions.third.code)
    assert answer.status_code == 302
    assert union_of(unions.worker) == unions.third.id
    assert again(transfer).state == TransferState.VOID
    assert unions.press("li", transfer, "accept").status_code == 422
    assert union_of(unions.worker) == unions.third.id


def test_a_union_that_goes_to_the_trash_takes_nothing_over(unions):
    transfer = unions.released(to=unions.third.code)
    operations.delete(unions.third, scope.SYSTEM)
    assert again(transfer).state == TransferState.VOID
    assert unions.release().status_code == 302


# Who may -----------------------------------------------------------------------------------------

ALL = set(Unions.PEOPLE)


@pytest.mark.parametrize(
    ("verb", "may"),
    [
        ("release", {"zhang", "our clerk", "county"}),
        ("accept", {"li", "their clerk", "county"}),
        ("decline", {"li", "their clerk", "county"}),
        ("withdraw", {"zhang", "our clerk", "county"}),
    ],
)
def test_each_verb_is_for_its_own_side_alone(unions, verb, may):
    address = f"/admin/transfers/release/worker/{unions.worker.id}/"
    for name in sorted(ALL - may) + sorted(may):  # those who may come last; one of them does it
        if verb == "release":
            token = unions[name].form("/password")["csrf_token"]
            form = {"csrf_token": token, "organisation": unions.theirs.code, "reason": REASON}
            answer = unions[name].client.post(address, data=form)
            count = Transfer.select().count()
        else:
            transfer = Transfer.get_or_none() or unions.released()
            answer = unions.press(name, transfer, verb, reason=REASON)
            count = int(again(transfer).state != TransferState.RELEASED)
        assert (answer.status_code == 302) == (name in may), name
        assert answer.status_code in (302, 403, 404, 422), name
        assert bool(count) == (name in may), name
        models.db.obj.execute_sql("DELETE FROM transfer") if verb == "release" else None
        if name in may and verb != "release":
            break


def test_who_only_reads_finds_nothing_to_press_and_no_offer(unions):
    transfer = unions.released()
    for name in ("our reader", "their reader", "their auditor", "other clerk", "third"):
        listed = unions[name].text("/admin/transfers/")
        assert (transfer.code in listed) == (name == "our reader"), name
        answer = unions[name].get(page(transfer))
        assert answer.status_code == (200 if name == "our reader" else 404), name
        assert "/accept" not in answer.get_data(as_text=True)
        assert "/withdraw" not in answer.get_data(as_text=True)
        assert "转出…" not in unions[name].text(f"/admin/worker/details/?id={unions.worker.id}")
    unions.press("li", transfer, "accept")
    for name in ("our reader", "their reader", "their auditor", "third"):
        listed = unions[name].text("/admin/transfers/")
        assert (transfer.code in listed) == (name != "third"), name
        assert ("王建国" in listed) == name.startswith("their"), name


def test_a_transfer_of_others_is_answered_like_none(unions):
    transfer = unions.released()
    for name in ("third", "other clerk", "their reader"):
        token = unions[name].form("/password")["csrf_token"]
        for verb in ("", "accept", "decline", "withdraw"):
            send = unions[name].client.post if verb else unions[name].client.get
            answers = set()
            for number in (transfer.id, 999):
                answer = send(f"/admin/transfers/{number}/{verb}", data={"csrf_token": token})
                answers.add(
                    (
                        answer.status_code,
                        re.sub(r"\b\d+\b|value=\"[^\"]*\"", "", answer.get_data(as_text=True)),
                    )
                )
            assert len(answers) == 1, (name, verb)
            assert answers.pop()[0] == 404
    for table, number in (
        ("worker", unions.worker.id),
        ("worker", 999),
        ("skill", 1),
        ("trade", 1),
        ("moon", 1),
    ):
        assert unions["li"].get(f"/admin/transfers/release/{table}/{number}/").status_code == 404


# Naming the other union --------------------------------------------------------------------------


def test_the_receiving_union_is_named_by_code_or_whole_name(unions):
    for typed in (unions.theirs.code, f"{unions.theirs.code} 碱滩镇总工会", " 碱滩镇总工会 "):
        assert unions.released(to=typed).target == unions.theirs
        Transfer.delete().execute()


REFUSED = [
    ("O-999", REASON, "没有此编号或全称的工会"),
    ("碱滩", REASON, "没有此编号或全称的工会"),
    ("{theirs} 长安镇总工会", REASON, "没有此编号或全称的工会"),
    ("", REASON, "没有此编号或全称的工会"),
    ("碱滩\x00", REASON, "接收工会"),
    ("{ours}", REASON, "已属于此工会"),
    ("{theirs}", "", "请写明理由"),
    ("{theirs}", "x\x00y", "事由"),
    ("{theirs}", "长" * 201, "请写明理由"),
]


def test_a_release_that_cannot_be_is_refused_in_words_and_keeps_what_was_typed(unions):
    for typed, reason, words in REFUSED:
        typed = typed.format(ours=unions.ours.code, theirs=unions.theirs.code)
        answer = unions.release(to=typed, reason=reason)
        assert answer.status_code == 422, typed
        assert words in mistakes(answer)[0]
        assert typed.replace("\0", "") in answer.get_data(as_text=True).replace("\0", "")
        assert reason.replace("\0", "") in answer.get_data(as_text=True).replace("\0", "")
    assert not Transfer.select().exists()


def test_two_unions_of_one_name_are_told_apart_by_code(unions):
    twin = make(Organisation, name="碱滩镇总工会", parent=unions.third)
    assert "不止一个" in mistakes(unions.release(to="碱滩镇总工会"))[0]
    assert unions.released(to=twin.code).target == twin


def test_the_directory_holds_code_name_and_superior_of_unions_for_who_hands_over(unions):
    unions.theirs.phone, unions.theirs.region = "13900001111", "张掖"
    operations.save(unions.theirs, scope.SYSTEM)
    address = "/admin/transfers/ajax/unions/?query="
    for text in ("碱滩", "jt", unions.theirs.code):
        found = unions["zhang"].get(address + text).get_json()
        assert found == [[unions.theirs.id, f"{unions.theirs.code} 碱滩镇总工会", "甘州区总工会"]], text
    for text in ("13900001111", "张掖", "王建国", "%00"):
        assert unions["zhang"].get(address + text).get_json() == [], text
    assert unions["our reader"].get(address).status_code == 403
    # The doors to records know nothing of it.
    assert unions["zhang"].get("/admin/worker/ajax/lookup/?name=organisation&query=碱滩").get_json() == []


# What goes along, what is said ---------------------------------------------------------------------


def test_the_form_says_what_goes_along_and_what_stays(unions):
    text = unions["zhang"].text(f"/admin/transfers/release/worker/{unions.worker.id}/")
    along, _mark, stays = text.partition("留在原处")
    assert f"{Skill._meta.title}：1" in along
    assert f"{MentorshipContract._meta.title}：1" in stays


def test_every_entity_that_names_its_union_can_be_handed_over(unions):
    assert transfers.HANDED
    for model in transfers.HANDED:
        record = make(model, organisation=unions.ours)
        transfer = unions.released(record)
        assert str(again(record)) in unions["li"].text(page(transfer)), model
        assert not any(model._meta.fields[name].sensitive for name in model._meta.called), model
        assert unions.press("li", transfer, "accept").status_code == 302, model
        assert scope.owner(again(record)) == unions.theirs.id, model
        assert record.code in unions["li"].text(f"/admin/{model._meta.table_name}/details/?id={record.id}")


def test_what_was_found_in_its_parts_goes_along_at_once(unions):
    Skill.update(certificate=None, issued_on="2019-01-01", expires_on="2018-01-01").execute()
    quality_rules.look_through()
    found = QualityFinding.select().where(QualityFinding.entity == "skill")
    assert {one.organisation for one in found.clone()} == {unions.ours.id}
    unions.press("li", unions.released(), "accept")
    assert {one.organisation for one in found.clone()} == {unions.theirs.id}


def test_the_history_and_both_trails_tell_of_it(unions):
    declined = unions.released(reason="第一次")
    unions.press("li", declined, "decline", reason="查无此人")
    unions.press("zhang", unions.released(reason="第二次"), "withdraw")
    unions.press("li", unions.released(), "accept")
    history = unions["li"].text(f"/admin/worker/details/?id={unions.worker.id}")
    for words in (
        "转出给其他工会",
        "查无此人",
        "撤回转出",
        "已转到其他工会",
        REASON,
        f"{unions.ours.code} 新墩镇总工会",
    ):
        assert words in history
    left = unions["zhang"].text("/admin/trail/?act=handed_over")
    assert unions.worker.code in left
    assert "王建国" not in left
    lines = Audit.select().where(Audit.entity == "worker", Audit.via == "transfer")
    assert [(line.who, line.organisation) for line in lines] == [("li", unions.theirs.id)]


# Twice, and too late -------------------------------------------------------------------------------


def test_a_double_click_does_nothing_twice(unions):
    for _click in range(2):
        assert unions.release().status_code in (302, 422)
    assert Transfer.select().count() == 1
    assert unions.release(to=unions.third.code).status_code == 422  # one union at a time
    assert unions["li"].get("/admin/transfers/").status_code == 200
    transfer, lines = Transfer.get(), Audit.select().count()
    answers = [unions.press("li", transfer, "accept").location for _click in range(2)]
    assert answers[0] == answers[1]
    assert Audit.select().count() == lines + 2  # handed over there, changed here
    assert again(unions.worker).version == unions.worker.version + 1


def test_the_same_release_sent_twice_is_one(unions):
    address = f"/admin/transfers/release/worker/{unions.worker.id}/"
    form = {**unions["zhang"].form(address), "organisation": unions.theirs.code, "reason": REASON}
    answers = [unions["zhang"].client.post(address, data=form) for _click in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0].location == answers[1].location
    assert Transfer.select().count() == 1


def test_a_record_changed_meanwhile_is_told(unions):
    address = f"/admin/transfers/release/worker/{unions.worker.id}/"
    form = {**unions["zhang"].form(address), "organisation": unions.theirs.code, "reason": REASON}
    rename(unions, "王建军")
    answer = unions["zhang"].client.post(address, data=form)
    assert answer.status_code == 422
    assert not Transfer.select().exists()
    transfer = unions.released()
    seen = again(unions.worker).version
    assert "又有改动" not in unions["li"].text(page(transfer))
    rename(unions, "王建民")
    answer = unions.press("li", transfer, "accept", version=seen)
    assert answer.status_code == 422
    assert union_of(unions.worker) == unions.ours.id
    assert "又有改动" in answer.get_data(as_text=True)
    assert "王建民" in answer.get_data(as_text=True)
    assert unions.press("li", transfer, "accept").status_code == 302


def rename(unions, name):
    worker = again(unions.worker)
    worker.name = name
    operations.save(worker, scope.SYSTEM)


# No other way --------------------------------------------------------------------------------------


def test_no_form_and_no_cell_moves_a_record_out_or_in(unions):
    """Of every entity, whatever is typed where the owner stands."""
    for model in models.RECORDS:
        if model._meta.scope is not None:
            own, foreign = theirs(model, unions.ours), theirs(model, unions.theirs)
            out_by_typing(unions, own, foreign)
            in_by_typing(unions, own, foreign)
            for record in (own, foreign):
                assert getattr(again(record), owner(model)) == getattr(record, owner(model)), model
                assert again(record).version == record.version, model


def owner(model):
    """The column that leads to the owner; of a union, to the one above it."""
    return model._meta.scope or "parent"


def out_by_typing(unions, own, foreign):
    model, person, base = type(own), unions["zhang"], f"/admin/{own._meta.table_name}/"
    name = owner(model)
    there, form = getattr(foreign, name), person.form(f"{base}edit/?id={own.id}")
    for text in (f"{there.code} {there}", str(there.id), str(there), unions.county.code, "O-999", ""):
        whole = person.client.post(f"{base}edit/?id={own.id}", data={**form, name: text})
        data = {"csrf_token": form["csrf_token"], "version": "1", name: text}
        cell = person.client.post(f"{base}cell/?id={own.id}&column={name}", data=data)
        assert whole.status_code == 422, (model, text)
        assert cell.status_code in (422, 404), (model, text)  # no cell where the list hides the column
        if scope.leads_to_union(model) and text:
            assert "请在该记录页面使用“转出”" in whole.get_data(as_text=True), (model, text)
            assert cell.status_code == 404 or "请在该记录页面使用“转出”" in cell.get_json()["words"]


def in_by_typing(unions, own, foreign):
    person, base, name = unions["zhang"], f"/admin/{own._meta.table_name}/", owner(type(own))
    form = person.form(f"{base}edit/?id={own.id}")
    for door in ("edit/", "cell/"):
        data = {**form, name: getattr(own, name).code, "version": "1"}
        answer = person.client.post(f"{base}{door}?id={foreign.id}&column={name}", data=data)
        assert answer.status_code == 404, (type(own), door)


def test_an_earlier_version_put_back_moves_nothing_back(unions):
    born = Audit.get(Audit.entity == "worker", Audit.record == unions.worker.id)
    unions.press("li", unions.released(), "accept")
    moved = Audit.select().where(Audit.entity == "worker", Audit.via == "transfer").get()
    base = "/admin/worker/"
    for name in ("li", "county"):
        assert "改换工会" in unions[name].text(f"{base}version/?id={unions.worker.id}&audit={born.id}")
        for query in (f"audit={moved.id}&column=organisation", f"audit={born.id}"):
            form = unions[name].form(f"{base}details/?id={unions.worker.id}")
            answer = unions[name].client.post(f"{base}revert/?id={unions.worker.id}&{query}", data=form)
            assert answer.status_code == 422
            assert "转出" in mistakes(answer)[0]
    rename(unions, "王建军")
    form = {
        **unions["county"].form(f"{base}details/?id={unions.worker.id}"),
        "version": again(unions.worker).version,
    }
    answer = unions["county"].client.post(f"{base}revert/?id={unions.worker.id}&audit={born.id}", data=form)
    assert answer.status_code == 302
    assert (again(unions.worker).name, union_of(unions.worker)) == ("王建国", unions.theirs.id)


# Shared workbooks ----------------------------------------------------------------------------------


@pytest.fixture
def book(unions, settings):
    """The first township's workers as a workbook; its sheet and the file."""
    make(Worker, name="赵六", organisation=unions.ours)
    columns = ["name", "phone", "organisation"]
    sheet = sharing.share(Worker, settings.sheets_folder, scope.SYSTEM, organisation=unions.ours, columns=columns,
                          editable=columns, name="职工")  # fmt: skip
    run(sheet, settings)
    return sheet, Workbook(places.path(sheet, settings))


def test_what_was_typed_in_the_row_of_a_record_that_left_is_kept_and_said(unions, book, settings):
    sheet, workbook = book
    workbook.type(unions.worker.code, "手机号码", "13700009999")
    unions.press("li", unions.released(), "accept")
    outcome = run(models.SharedSheet.get(), settings)
    assert unions.worker.code not in [row["编号"] for row in workbook.rows()]
    assert again(unions.worker).phone == unions.worker.phone
    notice = SheetNotice.get(SheetNotice.sheet == sheet)
    assert "13700009999" in notice.text
    assert any("13700009999" in finding.text for finding in outcome.findings)
    assert "13700009999" in unions["zhang"].text(f"/admin/sheets/{sheet.id}/troubles/")
    assert run(models.SharedSheet.get(), settings).outcome == "quiet"


def test_typing_another_union_in_a_workbook_points_to_the_transfer(unions, book, settings):
    sheet, workbook = book
    workbook.type(unions.worker.code, "所属工会", unions.theirs.code)
    outcome = run(models.SharedSheet.get(), settings)
    assert outcome.outcome == "refused"
    assert "转出" in outcome.findings[0].text
    assert union_of(unions.worker) == unions.ours.id
    assert sheet.id
