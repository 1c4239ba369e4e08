"""Mentor and apprentice sign their contract on a phone, without an account."""

from pathlib import Path

import pytest
from front_door import Page, Person, mistakes
from make import again, make, unsaved

import choices
import models
import operations
import scope
from choices import ContractState
from models import columns, now
from operations import bulk, links
from sync import sharing


@pytest.fixture
def contract(desk):
    """A contract still to be signed, whose terms read as set here."""
    people = {
        "mentor": make(models.Worker, name="张伟"),
        "apprentice": make(models.Worker, name="古丽·买买提"),
    }
    union = make(models.Organisation, name="甘州区总工会")
    return make(
        models.MentorshipContract, **people, organisation=union, signed_on=None, goals="学会焊接", note="内部"
    )


class Signer:
    """A person with a phone and a link to the contract."""

    def __init__(self, desk, contract, worker, **more):
        self.client, self.more, self.name = desk.test_client(), more, worker.name
        self.token = links.make("sign_contract", contract, worker, scope.SYSTEM)
        self.address = f"/p/{self.token}"

    def text(self):
        return self.client.get(self.address, **self.more).get_data(as_text=True)

    def filled(self, **changes):
        return {**Page(self.text()).forms[-1], "name": self.name, "agree": "yes", **changes}

    def send(self, form):
        return self.client.post(self.address, data=form, **self.more)

    def sign(self, **changes):
        return self.send(self.filled(**changes))


@pytest.fixture
def mentor(desk, contract):
    return Signer(desk, contract, contract.mentor)


@pytest.fixture
def apprentice(desk, contract):
    return Signer(desk, contract, contract.apprentice)


@pytest.fixture
def office(desk):
    return Person(desk, "office")


def signatures(contract):
    stored = again(contract)
    return bool(stored.mentor_signed_at), bool(stored.apprentice_signed_at), stored.state, stored.signed_on


DRAFT = (False, False, ContractState.DRAFT, None)


def test_the_page_shows_the_terms_and_both_names_and_nothing_else_of_the_contract(mentor, contract):
    text = mentor.text()
    for shown in (
        "张伟",
        "古丽·买买提",
        "甘州区总工会",
        "学会焊接",
        str(contract.starts_on),
        str(contract.ends_on),
    ):
        assert shown in text
    for hidden in (
        "内部",
        contract.code,
        contract.mentor.code,
        contract.mentor.phone,
        contract.apprentice.id_number,
    ):
        assert hidden not in text


def test_with_the_second_signature_the_contract_is_signed(mentor, apprentice, contract):
    assert mentor.sign().status_code == 303
    assert signatures(contract) == (True, False, ContractState.DRAFT, None)
    assert apprentice.sign().status_code == 303
    assert signatures(contract) == (True, True, ContractState.SIGNED, now().date())


def test_who_has_signed_sees_when_and_finds_no_button_any_more(mentor, contract):
    mentor.sign()
    text = mentor.text()
    assert f"{again(contract).mentor_signed_at:%Y-%m-%d %H:%M}" in text
    assert "<form" not in text


def test_a_second_click_does_no_harm(mentor, contract):
    form = mentor.filled()
    answers = [mentor.send(form).status_code for _click in range(3)]
    assert answers == [303, 303, 303]
    assert again(contract).version == 2


def test_who_signed_through_another_link_has_signed_once(desk, mentor, contract):
    form = mentor.filled()
    models.PersonalLink.update(uses_left=2).execute()
    mentor.send(form)
    first = again(contract)
    assert mentor.send(form).status_code == 303
    assert again(contract).version == first.version == 2
    assert models.PersonalLink.get().uses_left == 1


def test_behind_https_it_works_without_a_referer(desk, contract):
    signer = Signer(desk, contract, contract.mentor, base_url="https://localhost")
    assert signer.sign().status_code == 303
    assert signatures(contract)[0]


@pytest.mark.parametrize("name", ["张 伟", " 张伟 ", "张\u200b伟"])
def test_blanks_in_the_typed_name_make_no_difference(mentor, contract, name):
    assert mentor.sign(name=name).status_code == 303


def test_any_dot_in_a_name_is_the_dot(apprentice, contract):
    assert apprentice.sign(name="古丽•买买提").status_code == 303


