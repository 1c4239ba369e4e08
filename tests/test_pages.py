"""Every page there is, in both languages: nothing left untranslated, nothing from elsewhere, one h1, one main."""

import io
import re
from datetime import timedelta
from pathlib import Path

import pytest
from front_door import Page, Person
from make import make
from workbook import Workbook

import fields
import jobs
import language
import models
import operations
import reports
import scope
from admin import SCREENS
from models import SharedSheet, SheetRun
from operations import links, months, quality_rules, transfers
from sync import asked, places, sharing
from sync.importing import keeping, uploads
from sync.importing.work import carry_on
from sync.run import run

# What is the same in every language.
SAME = re.compile(
    r"\b(CSV|PDF|ID|Excel|Google|GONGYOU_GOOGLE_CREDENTIALS|Esc|Tab|Gongyou|English|admin|office|axe|LibreOffice|WPS|xlsx?|[A-Z]{1,2}-\d+|Werkzeug|[A-Z2-7]{32}|20\d\d(-[A-Z2-9]{4}){3}|O-|_id)\b|https?://\S+|/\S+"
)
LATIN = re.compile(r"[A-Za-z]{2,}")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


COMPARED = "/admin/duplicates/worker/1/2/"
TOKENS = ("walked", "walked-too", "walked-and-chosen", "walked-apart")


def addresses():
    """The page of each door of each entity, and every page that belongs to none."""
    for model in models.RECORDS:
        base = f"/admin/{model._meta.table_name}/"
        yield from (
            base,
            f"{base}new/",
            f"{base}import/",
            f"{base}?flt0_{first_text(model)}-empty=no&search=x",
        )
        yield from (
            f"{base}{door}/?id=1" for door in ("details", "edit", "delete", "batch", "purge", "erase")
        )
        yield f"{base}trash/"
        yield f"{base}version/?id=1&audit={line_about(model)}"
    yield from (
        "/admin/accounts/",
        "/admin/accounts/new/",
        "/admin/accounts/1/",
        "/admin/sign-ins/",
        "/sessions",
        "/second-factor",
        "/admin/sheets/",
        "/admin/sheets/1/",
        "/admin/sheets/1/settings",
        "/admin/sheets/1/end",
        "/admin/sheets/1/troubles/",
        "/admin/sheets/1/rehearsal/",
        "/admin/sheets/1/runs/",
        "/admin/sheets/1/runs/1/",
        "/admin/sheets/1/runs/2/?show=said",
        "/admin/sheets/new/",
        "/admin/sheets/new/?table=worker",
        "/admin/imports/",
        "/admin/imports/1/",
        *(f"/admin/imports/2/?show={outcome}" for outcome in ("new", "refused", "twice", "missing")),
        "/admin/quality/",
        "/admin/boards/",
        "/admin/boards/1/",
        *deeds(),
        "/admin/champions/",
        "/admin/duplicates/",
        "/admin/duplicates/?state=different",
        COMPARED,
        "/admin/quality/rules/",
        "/admin/quality/rules/1/",
        "/admin/quality/rules/new/?entity=worker",
        "/admin/trail/",
        "/admin/",
        "/login",
        "/password",
        "/reports/",
        "/reports/months",
        "/admin/tasks/",
        "/admin/worker/?task=mend_worker",
        *closed_pages(),
        "/nothing",
        "/admin/links/mentorship_contract/1/",
        *(f"/admin/mentorship_contract/do/{verb}/?id=1" for verb in ("sign_on_paper", "goal", "cancel")),
        "/admin/mentorship_contract/paper/contract/?id=1",
        "/admin/mentorship_review/do/confirm/?id=1",
        "/admin/pairing/",
        "/reports/contracts-by-trade",
        *("/reports/demand-by-trade", "/reports/people-served", "/reports/cadre-training"),
        *("/reports/people-served?from=x", "/verify/", "/verify/2026-2345"),
        "/admin/labour/ledgers?month=2026-03",
        "/admin/recommending/worker/1/",
        "/admin/recommending/class/1/",
        *(
            "/admin/seasons/",
            "/admin/seasons/1/",
            "/reports/gaps",
            "/reports/gaps/people",
            "/reports/gaps/of-year",
        ),
        *(
            "/admin/jobs/pool/",
            "/admin/jobs/posts/1/",
            "/reports/fairs-by-kind",
            "/reports/from-class-to-job",
        ),
        "/admin/labour/teams",
        "/admin/labour/graduates",
        "/reports/academies",
        *(f"/reports/training-table?group={group}" for group in ("trade", "course", "certificates")),
        "/admin/teaching/code/1",
        "/admin/links/match_event/1/",
        "/admin/matchmaking/door/1",
        "/admin/matchmaking/door/1?who=7",
        "/admin/matchmaking/funnel",
        "/admin/transfers/",
        "/admin/transfers/1/",
        "/admin/transfers/release/match_event/1/",
        "/admin/transfers/release/worker/1/",
        *(f"/p/{token}" for token in TOKENS),
        "/p/nothing",
        "/admin/worker/details/?id=999",
    )
    yield from (f"/reports/{report.name}?month=2026-03" for report in reports.REPORTS)
    yield from (f"/admin/trade/purge/?id={id}" for (id,) in trashed_trades())
    yield from ("/reports/workers?month=2026-13", "/admin/worker/?flt0_born_on-from=99")


