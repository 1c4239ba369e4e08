"""Accounts: who may sign in, with which password; never a password in the clear."""

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from choices import Act, Area, Role
from database import db
from language import gettext
from models import Account, Audit, Organisation
from operations.refusals import Refused
from scope import Actor
from texts import tidy

hasher = PasswordHasher()
# Verified against when there is no such account, so that both answers take the same time.
NOBODY = hasher.hash(secrets.token_hex(16))
SHORTEST = 8


def add(
    name: str,
    role: Role,
    organisation: Organisation | None,
    by: Actor,
    password: str = "",
    areas: tuple[Area, ...] = (),
) -> tuple[Account, str]:
    """A new account. Returns it with its password; one made up here must be changed at the first sign-in."""
    administrators_only(by)
    name = name.strip()
    if not 2 <= len(name) <= 50:
        raise Refused(gettext("A user name has 2 to 50 characters."))
    if role != Role.ADMINISTRATOR and organisation is None:
        raise Refused(gettext("This role needs a union: whose records may the user see?"))
    if Account.select().where(Account.name == name).exists():
        raise Refused(gettext("There is already a user called %(name)s.", name=name))
    given = password or made_up()
    with db.atomic():
        account = Account.create(
            name=name, role=role, organisation=organisation, areas=areas,
            password=hashed(given), must_change=not password,
        )  # fmt: skip
        trail(account, Act.CREATED, by)
    return account, given


def set_password(account: Account, password: str, by: Actor, must_change: bool = False) -> None:
    """A new password; every session of the account ends."""
    secret = hashed(password)
    with db.atomic():
        changes = {"password": secret, "must_change": must_change, "epoch": Account.epoch + 1}
        Account.update(changes).where(Account.id == account.id).execute()
        trail(account, Act.CHANGED, by)


def lock(account: Account, by: Actor, locked: bool = True) -> None:
    """Keep an account from signing in, or let it again; open sessions end."""
    administrators_only(by)
    with db.atomic():
        Account.update(locked=locked, epoch=Account.epoch + 1).where(Account.id == account.id).execute()
        trail(account, Act.CHANGED, by)


def sign_in(name: str, password: str) -> Account | None:
    """The account, if name and password fit and it is not locked; otherwise None, after the same work."""
    account = called(name)
    fits = verified(account.password if account else NOBODY, password[:200])
    if not account or not fits or account.locked:
        return None
    trail(account, Act.SIGNED_IN, Actor(account.name, account.role, account=account.id))
    return account


def called(name):
    """The account of that name; a name that cannot be stored is nobody's."""
    try:
        return Account.get_or_none(Account.name == tidy(name)[:50])
    except ValueError:
        return None


def verified(secret, password):
    try:
        return hasher.verify(secret, password)
    except (VerificationError, InvalidHashError):
        return False


def hashed(password):
    if len(password) < SHORTEST:
        raise Refused(gettext("A password has at least %(count)s characters.", count=SHORTEST))
    return hasher.hash(password)


def made_up():
    """A password a person can read out: no 0/O, no 1/l."""
    return "-".join(
        "".join(secrets.choice("abcdefghjkmnpqrstuvwxyz23456789") for _i in range(4)) for _j in range(3)
    )


def administrators_only(by):
    if by.role != Role.ADMINISTRATOR:
        raise Refused(gettext("Only the system administrator may do this."))


def trail(account, act, by):
    Audit.create(account=by.account, who=by.name, via=by.via, act=act, entity="account", record=account.id)
