"""Every door to records × every entity × roles: a foreign row is nowhere, whatever is typed."""

from urllib.parse import quote

import pytest
from front_door import Page, Person, codes, mistakes
from make import make

import models
from choices import Area, Role
from fields import ForeignKeyField
from models import RECORDS, columns

SCOPED = [model for model in RECORDS if model._meta.scope is not None]
every_scoped = pytest.mark.parametrize("model", SCOPED, ids=lambda model: model._meta.table_name)


@pytest.fixture
def unions(desk):
    """A county with two townships."""
    county = make(models.Organisation, name="甘州区总工会")
    return [
        county,
        *(make(models.Organisation, name=name, parent=county) for name in ("新墩镇总工会", "长安镇总工会")),
    ]


@pytest.fixture
def township(desk, unions):
    """The union administrator of the first township."""
    return Person(desk, "xindun", Role.UNION, unions[1])


def theirs(model, union):
    """A record of that union; for unions, one under it."""
    return make(model, parent=union) if model is models.Organisation else make(model, organisation=union)


@every_scoped
def test_a_foreign_record_is_behind_no_door_and_an_own_one_behind_each(township, unions, model):
    own, foreign = theirs(model, unions[1]), theirs(model, unions[2])
    base = f"/admin/{model._meta.table_name}/"
    assert own.code in codes(township.text(base + "?page_size=200"))
    assert foreign.code not in codes(township.text(base + "?page_size=200"))
    assert codes(township.text(f"{base}?search={own.code}")) == [own.code]
    assert codes(township.text(f"{base}?search={foreign.code}")) == []
    exported = township.text(base + "export/csv/")
    assert f"\n{own.code}," in exported
    assert f"\n{foreign.code}," not in exported
    for door in ("details/", "edit/", "delete/"):
        assert township.get(f"{base}{door}?id={own.id}").status_code == 200
        for guess in (foreign.id, foreign.code, 999_999, "abc", "-1", "1e3", "٣"):
            assert township.get(f"{base}{door}?id={guess}").status_code == 404, (door, guess)


@every_scoped
def test_a_foreign_record_cannot_be_written_to_even_with_a_valid_form(township, unions, model):
    own, foreign = theirs(model, unions[1]), theirs(model, unions[2])
    base = f"/admin/{model._meta.table_name}/"
    form = township.form(f"{base}edit/?id={own.id}")
    assert township.client.post(f"{base}edit/?id={foreign.id}", data=form).status_code == 404
    for door in (f"delete/?id={foreign.id}", f"restore/?id={foreign.id}"):
        township.client.post(base + door, data=form)
    after = model.get_by_id(foreign.id)
    assert (after.version, after.deleted_at) == (1, None)


@every_scoped
def test_a_link_to_a_foreign_record_is_refused_in_the_words_for_an_unknown_one(township, unions, model):
    own = theirs(model, unions[1])
    base = f"/admin/{model._meta.table_name}/"
    for field in columns(model):
        if not isinstance(field, ForeignKeyField) or not field.typed or field.rel_model._meta.scope is None:
            continue
        _first, foreign = (
            theirs(field.rel_model, unions[2]) for _ in range(2)
        )  # the first has the code of the example
        answers = [township.get(f"{base}ajax/lookup/?name={field.name}&query={foreign.code}").get_json()]
        assert answers == [[]]
        words = []
        for code in (foreign.code, f"{field.rel_model._meta.prefix}-999999"):
            answer = township.fill(f"{base}edit/?id={own.id}", **{field.name: code})
            assert answer.status_code == 422
            words.append([sentence.replace(code, "…") for sentence in mistakes(answer)])
        assert words[0] == words[1] != []
    assert model.get_by_id(own.id).version == 1


def test_a_union_cannot_put_a_record_outside_its_own_tree(township, unions):
    worker = make(models.Worker, organisation=unions[1])
    answer = township.fill(f"/admin/worker/edit/?id={worker.id}", organisation=unions[2].code)
    assert answer.status_code == 422
    assert models.Worker.get_by_id(worker.id).organisation == unions[1]


