"""Screens of certificates: issued from a class or one place in it, printed, revoked, and those that soon run out."""

from flask import url_for

from admin.base import RecordView
from admin.drawing import condition_url
from admin.verbs import Paper, Verb
from choices import EnrolmentState
from forms import certificates as forms
from language import gettext
from language import lazy as _
from models import Certificate, Enrolment
from operations import certifying
from reports import certificates as facts
from rows import with_links


def completed(enrolment):
    return enrolment.state == EnrolmentState.COMPLETED


def waiting(training_class, by):
    """Who would get a certificate, as they are named."""
    return with_links(Enrolment, [one.id for one in certifying.without(training_class, by)], by)


# What a class and a place in it offer: their views list these beside their own.
CLASS_VERBS = (
    Verb(
        "issue_certificates", _("Issue certificates"), certifying.issue_all,
        _("Everybody below has completed the class and has no certificate in force. A level also stands as a skill."),
        form=forms.issue, when=facts.certified,
        shows=lambda one, by, **typed: ("certificates/waiting.html", {"waiting": waiting(one, by)}),
    ),
)  # fmt: skip
CLASS_PAPERS = (
    Paper(
        "certificates", _("Print the certificates"), "certificates/paper.html",
        lambda one, by: {"certificates": facts.of_class(one, by)}, when=facts.certified,
    ),
)  # fmt: skip
ENROLMENT_VERBS = (
    Verb(
        "issue_certificate", _("Issue the certificate"), certifying.issue,
        _("The class was completed: the certificate gets its number, and a level stands in the register as a skill."),
        form=forms.issue, when=completed,
    ),
)  # fmt: skip


class CertificateView(RecordView):
    verbs = (
        Verb(
            "revoke", _("Revoke"), certifying.revoke,
            _("Whoever checks the number reads that it was revoked. The skill that it proved goes to the trash."),
            form=forms.REVOKE, when=lambda one: one.revoked_on is None,
        ),
    )  # fmt: skip
    papers = (
        Paper(
            "certificate", _("Print this certificate"), "certificates/paper.html",
            lambda one, by: {"certificates": facts.drawn([one.id], by)}, when=lambda one: one.revoked_on is None,
        ),
    )  # fmt: skip

    def sections(self, record):
        yield "certificates/standing.html", {"standing": facts.standing(record)}

    def also(self, record=None):
        """From the list: those that soon run out, and have no successor."""
        if record is None:
            words = gettext("Running out within 90 days")
            yield condition_url("certificate", facts.running_out()), words
        elif record.number:
            yield url_for("verify.show", number=record.number), gettext("Check page")


SCREENS = {Certificate: CertificateView}
