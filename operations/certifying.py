"""Certificates are issued to who completed a class, and revoked for a reason; a level stands as a skill of its holder.

What anybody may learn of a number is `number_check`'s; until when one holds is `rules.certificates`.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import models
import scope
from choices import Area, EnrolmentState
from language import gettext
from models import Certificate, Course, Enrolment, Skill, TrainingClass, Worker
from operations.certificate_checks import skill_of
from operations.chain import gathering
from operations.records import held_or_refused, permit, save_one
from operations.refusals import Invalid, Refused, in_words
from operations.several import save_all
from operations.trail import given
from operations.trash import delete
from rules import certificates as rules
from scope import Actor


def issue(enrolment: Enrolment, by: Actor, issued_on: date | None = None) -> Certificate:
    """Issue the certificate of one place in a class that was completed."""
    permit(Certificate, by)
    with in_words(), gathering():
        stored = held_or_refused(enrolment, by)
        if stored.state != EnrolmentState.COMPLETED:
            raise Refused(gettext("Only who has completed the class gets its certificate."))
        if in_force(Certificate.enrolment == stored.id).exists():
            raise Refused(gettext("This place in the class has a certificate already."))
        return issued(class_of(stored), [stored], by, issued_on)[0]


def issue_all(training_class: TrainingClass, by: Actor, issued_on: date | None = None) -> TrainingClass:
    """Issue a certificate to everybody who has completed a class and has none in force."""
    permit(Certificate, by)
    with in_words(), gathering():
        stored = held_or_refused(training_class, by)
        if not (waiting := without(stored, by)):
            raise Refused(gettext("Nobody in this class waits for a certificate."))
        issued(stored, waiting, by, issued_on)
        return stored


def without(training_class: TrainingClass, by: Actor) -> Sequence[Enrolment]:
    """Those who have completed a class and have no certificate in force."""
    done = scope.visible(Enrolment, by).where(
        Enrolment.training_class == training_class.id, Enrolment.state == EnrolmentState.COMPLETED
    )
    have = in_force(Certificate.enrolment.is_null(False)).select(Certificate.enrolment)
    return list(done.where(Enrolment.id.not_in(have)).order_by(Enrolment.id))


def in_force(*conditions):
    live = Certificate.select().where(Certificate.deleted_at.is_null(), Certificate.revoked_on.is_null())
    return live.where(*conditions)


def issued(training_class, enrolments, by, issued_on):
    course, day = training_class.course, issued_on or models.now().date()
    refuse_day(training_class, course, day)
    made = [certificate(training_class, course, one, day) for one in enrolments]
    save_all(made, issuer(by), sets=("enrolment",))
    for one in made:
        become_skill(one, by)
    return made


def refuse_day(training_class, course, day):
    if not course.certified:
        raise Refused(gettext("The course “%(course)s” ends without a certificate.", course=course.name))
    if day > models.now().date():
        raise Invalid({"issued_on": gettext("must not be in the future")}, Certificate)
    if day < training_class.starts_on:
        raise Invalid({"issued_on": gettext("must not be before the class began")}, Certificate)


def certificate(training_class, course, enrolment, day):
    return Certificate(
        organisation=training_class.organisation_id, worker=enrolment.worker_id, enrolment=enrolment,
        trade=course.trade_id, level=course.level, title=course.name, issued_on=day,
        expires_on=rules.expiry(day, course.valid_months),
    )  # fmt: skip


def class_of(enrolment):
    return TrainingClass.select(TrainingClass, Course).join(Course).where(
        TrainingClass.id == enrolment.training_class_id
    ).get()  # fmt: skip


def issuer(by):
    """Who issues may certify whoever sat in the class, also people of another union's register."""
    return replace(by, root="")


# The skill that a level certificate proves ----------------------------------------------------------


def become_skill(certificate: Certificate, by: Actor) -> None:
    """Note the skill down in the register of its holder, where that is within reach; one record of a skill and level."""
    mine = scope.visible(Worker, by, Worker.id).where(Worker.id == certificate.worker_id).exists()
    if mine and certificate.trade_id and certificate.level is not None:
        stand(skill_like(certificate), certificate, by)


def skill_like(certificate):
    """The skill of the same person, trade and level, or a new one."""
    same = Skill.select().where(
        Skill.deleted_at.is_null(), Skill.worker == certificate.worker_id,
        Skill.trade == certificate.trade_id, Skill.level == certificate.level,
    )  # fmt: skip
    return same.first() or Skill(
        worker=certificate.worker_id, trade=certificate.trade_id, level=certificate.level
    )


def stand(skill, certificate, by):
    """Let a skill be proven by a certificate, unless what proves it already holds as long."""
    if proven(skill, certificate.issued_on) and not rules.longer(certificate.expires_on, skill.expires_on):
        return
    skill.certificate, skill.issued_by = certificate.number, certificate.organisation.name
    skill.issued_on, skill.expires_on = certificate.issued_on, certificate.expires_on
    save_one(skill, registrar(by))


def proven(skill, day):
    return bool(skill.certificate) and (skill.expires_on is None or skill.expires_on >= day)


def registrar(by):
    """A certificate writes its skill itself, whatever areas of the register its issuer looks after."""
    return replace(issuer(by), areas=(*by.areas, Area.PEOPLE))


def revoke(certificate: Certificate, by: Actor, revoke_reason: str) -> Certificate:
    """Revoke a certificate today. The skill that it proved is proven by another one in force, or goes to the trash."""
    permit(Certificate, by)
    with in_words(), gathering():
        stored = held_or_refused(certificate, by)
        if stored.revoked_on:
            raise Refused(gettext("This certificate was revoked on %(day)s.", day=stored.revoked_on))
        stored.revoked_on, stored.revoke_reason = models.now().date(), given(revoke_reason)
        save_one(stored, issuer(by), sets=("revoked_on", "revoke_reason"))
        if skill := skill_of(stored):
            take_back(skill, by)
        return stored


def take_back(skill, by):
    """Nothing proves the skill any more: another certificate of the same person takes its place, or it goes."""
    today = models.now().date()
    others = in_force(
        Certificate.worker == skill.worker_id,
        Certificate.trade == skill.trade_id,
        Certificate.level == skill.level,
    )
    valid = [one for one in others if one.expires_on is None or one.expires_on >= today]
    if not valid:
        delete(skill, registrar(by))
        return
    skill.certificate = None
    stand(skill, max(valid, key=lambda one: (one.expires_on is None, one.expires_on or today)), by)
