"""Odd input at every route there is and in every field of every form: words or the text itself, never a trace.

The routes are the application's own list of them: a new door is tried without being named here.
"""

import re

import pytest
from front_door import Page, Person, mistakes
from make import make

import fields
import models
import scope
from models import RECORDS, columns
from operations import transfers
from sync import sharing

every_record = pytest.mark.parametrize("model", RECORDS, ids=lambda model: model._meta.table_name)
MEGABYTE = "工" * 350_000
ODD = {
    "empty": "",
    "NUL": "王\x00",
    "control": "王\x1b[31m\x07",
    "lone surrogate": "王\ud83d",
    "10^30": "1" + "0" * 30,
    "minus one": "-1",
    "not a number": "NaN",
    "power": "1e400",
    "letters": "abc",
    "wildcards": "%_",
    "right to left": "\u202e王\u202c\u200f",
    "zero width": "王\u200b\u200d建",
    "emoji": "👩🏽\u200d🔧",
    "rare": "𠮷野",
    "combining": "e\u0301" + "\u0301" * 40,
    "formula": "=cmd|' /C calc'!A0",
    "script": "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>",
    "template": "{{ 7*7 }} {% x %} %(name)s %s {0}",
    "statement": "'; DROP TABLE worker; --",
    "arabic digits": "٣",
    "not a character": "\uffff",
    "star": "*",
    "lines": "a\r\nb\tc\u2028d",
    "long": "x" * 5000,
}
# What keeps its characters wherever text is text.
FAITHFUL = ("wildcards", "emoji", "rare", "formula", "script", "template", "statement", "letters")
PARAMETERS = (
    "id", "page", "sort", "desc", "page_size", "search", "name", "query", "add", "value", "month", "organisation",
    "format", "next", "column", "version", "url", "endpoint", "_method", "locale", "token", "code", "reason", "text",
    "flt0_name-contains", "flt0_name-is", "flt1_organisation-within",
)  # fmt: skip
WHOLLY = (models.Worker, models.MentorshipContract, models.Organisation, models.Trade)
FEW = ("NUL", "10^30", "script")
PATHS = {"name": "workers", "table": "worker", "export_type": "csv", "filename": "desk.css", "locale": "en"}
LEAKS = re.compile(r"Traceback|sqlite3|psycopg|peewee|OperationalError|DataError|SELECT |FROM \"")


@pytest.fixture
def office(desk, settings, monkeypatch):
    """The administrator at a desk with a record of each entity and a shared workbook."""
    monkeypatch.setitem(desk.config, "PROPAGATE_EXCEPTIONS", False)
    person = Person(desk, "office")
    for model in RECORDS:
        make(model)
    sharing.share(models.Worker, settings.sheets_folder, scope.SYSTEM, editable=["phone"], name="花名册")
    transfers.release(models.Worker.get_by_id(1), make(models.Organisation), "调动", scope.SYSTEM)
    return person


def routes(desk, method, odd=None):
    """(rule, an address of it) of every route that takes the method.

    Screens are derived, so most entities are tried with a few odd texts; two with parts, a tree and a shared one with all.
    """
    for rule in desk.url_map.iter_rules():
        entity = models.BY_TABLE.get(rule.endpoint.partition(".")[0])
        short = entity not in (None, *WHOLLY) and odd not in (None, *FEW)
        if method in rule.methods and rule.endpoint != "signin.logout" and not short:
            yield rule, address(rule)


def address(rule, text=None):
    """An address of a rule; `text` for every part of it that is text, else one that exists."""

    def part(match):
        kind, name = match[1], match[2]
        return "1" if kind == "int:" else text or PATHS.get(name, "x")

    return re.sub(r"<(\w+:)?(\w+)>", part, str(rule))


def sent(office, address, method="GET", **form):
    """The whole answer to a request."""
    with office.client.open(address, method=method, **form) as answer:
        answer.get_data()
    return answer


def amiss(answer):
    """Whether the answer is neither a page nor a refusal in words, or shows something of the machine."""
    text = answer.get_data(as_text=True)
    refusal = answer.mimetype == "text/html" and answer.status_code >= 400
    return answer.status_code >= 500 or bool(refusal and (LEAKS.search(text) or not Page(text).words))