def deeds():
    """The page of each verb and each paper of contests and workers."""
    for model in (
        models.Contest,
        models.Stage,
        models.Entry,
        models.Worker,
        models.TrainingClass,
        models.Lesson,
    ):
        view, base = SCREENS[model], f"/admin/{model._meta.table_name}"
        yield from (f"{base}/do/{verb.name}/?id=1" for verb in view.verbs)
        yield from (f"{base}/paper/{paper.name}/?id=1" for paper in view.papers)


def closed_pages():
    """A closed month, the list of one of its figures, and the next month, which names what was put right."""
    union = models.Organisation.select().order_by(models.Organisation.id).first()
    for figure in models.MonthFigure.select().limit(1):
        yield from (
            f"/reports/workers?month={month}&organisation={union.code}" for month in ("2026-04", "2026-05")
        )
        yield f"/admin/{figure.entity}/?figure={figure.id}"


def line_about(model):
    """A line of the history of the first record of an entity."""
    own = models.Audit.select(models.Audit.id).where(models.Audit.entity == model._meta.table_name)
    return own.where(models.Audit.record == 1).order_by(models.Audit.id).limit(1).scalar() or 0


def trashed_trades():
    return list(models.Trade.select(models.Trade.id).where(models.Trade.deleted_at.is_null(False)).tuples())


def first_text(model):
    return next(
        f.name for f in models.columns(model) if not isinstance(f, fields.ChoicesField | fields.BooleanField)
    )


@pytest.fixture
def office(desk, settings, monkeypatch):
    """Somebody at a desk that holds one record of each entity, its data free of Latin letters."""
    person = Person(desk, "office")
    for model in models.RECORDS:
        make(model)
    operations.delete(make(models.Trade), scope.SYSTEM)
    share_and_disturb(settings)
    give_links(monkeypatch)
    find_something()
    hand_over()
    close_and_correct()
    bring_files(person.account, settings.instance / keeping.FOLDER)
    return person


ROSTER = "编号,姓名,手机号码,备考\n,李明,,甲\nW-1,王大国,12,乙\n,赵六,13812345670,\n,赵六,13812345670,\nW-1,王小国,,\n"


def bring_files(account, folder):
    """Two imports: one whose columns are still to be matched, one whose preview has rows of every kind."""
    for _time in range(2):
        file = io.BytesIO(ROSTER.encode())
        one = uploads.begin(models.Worker, file, "花名册.xlsx", folder, scope.actor(account))
    uploads.choose(one, "", {0: "_code", 1: "name", 2: "phone"}, into=models.Organisation.get(), line=1)
    carry_on(one, folder)


def find_something():
    """A worker without a phone, found and let pass."""
    models.Worker.update(phone=None).where(models.Worker.id == 1).execute()
    quality_rules.look_through()
    finding = models.QualityFinding.get(models.QualityFinding.record == 1)
    quality_rules.exempt(finding, "没有手机", models.now().date() + timedelta(9), scope.SYSTEM)


def close_and_correct():
    union = models.Organisation.select().order_by(models.Organisation.id).first()
    months.close("workers", "2026-04", union, scope.SYSTEM)
    operations.delete(make(models.Worker, organisation=union), scope.SYSTEM)
    make(models.Worker, organisation=union)


def give_links(monkeypatch):
    """A personal link of each purpose, its token known."""
    monkeypatch.setattr(links, "made_up", iter(TOKENS).__next__)
    contract, profile = models.MentorshipContract.get(), models.MatchProfile.get()
    links.make("sign_contract", contract, contract.mentor, scope.SYSTEM)
    links.make("register_event", models.MatchEvent.get(), profile.worker, scope.SYSTEM)
    place = make(models.MatchRegistration, profile=profile, badge=7)
    models.MatchRegistration.update(state="attended").where(models.MatchRegistration.id == place.id).execute()
    soon = {"state": "held", "choosing_at": models.now(), "choose_by": models.now() + timedelta(hours=1)}
    models.MatchEvent.update(soon).where(models.MatchEvent.id == place.event_id).execute()
    models.MatchProfile.update(state="verified", verified_until=None).where(
        models.MatchProfile.id == profile.id
    ).execute()
    links.make("choose_at_event", place.event, profile.worker, scope.SYSTEM)
    links.make("keep_apart", profile, profile.worker, scope.SYSTEM)


