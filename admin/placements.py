"""Screens of applications and placements, with their verbs."""

from flask import url_for

from admin.base import RecordView
from admin.verbs import Verb
from choices import ApplicationState
from fields import DateField, TextField
from forms.verbs import verb_form
from language import gettext
from language import lazy as _
from models import Application, Placement, PlacementCheck
from operations import applying, hiring, staying
from rules.staying import due_on

GOES_ON = (ApplicationState.APPLIED, ApplicationState.INTENT)


def reason():
    return TextField(null=True, verbose_name=_("Reason"))


class ApplicationView(RecordView):
    verbs = (
        Verb(
            "intend", _("Both intend to sign"), applying.intend,
            _("Company and person intend to sign a contract; the day is noted."),
            when=lambda one: one.state == ApplicationState.APPLIED,
        ),
        Verb(
            "hire", _("Hire"), hiring.hire,
            _("The company takes this person on: a placement begins, and the union asks after one, three and six months. "
              "The register of workers is not changed by it; the placement has a button for that."),
            form=verb_form(
                Placement, "wage", started_on=DateField(null=True, verbose_name=_("Starts work on (empty: today)"))
            ),
            when=lambda one: one.state in GOES_ON,
        ),
        Verb(
            "decline", _("Company declines"), applying.decline, _("The company does not want this person."),
            form=verb_form(Application, reason=reason()), when=lambda one: one.state in GOES_ON,
        ),
        Verb(
            "withdraw", _("Person withdraws"), applying.withdraw,
            _("The person does not want this post any more; they can apply again later."),
            form=verb_form(Application, reason=reason()), when=lambda one: one.state in GOES_ON,
        ),
        Verb(
            "record", _("Record the placement"), hiring.record,
            _("The hiring came by a list or a sheet: say since when the person works there."),
            form=verb_form(Placement, "started_on", "wage", required=("started_on",)),
            when=lambda one: one.state == ApplicationState.HIRED and not hiring.placement_of(one),
        ),
        Verb(
            "back", _("It came to nothing"), hiring.take_back,
            _("The person did not begin. The placement goes to the trash, and the post is open again."),
            when=lambda one: one.state == ApplicationState.HIRED,
        ),
    )  # fmt: skip


class PlacementView(RecordView):
    parts = (PlacementCheck,)
    verbs = (
        Verb(
            "check", _("Ask whether they are still there"), staying.check,
            _("After one, three and six months the union asks. Of who has left, say since when."),
            form=verb_form(
                PlacementCheck, "step", "done_on", "still_there", "told",
                left_on=DateField(null=True, verbose_name=_("Left the job on")),
                leave_reason=TextField(null=True, verbose_name=_("Reason of leaving")),
            ),
        ),
        Verb(
            "leave", _("Note that they left"), staying.leave, _("The person works there no more: nobody asks any longer."),
            form=verb_form(Placement, "left_on", "leave_reason", required=("left_on",)),
            when=lambda one: not one.left_on,
        ),
        Verb(
            "enter", _("Write it into the register"), staying.enter,
            _("Employer, post and work status of the worker in the register become those of this job."),
            when=lambda one: bool(one.enterprise_id) and not one.left_on,
        ),
    )  # fmt: skip

    def also(self, record=None):
        return [] if record else [(url_for("job_years.from_class"), gettext("From the class to the job"))]

    def sections(self, record):
        """When the person is to be asked."""
        done = {one.step for one in record.checks.where(PlacementCheck.deleted_at.is_null())}
        days = [
            (step.words, due_on(record.started_on, step), step in done)
            for step in PlacementCheck.step.vocabulary
        ]
        return [("jobs/checks.html", {"days": days})]


SCREENS = {
    Application: ApplicationView,
    Placement: PlacementView,
    PlacementCheck: RecordView,
}
