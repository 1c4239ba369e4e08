"""Why a write did not happen, in words a secretary can act on."""

from contextlib import contextmanager

import peewee

from language import gettext


class Refused(Exception):
    """The whole write is refused; nothing was changed."""

    def __init__(self, words):
        super().__init__(words)
        self.words = words


def absent() -> Refused:
    """A foreign record, one in the trash and one that never was are refused in the same words."""
    return Refused(gettext("This record does not exist, or is not yours to change."))


def one_running():
    return gettext("The apprentice already has a running contract of this kind.")


def in_the_ledger():
    return gettext("This person already stands in that ledger, or in the other one about work.")


def in_a_team():
    return gettext("This person is already in a service team.")


def served():
    return gettext("This graduate is already being served by name.")


def one_in_force():
    return gettext("This place in the class has a certificate already.")


# Rules that the database keeps by itself, by what its message holds on either engine; any other is about a number.
KEPT = {
    "mentorship_contract_one_running": one_running,
    "mentorship_contract.apprentice_id, mentorship_contract.kind": one_running,
    "ledger_entry_one": in_the_ledger,
    "ledger_entry.worker_id": in_the_ledger,
    "team_member_one_team": in_a_team,
    "team_member.worker_id": in_a_team,
    "named_service_one_running": served,
    "named_service.worker_id": served,
    "certificate_in_force": one_in_force,
    "certificate.enrolment_id": one_in_force,
}


def twice(refusal: peewee.IntegrityError) -> str:
    for sign, words in KEPT.items():
        if sign in str(refusal):
            return words()
    return gettext("A number or name that belongs to one record only is there twice.")


@contextmanager
def in_words():
    """What the database itself refuses, between our look and our writing, is said in words like any refusal."""
    try:
        yield
    except peewee.IntegrityError as refusal:  # somebody was faster
        raise Refused(twice(refusal)) from None
    except peewee.DataError:
        raise Refused(gettext("Something in it cannot be stored. Nothing was saved.")) from None
    except peewee.OperationalError:  # locked, deadlock, gone: the same write may succeed in a moment
        raise Refused(busy()) from None


def busy():
    return gettext(
        "Too many people are saving at this moment. Nothing was saved: wait a little and save again."
    )


class Invalid(Refused):
    """Some columns hold what they must not. `problems`: {column: words}; `children`: {index: {column: words}}."""

    def __init__(self, problems, model=None, children=None):
        self.problems, self.children, self.model = problems, children or {}, model
        super().__init__("；".join(self.sentences()))

    def sentences(self):
        for column, words in self.problems.items():
            field = self.model and self.model._meta.fields.get(column)
            yield f"{field.label}：{words}" if field is not None and hasattr(field, "label") else str(words)
        for index, problems in self.children.items():
            yield from (
                gettext("Line %(line)s: %(words)s", line=index + 1, words=words)
                for words in problems.values()
            )


class Stale(Refused):
    """Somebody else saved the record meanwhile. `theirs`: the record as it is now."""

    def __init__(self, theirs):
        self.theirs = theirs
        super().__init__(
            gettext("Somebody else has changed this record meanwhile. Nothing of yours was saved.")
        )