def hand_over():
    """One worker that waits for another union, one that was declined: the pages say all they can say."""
    other = make(models.Organisation)
    transfers.release(models.Worker.get(), other, "调动", scope.SYSTEM)
    declined = transfers.release(make(models.Worker), other, "调动", scope.SYSTEM)
    transfers.decline(declined, "查无此人", scope.SYSTEM)


def share_and_disturb(settings):
    """A shared workbook with a conflict and a refused cell, so that its page says all it can say."""
    sheet = sharing.share(models.Worker, Path(), scope.SYSTEM, editable=["phone", "post"], name="花名册")
    run(sheet, settings)
    book, worker = Workbook(places.path(sheet, settings)), models.Worker.get()
    book.type(worker.code, "岗位", "班长")
    book.type(worker.code, "手机号码", "12")
    worker.post = "组长"
    operations.save(worker, scope.SYSTEM)
    asked.ask(SharedSheet.get(), scope.SYSTEM, dry=True)
    jobs.run_asked(settings)
    run(SharedSheet.get(), settings)
    asked.ask(SharedSheet.get(), scope.SYSTEM)


def test_a_chinese_page_holds_no_english(office):
    for address in addresses():
        page = Page(office.text(address))
        left = [words for words in page.words if LATIN.search(SAME.sub("", words))]
        assert left == [], address


def test_an_english_page_holds_chinese_only_where_the_records_do(office):
    with language.speaking("zh_Hans_CN"):
        stored = " ".join(
            str(value)
            for model in [*models.RECORDS, models.Transfer]
            for row in model.select().dicts()
            for value in row.values()
        )
    stored += ROSTER + "花名册.xlsx" + "".join(line.problems for line in models.ImportLine)
    stored += "".join(one.words for one in models.FileImport)
    # What a run said, it said in the language of the sheet.
    stored += (
        models.QualityExemption.get().reason + SharedSheet.get().name + "".join(one.plan for one in SheetRun)
    )
    office.get("/language/en")
    for address in addresses():
        chinese = [words for words in Page(office.text(address)).words if CHINESE.search(words)]
        left = [words for words in chinese if words not in stored and not named(words, stored)]
        assert left in ([], ["中文"]), address


def named(words, stored):
    """Whether the Chinese in a text is data: each run of it stands in some record."""
    runs = re.findall(r"[\u3400-\u9fff·（）、]+\d*", words)
    return all(run.strip("·、") in stored for run in runs)


def test_a_page_is_built_for_everybody_and_asks_nothing_of_other_hosts(office):
    for address in addresses():
        text = office.text(address)
        assert text.count("<h1") == 1, address
        assert text.count("<main") == 1, address
        assert '<html lang="zh-CN">' in text, address
        assert not re.findall(r'(?:src|href|action)="(?:https?:)?//', text), address
        assert not re.findall(r"\son\w+=", text), address
        assert unlabelled(text) == [], address


def unlabelled(text):
    """The fields of a page, those of lines to be added too, that nothing names."""
    fields = re.findall(r"<(?:input|select|textarea)\b[^>]*>", text)
    ids = [(field, re.search(r'\bid="([^"]+)"', field)) for field in fields if 'type="hidden"' not in field]
    return [field for field, id in ids if id and f'for="{id[1]}"' not in text and 'aria-label="' not in field]


def test_pages_are_walked_completely(desk):
    """A new page must be added to the walk: every GET rule is one of those walked, or is named here."""
    elsewhere = {"/", "/logout", "/language/<locale>", "/healthz", "/static/<path:filename>"}
    walked = {address.partition("?")[0] for address in addresses()}
    for rule in desk.url_map.iter_rules():
        address = str(rule).replace("<name>", "workers").replace("<int:id>", "1").replace("<int:number>", "1")
        address = address.replace("<table>/<int:staying>/<int:leaving>", "worker/1/2")
        address = (
            address.replace("<table>", "match_event")
            .replace("<token>", TOKENS[0])
            .replace("<number>", "2026-2345")
        )
        files = (
            address in elsewhere
            or "/static/" in address
            or "/export/" in address
            or "/archive/" in address
            or "/template/" in address
            or "/worklist/" in address
            or "/ajax/" in address
            or "/action/" in address
            or "/rejects." in address
            or "/<verb>/" in address  # those that there are: `deeds`
            or "/<paper>/" in address
            or "/cell/" in address  # a part of the list's page
            or "/progress/" in address  # a part of the sheet's page
        )
        if "GET" in rule.methods and not files:
            assert address in walked, address