def test_filters_by_a_linked_record_reveal_nothing_foreign(township, unions):
    make(models.Worker, organisation=unions[2], name="李秘密")
    contract = make(models.MentorshipContract, organisation=unions[1])
    text = township.text(f"/admin/mentorship_contract/?flt0_mentor.name-contains={quote('李秘密')}")
    assert codes(text) == []
    own = quote(contract.mentor.name)
    assert codes(township.text(f"/admin/mentorship_contract/?flt0_mentor.name-is={own}")) == [contract.code]


def test_of_a_foreign_record_that_an_own_one_links_to_only_the_name_is_to_be_had(township, unions):
    mentor = make(models.Worker, organisation=unions[2], name="欧阳海", phone="13912345678")
    contract = make(models.MentorshipContract, organisation=unions[1], mentor=mentor)
    base = "/admin/mentorship_contract/"
    assert codes(township.text(f"{base}?search=oyh")) == [contract.code]
    assert codes(township.text(f"{base}?search=13912345678")) == []
    assert codes(township.text(f"{base}?flt0_mentor.phone-is=13912345678")) == []
    office = Person(township.desk, "office")
    assert codes(office.text(f"{base}?flt0_mentor.phone-is=13912345678")) == [contract.code]


# Roles -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.READER, Role.AUDITOR])
def test_who_only_reads_finds_no_way_to_write(desk, unions, role):
    reader = Person(desk, "reader", role, unions[0])
    for model in RECORDS:
        record = make(model, **({} if model._meta.scope is None else {"organisation": unions[1]}))
        base = f"/admin/{model._meta.table_name}/"
        assert "new/" not in reader.text(base)
        assert record.code in codes(reader.text(base + "?page_size=200"))
        for door in ("new/", f"edit/?id={record.id}", f"delete/?id={record.id}"):
            assert reader.get(base + door).status_code == 403
        token = {"csrf_token": reader.form(base + f"details/?id={record.id}")["csrf_token"]}
        for door in ("new/", f"edit/?id={record.id}", f"delete/?id={record.id}", f"restore/?id={record.id}"):
            assert reader.client.post(base + door, data=token).status_code == 403
        assert model.get_by_id(record.id).version == 1


def test_a_clerk_writes_in_the_named_areas_only(desk, unions):
    clerk = Person(desk, "clerk", Role.CLERK, unions[1], areas=(Area.MENTORSHIP,))
    for model in SCOPED:
        expected = 200 if model._meta.area == Area.MENTORSHIP else 403
        assert clerk.get(f"/admin/{model._meta.table_name}/new/").status_code == expected


def test_shared_trades_are_kept_at_the_top_of_the_tree(desk, unions, township):
    assert township.get("/admin/trade/new/").status_code == 403
    assert Person(desk, "county", Role.UNION, unions[0]).get("/admin/trade/new/").status_code == 200


# One-sided choices -------------------------------------------------------------------------------


def test_match_choices_have_no_door_at_all(desk):
    rules = [str(rule) for rule in desk.url_map.iter_rules()]
    assert not [rule for rule in rules if "choice" in rule]
    office = Person(desk, "office")
    for door in ("", "new/", "export/csv/", "details/?id=1", "ajax/lookup/?name=event"):
        assert office.get(f"/admin/match_choice/{door}").status_code == 404


# Odd addresses -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query",
    [
        "page=-1", "page=99999999999999999999", "page=abc", "sort=999", "sort=-1", "sort=abc", "desc=x", "page_size=1000000",
        "page_size=abc", "search=" + "x" * 5000, "search=%00", "search=%25", "flt0_name-contains=%25", "flt0_nothing-is=1",
        "flt0_name-nothing=1", "flt0_born_on-from=abc", "flt0_organisation-within=abc", "flt0_organisation.nothing-is=1",
        "flt0_organisation-within=O-99999999999999", "flt0_id_number-contains=1", "add=x&value=y",
        "add=name-contains&value=%00", "_method=POST", "endpoint=x", "search=a&search=b", "flt0_name.name-is=x",
    ],
)  # fmt: skip
def test_an_odd_address_gets_a_page_and_never_a_trace(desk, query):
    office = Person(desk, "office")
    worker = make(models.Worker)
    answer = office.get(f"/admin/worker/?{query}")
    assert answer.status_code in (200, 400)
    text = answer.get_data(as_text=True)
    assert "Traceback" not in text
    assert "SELECT" not in text
    assert Page(text).words
    assert office.get("/admin/worker/").status_code == 200
    assert models.Worker.get_by_id(worker.id).version == 1