@pytest.mark.parametrize(
    "changes",
    [
        {"name": ""},
        {"name": "李娜"},
        {"name": "古丽·买买提"},
        {"name": "张伟\0"},
        {"name": "<script>alert(1)</script>"},
        {"name": "张伟" * 500_000},
        {"name": "\u202e张伟x"},
        {"name": "=1+1"},
        {"agree": ""},
        {"agree": "no"},
        {"mark": ""},
        {"mark": "0" * 16},
        {"do": ""},
        {"do": "withdraw"},
        {"do": "\0"},
    ],
    ids=lambda changes: str(changes)[:40],
)
def test_what_is_not_a_signature_is_refused_in_words_and_changes_nothing(mentor, contract, changes):
    answer = mentor.sign(**changes)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert len(mistakes(answer)) == 1
    assert "<script" not in text
    assert len(text) < 20_000
    assert signatures(contract) == DRAFT
    assert mentor.sign().status_code == 303


def test_what_else_a_form_says_changes_nothing(mentor, contract):
    mentor.sign(
        state="completed",
        goals="x",
        apprentice_signed_at="2026-01-01 00:00",
        worker="W-2",
        id="99",
        record="99",
    )
    assert signatures(contract) == (True, False, ContractState.DRAFT, None)
    assert again(contract).goals == "学会焊接"


def test_terms_that_changed_since_they_were_read_are_not_signed(mentor, contract):
    form = mentor.filled()
    change(contract, goals="学会电焊")
    answer = mentor.send(form)
    assert answer.status_code == 422
    assert "学会电焊" in answer.get_data(as_text=True)
    assert signatures(contract) == DRAFT


@pytest.mark.parametrize("state", [ContractState.SIGNED, ContractState.CANCELLED])
def test_a_contract_that_is_no_draft_is_not_signed(mentor, contract, state):
    form = mentor.filled()
    change(contract, state=state)
    assert mentor.send(form).status_code == 422
    assert "<form" not in mentor.text()


# Signatures and the office --------------------------------------------------------------------------


def change(contract, **values):
    contract = again(contract)
    for name, value in values.items():
        setattr(contract, name, value)
    return operations.save(contract, scope.SYSTEM)


def test_nobody_types_a_signature(office, contract, desk):
    address = f"/admin/mentorship_contract/edit/?id={contract.id}"
    form = office.form(address)
    assert not [name for name in form if name.endswith("signed_at")]
    office.fill(address, mentor_signed_at="2026-03-05 10:00", note="改")
    change(contract, apprentice_signed_at=now())
    new = models.MentorshipContract(**{f.name: contract.__data__[f.name] for f in columns(type(contract))})
    new.mentor_signed_at = now()
    operations.save(new, scope.SYSTEM)
    assert signatures(contract) == signatures(new) == DRAFT


def test_neither_a_sheet_nor_a_load_brings_a_signature(contract):
    with pytest.raises(operations.Refused):
        sharing.share(models.MentorshipContract, Path(), scope.SYSTEM, editable=["mentor_signed_at"])
    loaded = unsaved(models.MentorshipContract, organisation=contract.organisation)
    loaded.mentor_signed_at = now()
    bulk.load(models.MentorshipContract, [loaded], scope.SYSTEM)
    assert (
        not models.MentorshipContract.select()
        .where(models.MentorshipContract.mentor_signed_at.is_null(False))
        .exists()
    )


def test_changed_terms_lose_the_signatures_and_the_office_is_told(office, mentor, apprentice, contract):
    mentor.sign()
    apprentice.sign()
    office.fill(f"/admin/mentorship_contract/edit/?id={contract.id}", goals="学会电焊")
    assert signatures(contract) == DRAFT
    assert "条款已改" in office.text(office.last.location)


def test_what_is_no_term_leaves_the_signatures(office, mentor, apprentice, contract):
    mentor.sign()
    apprentice.sign()
    office.fill(
        f"/admin/mentorship_contract/edit/?id={contract.id}", note="改", state=choices.ContractState.RUNNING
    )
    assert signatures(contract) == (True, True, ContractState.RUNNING, now().date())
    assert "条款已改" not in office.text(office.last.location)


def test_a_link_of_one_who_is_no_longer_party_opens_nothing(mentor, contract):
    change(contract, mentor=make(models.Worker, name="王芳"))
    assert mentor.client.get(mentor.address).status_code == 404


@pytest.mark.browser
def test_on_a_phone_the_contract_is_signed_with_the_thumb(desk, live, browser, contract, mentor):
    browser.set_viewport_size({"width": 390, "height": 800})
    browser.goto(live + mentor.address)
    assert browser.evaluate("document.documentElement.scrollWidth") <= 390
    browser.fill("#name", "张伟")
    browser.check("[name=agree]")
    browser.dblclick("main button")
    browser.wait_for_selector(".message.done")
    assert browser.evaluate("document.documentElement.scrollWidth") <= 390
    assert signatures(contract)[0]
