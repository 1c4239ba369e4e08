"""Passwords: which are good enough, how they are kept. Whose they are is `accounts`."""

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from language import gettext
from operations.refusals import Refused

hasher = PasswordHasher()
# Verified against when there is no such account, so that both answers take the same time.
NOBODY = hasher.hash(secrets.token_hex(16))
SHORTEST = 8
LONGEST = 200  # hashing a longer one would cost us more than it costs the sender

# The commonest of those that are long enough, as leaks show them year after year, ours among them.
LISTED = """
    12345678 123456789 1234567890 12345678910 87654321 987654321 0123456789 11111111 111111111 88888888
    00000000 66666666 99999999 12341234 12344321 123123123 123321123 123456789a a123456789 a12345678
    123456abc abc12345 abc123456 abcd1234 aa123456 aa12345678 qq123456 wang1234 woaini1314 woaini520
    5201314520 1314520520 password password1 password123 passw0rd p@ssw0rd p@ssword qwertyui qwerty123
    qwertyuiop 1qaz2wsx 1q2w3e4r 1q2w3e4r5t q1w2e3r4 qazwsxedc zxcvbnm1 zxcvbnm123 asdfghjk asdfghjkl
    iloveyou sunshine princess football baseball superman welcome1 admin123 admin1234 administrator
    adminadmin admin888 admin@123 root1234 test1234 letmein1 changeme gonghui1 gonghui123 gonghui888
    zonggonghui gongyou1 gongyou123
"""
COMMON = frozenset(LISTED.split())


def hashed(password: str, name: str = "", present: str = "") -> str:
    """The password as it is kept. Refused when it is too easy, or is the present one (`present`: as kept)."""
    for words in mistakes(password, name):
        raise Refused(words)
    if present and verified(present, password):
        raise Refused(gettext("The new password must differ from the present one."))
    return hasher.hash(password)


def mistakes(password, name):
    """Words for what is wrong with a password, or nothing."""
    if len(password) < SHORTEST:
        yield gettext("A password has at least %(count)s characters.", count=SHORTEST)
    if len(password) > LONGEST:
        yield gettext("A password has at most %(count)s characters.", count=LONGEST)
    if password.casefold() in COMMON or len(set(password)) < 3:
        yield gettext("This password is among the first that anybody would try. Choose another.")
    if name and letters(password) == letters(name):
        yield gettext("The password must not be the user name.")


def letters(text):
    """What is left of a text without digits, signs and blanks: `Li.Wei2026` is `liwei`."""
    return "".join(c for c in text.casefold() if c.isalpha()) or text.casefold()


def verified(secret: str, password: str) -> bool:
    try:
        return hasher.verify(secret, password[: LONGEST + 1])
    except (VerificationError, InvalidHashError, UnicodeEncodeError):
        return False


def made_up() -> str:
    """A password a person can read out: no 0/O, no 1/l."""
    return "-".join(
        "".join(secrets.choice("abcdefghjkmnpqrstuvwxyz23456789") for _i in range(4)) for _j in range(3)
    )
