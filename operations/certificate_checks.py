"""What a certificate must agree with: the skill that it proves. Issuing and revoking are `certifying`'s."""

from language import gettext
from language import lazy as _
from models import Certificate, Skill
from operations.refusals import Refused

PROVEN = ("trade", "level", "issued_on", "expires_on")


def skill_of(certificate: Certificate) -> Skill | None:
    """The skill that bears its number."""
    live = Skill.select().where(Skill.deleted_at.is_null())
    return live.where(Skill.certificate == certificate.number).first() if certificate.number else None


def stands_as_skill(certificate, stored):
    """What a skill says by this certificate cannot be changed behind its back."""
    changed = stored and [name for name in PROVEN if stored.__data__[name] != certificate.__data__[name]]
    if changed and skill_of(certificate):
        yield changed[0], _("stands in the register as a skill: revoke the certificate and issue it anew")


def refuse_standing(certificate):
    """A certificate that proves a skill does not go to the trash: whoever checks it must read that it was revoked."""
    if skill_of(certificate):
        raise Refused(
            gettext("This certificate proves a skill: revoke it, saying why, instead of deleting it.")
        )