def stored():
    """{entity: its rows}: what must not change."""
    return {model: list(model.select().order_by(model.id).tuples()) for model in RECORDS}


# Every route ------------------------------------------------------------------------------------


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_address_is_answered_at_every_route(office, odd):
    text, before = ODD[odd].encode("utf-8", "surrogatepass"), stored()
    query = dict.fromkeys(PARAMETERS, text)
    found = []
    for rule, plain in routes(office.desk, "GET", odd):
        answers = [sent(office, plain, query_string=q) for q in (query, {**query, "id": "1"})]
        if ODD[odd].isprintable() and odd not in ("empty", "lone surrogate"):
            answers.append(sent(office, address(rule, ODD[odd])))
        found += [(str(rule), answer.status_code) for answer in answers if amiss(answer)]
    assert found == []
    assert stored() == before


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_form_is_answered_at_every_route(office, odd):
    text = ODD[odd].encode("utf-8", "surrogatepass")
    token = office.form("/password")["csrf_token"]
    found = []
    for rule, plain in routes(office.desk, "POST", odd):
        names = [
            *PARAMETERS,
            *field_names(rule),
            "username",
            "password",
            "old",
            "new",
            "again",
            "winner",
            "verdict",
        ]
        form = {**dict.fromkeys(names, text), "csrf_token": token}
        answers = [sent(office, plain, "POST", query_string={"id": id}, data=form) for id in (text, "1")]
        found += [(str(rule), answer.status_code) for answer in answers if amiss(answer)]
    assert found == []


def field_names(rule):
    model = models.BY_TABLE.get(rule.endpoint.partition(".")[0])
    return [field.name for field in columns(model)] if model else []


@pytest.mark.parametrize("method", ["HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"])
def test_another_method_changes_nothing_at_any_route(office, method):
    before = stored()
    for rule in office.desk.url_map.iter_rules():
        answer = sent(office, address(rule), method, query_string={"id": "1"})
        refused = answer.status_code in (302, 404, 405)
        assert refused or (method in ("HEAD", "OPTIONS") and answer.status_code < 500), (
            rule,
            answer.status_code,
        )
    assert stored() == before


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"data": {"csrf_token": "x" * 5000}},
        {"data": {"csrf_token": "令牌\x00"}},
        {"json": {"name": "x"}},
        {"data": b"\xff\xfe\x00", "content_type": "application/x-www-form-urlencoded"},
        {"data": b"--x\r\nnonsense", "content_type": "multipart/form-data; boundary=x"},
        {"data": b"name=x", "content_type": "multipart/form-data"},
        {"data": b"<a/>", "content_type": "text/xml; charset=nonsense"},
    ],
    ids=["nothing", "long token", "odd token", "json", "not UTF-8", "broken parts", "no boundary", "xml"],
)
def test_a_form_without_our_token_changes_nothing_at_any_route(office, form):
    before = stored()
    for rule, plain in routes(office.desk, "POST"):
        answer = sent(office, plain, "POST", query_string={"id": "1"}, **form)
        assert answer.status_code >= 400, rule
        assert not amiss(answer), rule
    assert stored() == before


def test_a_request_too_large_is_refused_in_words(office):
    answer = office.client.post("/admin/trade/new/", data={"name": "工" * 3_000_000})
    assert answer.status_code == 413
    assert "过大" in answer.get_data(as_text=True)


# Every list -------------------------------------------------------------------------------------


def deep(depth):
    """A path through links, up and up the tree."""
    return "organisation." + "parent." * depth + "name"


