"""Odd input at every route there is: words or the text itself, never a trace. Fields of forms: test_odd_fields.

The routes are the application's own list of them: a new door is tried without being named here.
"""

import re

import pytest
from front_door import Person
from make import make
from odd import ODD, amiss, as_sent

import models
import scope
from models import RECORDS, columns
from operations import transfers
from sync import sharing

PARAMETERS = (
    "id", "page", "sort", "desc", "page_size", "search", "name", "query", "add", "value", "month", "organisation",
    "format", "next", "column", "version", "url", "endpoint", "_method", "locale", "token", "code", "reason", "text",
    "table", "kind", "show", "todo",
    "flt0_name-contains", "flt0_name-is", "flt1_organisation-within",
)  # fmt: skip
WHOLLY = (models.Worker, models.MentorshipContract, models.Organisation, models.Trade)
FIELDS = ("username", "password", "old", "new", "again", "winner", "verdict", "one", "notice", "sure")
TURNS = 7  # what is odd is tried on every seventh of the other entities, on others each time
PATHS = {"name": "workers", "table": "worker", "export_type": "csv", "filename": "desk.css", "locale": "en"}


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


def routes(desk, method, turn):
    """(rule, an address of it) of every route that takes the method and has its turn."""
    for rule in desk.url_map.iter_rules():
        if method in rule.methods and rule.endpoint != "signin.logout" and has_turn(rule, turn):
            yield rule, address(rule)


def has_turn(rule, turn):
    """Screens are derived: two with parts, a tree and a shared one are tried with all, the others take turns."""
    entity = models.BY_TABLE.get(rule.endpoint.partition(".")[0])
    return entity in (None, *WHOLLY) or RECORDS.index(entity) % TURNS == turn % TURNS


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


def stored():
    """{entity: its rows}: what must not change."""
    return {model: list(model.select().order_by(model.id).tuples()) for model in RECORDS}


# Every route ------------------------------------------------------------------------------------


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_address_and_an_odd_form_are_answered_at_every_route(office, odd, tried):
    before = stored()
    answers = [*addressed(office, odd)]
    assert [found for found in answers if found[2]] == []
    assert stored() == before, "an address changes nothing"
    answers += filled_in(office, odd)
    assert [found for found in answers if found[2]] == []
    assert office.get("/admin/").status_code == 200, "still signed in"
    tried("odd addresses and forms", len(answers))


def addressed(office, odd):
    """[(rule, status, whether it is amiss)] of what is asked for with odd texts in the address."""
    query = dict.fromkeys(PARAMETERS, as_sent(odd))
    for rule, plain in routes(office.desk, "GET", turn(odd)):
        answers = [sent(office, plain, query_string=q) for q in (query, {**query, "id": "1"})]
        if ODD[odd].isprintable() and odd not in ("empty", "lone surrogate"):
            answers.append(sent(office, address(rule, ODD[odd])))
        yield from judged(rule, answers)


def filled_in(office, odd):
    """The same of forms with odd texts in all that may be in them."""
    text, token = as_sent(odd), office.form("/password")["csrf_token"]
    for rule, plain in routes(office.desk, "POST", turn(odd)):
        form = {**dict.fromkeys([*PARAMETERS, *field_names(rule), *FIELDS], text), "csrf_token": token}
        yield from judged(
            rule, [sent(office, plain, "POST", query_string={"id": id}, data=form) for id in (text, "1")]
        )


def turn(odd):
    return list(ODD).index(odd)


def judged(rule, answers):
    return [(str(rule), answer.status_code, amiss(answer)) for answer in answers]


def field_names(rule):
    model = models.BY_TABLE.get(rule.endpoint.partition(".")[0])
    return [field.name for field in columns(model)] if model else []


