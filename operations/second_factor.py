"""The second factor: one-time codes of a phone (TOTP), and the recovery codes for when it is lost."""

from hashlib import sha256
from hmac import compare_digest

import pyotp

import models
from choices import SignInOutcome
from database import db
from language import gettext
from models import CHINA, Account, RecoveryCode
from operations import accounts, signin_log
from operations.passwords import made_up
from operations.refusals import Refused
from scope import Actor

HALF_MINUTE = 30
RECOVERY_CODES = 8


def new_secret() -> str:
    return pyotp.random_base32()


def link(account: Account, secret: str) -> str:
    """The address that an authenticator takes in, also as a picture."""
    return pyotp.TOTP(secret).provisioning_uri(name=account.name, issuer_name="Gongyou")


def enrol(account: Account, secret: str, code: str, by: Actor) -> list[str]:
    """Ask for codes from now on. Returns the recovery codes, shown this once."""
    step = step_of(secret, code, after=0)
    if step is None:
        raise Refused(gettext("The code does not fit. Is the clock of the phone right? Try the next code."))
    codes = [made_up() for _number in range(RECOVERY_CODES)]
    with db.atomic():
        RecoveryCode.delete().where(RecoveryCode.account == account).execute()
        RecoveryCode.insert_many([{"account": account, "code": hashed(one)} for one in codes]).execute()
        Account.update(second_factor=secret, last_code=step).where(Account.id == account.id).execute()
        accounts.changed(account, by, {"second_factor": ["no", "yes"]})
    return codes


def remove(account: Account, by: Actor) -> None:
    """Ask for no codes any more: the person's own wish, or an administrator helps who lost the phone."""
    if account.id != by.account:
        accounts.managers_only(account, by)
    with db.atomic():
        RecoveryCode.delete().where(RecoveryCode.account == account).execute()
        Account.update(second_factor="", last_code=0).where(Account.id == account.id).execute()
        accounts.changed(account, by, {"second_factor": ["yes", "no"]})


def sign_in(account: Account, code: str, address: str = "", browser: str = "") -> bool:
    """The second step: whether the code fits. Wrong codes count like wrong passwords."""
    signin_log.refuse_crowd(address)
    row = signin_log.begun(account.name, account, address, browser)
    if account.locked or signin_log.shut(row):
        signin_log.came_to(row, SignInOutcome.LOCKED)
        return False
    if not (taken(account, code) or recovered(account, code)):
        return False
    accounts.let_in(account, row)
    return True


def taken(account, code) -> bool:
    """Whether a code fits and was not used before; it is used now, whoever asks at the same moment."""
    step = step_of(account.second_factor, code, after=account.last_code)
    if step is None:
        return False
    unused = Account.update(last_code=step).where(Account.id == account.id, Account.last_code < step)
    return unused.execute() == 1


def step_of(secret, code, after):
    """The half minute whose code this is: the present one, the one before, the next; later than `after`."""
    present = int(models.now().replace(tzinfo=CHINA).timestamp()) // HALF_MINUTE
    typed = "".join(code.split()).encode()
    codes = pyotp.TOTP(secret)
    fits = (
        step
        for step in (present - 1, present, present + 1)
        if step > after and compare_digest(codes.generate_otp(step).encode(), typed)
    )
    return next(fits, None)


def recovered(account, code) -> bool:
    """Whether this is one of the recovery codes that are left; it is used up now."""
    own = RecoveryCode.update(used_at=models.now()).where(RecoveryCode.account == account)
    unused = own.where(RecoveryCode.code == hashed(code.strip().lower()), RecoveryCode.used_at.is_null())
    return unused.execute() == 1


def codes_left(account: Account) -> int:
    own = RecoveryCode.select().where(RecoveryCode.account == account)
    return own.where(RecoveryCode.used_at.is_null()).count()


def hashed(code):
    return sha256(code.encode("utf-8", "replace")).hexdigest()