@pytest.mark.parametrize(
    "query",
    [
        "page=-1", "page=1e3", "page=99999999999999999999", "sort=99", "sort=-99", "sort=code", "desc=maybe",
        "page=1&page=2", "search=a&search=b", "sort=1&sort=abc", "page_size=0", "page_size=-1", "page_size=999999",
        *(f"flt0_{deep(depth)}-is=x" for depth in (3, 30, 300)),
        "&".join(f"flt{n}_name-contains=x" for n in range(999)), "&".join(f"flt0_name-is=x{n}" for n in range(999)),
        "flt0_id-is=1", "flt0_pinyin-is=x", "flt0_deleted_at-empty=no", "flt0_version-is=1", "flt0_created_by-is=x",
        "flt0_organisation.path-is=/", "flt0_organisation.id-is=1", "flt0_-is=1", "flt0_name-=1", "flt0_name-__class__=1",
        "flt9999_name-is=x", "flt0_name-contains=" + "%25" * 66, "flt0_name-one_of=a", "flt0_kind-one_of=" + "," * 200,
        "flt0_organisation-within=O-9999999999", "flt0_organisation-within=", "flt0_born_on-from=9999-99-99", "&&&=&=",
    ],
)  # fmt: skip
@pytest.mark.parametrize("door", ["", "export/csv/"])
def test_an_odd_list_address_gets_a_list(office, door, query):
    answer = office.get(f"/admin/worker/{door}?{query}")
    assert not amiss(answer)
    assert answer.status_code in (200, 400)
    assert answer.get_data()


def test_percent_and_underline_are_characters_like_any(office):
    for name in ("甲%乙", "甲_乙", "甲丙乙"):
        make(models.Trade, name=name)
    for mark in ("%25", "_"):
        assert office.text(f"/admin/trade/?search=甲{mark}乙").count('row"') == 1
        assert office.text(f"/admin/trade/?flt0_name-contains=甲{mark}").count('row"') == 1


# Every field ------------------------------------------------------------------------------------


@every_record
@pytest.mark.parametrize("door", ["new", "edit"])
def test_an_odd_text_in_any_field_is_kept_or_refused_in_words(office, model, door):
    for field in columns(model):
        for odd in ODD:
            tried(office, model, door, field, odd)


def tried(office, model, door, field, odd):
    """Send the form of the record with one odd field; what came of it."""
    record = model.get_by_id(1)
    base = f"/admin/{model._meta.table_name}/"
    form = whole_form(office, record)
    form[field.name] = ODD[odd].encode("utf-8", "surrogatepass")
    count = model.select().count()
    answer = office.client.post(f"{base}{door}/?id=1", data=form)
    assert not amiss(answer), (field, odd)
    if answer.status_code == 422:
        assert mistakes(answer), (field, odd)
        assert (model.get_by_id(1).version, model.select().count()) == (record.version, count), (field, odd)
    else:
        assert answer.status_code == 302, (field, odd)
        latest = model.get_by_id(1) if door == "edit" else model.select().order_by(model.id.desc()).get()
        faithful(latest, field, odd)


def whole_form(office, record):
    """The form of the record as its page has it; fetched anew only when the record changed."""
    key = (type(record), record.version)
    if getattr(office, "kept", (None,))[0] != key:
        office.kept = key, office.form(f"/admin/{record._meta.table_name}/edit/?id=1")
    return dict(office.kept[1])


def faithful(record, field, odd):
    """What was saved has the characters that were typed."""
    value = record.__data__[field.name]
    if odd in FAITHFUL and type(field) in (fields.CharField, fields.NameField, fields.TextField):
        assert value == ODD[odd], (field, odd)
    assert not isinstance(value, str) or not re.search(r"[\x00\ud800-\udfff\u202e]", value), (field, odd)


@every_record
def test_a_megabyte_in_every_field_is_refused_in_words(office, model):
    for field in (column for column in columns(model) if column.typed):
        answer = office.fill(f"/admin/{model._meta.table_name}/edit/?id=1", **{field.name: MEGABYTE})
        assert answer.status_code == 422, field
        assert mistakes(answer), field
    assert model.get_by_id(1).version == 1


@every_record
def test_a_field_sent_twice_counts_once(office, model):
    form = office.form(f"/admin/{model._meta.table_name}/edit/?id=1")
    twice = [pair for name, value in form.items() for pair in ((name, value), (name, "x"))]
    answer = office.client.post(f"/admin/{model._meta.table_name}/edit/?id=1", data=as_lists(twice))
    assert answer.status_code in (302, 422)
    assert not amiss(answer)


def as_lists(pairs):
    found = {}
    for name, value in pairs:
        found.setdefault(name, []).extend(value if isinstance(value, list) else [value])
    return found
