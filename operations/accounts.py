"""Accounts: who may sign in and as what, who may decide that. Never a password in the clear."""

import scope
from choices import Act, Area, Role, SignInOutcome
from database import db
from language import gettext
from models import Account, Organisation
from operations import sessions, signin_log, trail
from operations.passwords import NOBODY, hashed, made_up, verified
from operations.refusals import Refused
from scope import Actor
from texts import tidy

# What a union administrator may make of somebody; the others are the administrator's to give.
OF_A_UNION = (Role.UNION, Role.CLERK, Role.READER)


def add(
    name: str,
    role: Role,
    organisation: Organisation | None,
    by: Actor,
    password: str = "",
    areas: tuple[Area, ...] = (),
) -> tuple[Account, str]:
    """A new account. Returns it with its password; one made up here must be changed at the first sign-in."""
    name = good_name(name)
    account = Account(name=name, role=role, organisation=organisation, areas=areas)
    managers_only(account, by)
    complete_only(account)
    if Account.select().where(Account.name == name).exists():
        raise Refused(gettext("There is already a user called %(name)s.", name=name))
    given = password or made_up()
    account.password, account.must_change = hashed(given, name), not password
    with db.atomic():
        account.save(force_insert=True)
        noted(account, Act.CREATED, by, {column: ["", text] for column, text in facts(account).items()})
    return account, given


def good_name(name):
    try:
        name = tidy(name)
    except ValueError as mistake:
        raise Refused(gettext("User name: %(words)s", words=mistake.args[0])) from None
    if not 2 <= len(name) <= 50 or "\n" in name:
        raise Refused(gettext("A user name has 2 to 50 characters."))
    return name


def complete_only(account):
    if account.role != Role.ADMINISTRATOR and account.organisation is None:
        raise Refused(gettext("This role needs a union: whose records may the user see?"))


def change(
    account: Account, role: Role, organisation: Organisation | None, areas: tuple[Area, ...], by: Actor
) -> Account:
    """Another role, union, areas: in force with the next click of the person."""
    others_only(account, by)
    managers_only(account, by)
    new = Account(id=account.id, name=account.name, role=role, organisation=organisation, areas=areas)
    managers_only(new, by)
    complete_only(new)
    before, after = facts(account), facts(new)
    with db.atomic():
        values = {"role": role, "organisation": organisation, "areas": areas}
        Account.update(values).where(Account.id == account.id).execute()
        changed(
            account, by, {name: [before[name], after[name]] for name in after if before[name] != after[name]}
        )
    return new


def facts(account):
    """What the trail keeps of an account, as plain text."""
    union = account.organisation
    areas = ",".join(account.areas or ())
    return {
        "name": account.name,
        "role": str(account.role),
        "organisation": union.code if union else "",
        "areas": areas,
    }


def set_password(account: Account, password: str, by: Actor, must_change: bool = False) -> None:
    """A new password; every session of the account ends."""
    if account.id != by.account:
        managers_only(account, by)
    secret = hashed(password, account.name, present=account.password)
    with db.atomic():
        changes = {"password": secret, "must_change": must_change}
        Account.update(changes).where(Account.id == account.id).execute()
        sessions.end_others(account)
        if account.id != by.account:  # whoever gets a new one must not be kept out by tries with the old one
            signin_log.note(account, SignInOutcome.UNLOCKED)
        changed(account, by, {"password": ["*", "*"]})


def reset_password(account: Account, by: Actor) -> str:
    """A made-up password for somebody who forgot theirs, to be changed at the next sign-in."""
    others_only(account, by)
    password = made_up()
    set_password(account, password, by, must_change=True)
    return password


def lock(account: Account, by: Actor, locked: bool = True) -> None:
    """Keep an account from signing in, or let it again; open sessions end, a lock by wrong tries is lifted."""
    others_only(account, by)
    managers_only(account, by)
    with db.atomic():
        Account.update(locked=locked).where(Account.id == account.id).execute()
        sessions.end_others(account)
        if not locked:
            signin_log.note(account, SignInOutcome.UNLOCKED)
        changed(account, by, {"locked": ["no", "yes"] if locked else ["yes", "no"]})


# Signing in --------------------------------------------------------------------------------------


def sign_in(name: str, password: str, address: str = "", browser: str = "") -> Account | None:
    """The account, if name and password fit and it is not locked; otherwise None, after the same work.

    Where the account has a second factor this was the first step: `second_factor.sign_in` is the other.
    """
    signin_log.refuse_crowd(address)
    account = called(name)
    row = signin_log.begun(account.name if account else name, account, address, browser)
    shut = signin_log.shut(row)
    fits = verified(account.password if account else NOBODY, password)
    if shut or (account and account.locked):
        signin_log.came_to(row, SignInOutcome.LOCKED)
        return None
    if not account or not fits:
        return None
    if account.second_factor:
        signin_log.came_to(row, SignInOutcome.CODE_ASKED)
    else:
        let_in(account, row)
    return account


def let_in(account, row):
    with db.atomic():
        signin_log.came_to(row, SignInOutcome.SUCCEEDED)
        noted(account, Act.SIGNED_IN, Actor(account.name, account.role, account=account.id))


def called(name):
    """The account of that name; a name that cannot be stored is nobody's."""
    try:
        return Account.get_or_none(Account.name == tidy(name)[:50])
    except ValueError:
        return None


# Who may -----------------------------------------------------------------------------------------


def may_manage(by: Actor) -> bool:
    return by.role in (Role.ADMINISTRATOR, Role.UNION)


def managed(by: Actor):
    """The accounts somebody looks after: the administrator all, a union administrator those of the subtree."""
    if by.role == Role.ADMINISTRATOR:
        return Account.select()
    unions = scope.visible(Organisation, by, Organisation.id)
    mine = (Account.organisation.in_(unions)) & (Account.role.in_(OF_A_UNION))
    return Account.select().where(mine if may_manage(by) else Account.id.is_null())


def roles_to_give(by: Actor) -> tuple[Role, ...]:
    if by.role == Role.ADMINISTRATOR:
        return tuple(Role)
    return OF_A_UNION if by.role == Role.UNION else ()


def managers_only(account: Account, by: Actor) -> None:
    """Refuse unless this account, as it stands, is one that the person looks after."""
    union = account.organisation
    near = by.role == Role.ADMINISTRATOR or (union and scope.find(Organisation, union.id, by))
    if account.role not in roles_to_give(by) or not near:
        raise Refused(gettext("Only an administrator of this account's union or of the system may do this."))


def others_only(account, by):
    """Nobody shuts themselves out, or raises themselves."""
    if account.id == by.account:
        raise Refused(gettext("This is your own account: ask another administrator to do this."))


# The trail ---------------------------------------------------------------------------------------


def changed(account: Account, by: Actor, changes: dict) -> None:
    if changes:
        noted(account, Act.CHANGED, by, changes)


def noted(account, act, by, changes=None):
    trail.jot("account", account.id, act, by, changes, account.organisation_id)