def test_another_method_changes_nothing_at_any_route(office, tried):
    before = stored()
    methods = ("HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND")
    for number, method in enumerate(methods):
        for rule in office.desk.url_map.iter_rules():
            if not has_turn(rule, number):
                continue
            answer = sent(office, address(rule), method, query_string={"id": "1"})
            refused = answer.status_code in (302, 404, 405)
            fine = refused or (method in ("HEAD", "OPTIONS") and answer.status_code < 500)
            assert fine, (method, rule, answer.status_code)
            tried("odd methods")
        assert stored() == before, method


WITHOUT_TOKEN = {
    "nothing": {},
    "long token": {"data": {"csrf_token": "x" * 5000}},
    "odd token": {"data": {"csrf_token": "令牌\x00"}},
    "json": {"json": {"name": "x"}},
    "not UTF-8": {"data": b"\xff\xfe\x00", "content_type": "application/x-www-form-urlencoded"},
    "broken parts": {"data": b"--x\r\nnonsense", "content_type": "multipart/form-data; boundary=x"},
    "no boundary": {"data": b"name=x", "content_type": "multipart/form-data"},
    "xml": {"data": b"<a/>", "content_type": "text/xml; charset=nonsense"},
}


def test_a_form_without_our_token_changes_nothing_at_any_route(office, tried):
    before = stored()
    for number, (name, form) in enumerate(WITHOUT_TOKEN.items()):
        for rule, plain in routes(office.desk, "POST", number):
            answer = sent(office, plain, "POST", query_string={"id": "1"}, **form)
            assert answer.status_code >= 400, (name, rule)
            assert not amiss(answer), (name, rule)
            tried("odd forms without a token")
        assert stored() == before, name


def test_a_request_too_large_is_refused_in_words(office):
    answer = office.client.post("/admin/trade/new/", data={"name": "工" * 3_000_000})
    assert answer.status_code == 413
    assert "过大" in answer.get_data(as_text=True)


# Every list -------------------------------------------------------------------------------------


def deep(depth):
    """A path through links, up and up the tree."""
    return "organisation." + "parent." * depth + "name"


QUERIES = [
        "page=-1", "page=1e3", "page=99999999999999999999", "sort=99", "sort=-99", "sort=code", "desc=maybe",
        "page=1&page=2", "search=a&search=b", "sort=1&sort=abc", "page_size=0", "page_size=-1", "page_size=999999",
        *(f"flt0_{deep(depth)}-is=x" for depth in (3, 30, 300)),
        "&".join(f"flt{n}_name-contains=x" for n in range(999)), "&".join(f"flt0_name-is=x{n}" for n in range(999)),
        "flt0_id-is=1", "flt0_pinyin-is=x", "flt0_deleted_at-empty=no", "flt0_version-is=1", "flt0_created_by-is=x",
        "flt0_organisation.path-is=/", "flt0_organisation.id-is=1", "flt0_-is=1", "flt0_name-=1", "flt0_name-__class__=1",
        "flt9999_name-is=x", "flt0_name-contains=" + "%25" * 66, "flt0_name-one_of=a", "flt0_kind-one_of=" + "," * 200,
        "flt0_organisation-within=O-9999999999", "flt0_organisation-within=", "flt0_born_on-from=9999-99-99", "&&&=&=",
]  # fmt: skip


@pytest.mark.parametrize("door", ["", "export/csv/"])
def test_an_odd_list_address_gets_a_list(office, door, tried):
    for query in QUERIES:
        answer = office.get(f"/admin/worker/{door}?{query}")
        assert not amiss(answer), query
        assert answer.status_code in (200, 400), query
        assert answer.get_data(), query
        tried("odd lists")


def test_percent_and_underline_are_characters_like_any(office):
    for name in ("甲%乙", "甲_乙", "甲丙乙"):
        make(models.Trade, name=name)
    for mark in ("%25", "_"):
        assert office.text(f"/admin/trade/?search=甲{mark}乙").count('row"') == 1
        assert office.text(f"/admin/trade/?flt0_name-contains=甲{mark}").count('row"') == 1
