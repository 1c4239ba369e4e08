"""Screens of job fairs, companies, posts and live sessions: their verbs and figures."""

from flask import url_for

from admin.access import actor
from admin.base import RecordView
from admin.verbs import Verb
from choices import FairState, FirmState, JobPostState
from fields import DateField, TextField
from forms.verbs import verb_form
from language import gettext
from language import lazy as _
from models import Application, Fair, FairFirm, FairPlan, JobPost, LivePost, LiveSession
from operations import applying, fairs, placing
from reports import fairs as figures

OFFERED = (
    *(
        "name",
        "openings",
        "trade",
        "level",
        "lowest_education",
        "wage_from",
        "wage_to",
        "place",
        "work_place",
    ),
    *("shifts", "closes_on"),
)


def people_asked():
    return TextField(verbose_name=_("People, one to a line: code such as W-17, or name"))


def reason():
    return TextField(verbose_name=_("Reason"))


class FairView(RecordView):
    parts = (FairFirm,)
    verbs = (
        Verb(
            "open", _("Open the fair"), fairs.open_fair,
            _("The fair is on: companies bring their posts, people apply."),
            when=lambda fair: fair.state == FairState.PLANNED,
        ),
        Verb(
            "hold", _("The fair was held"), fairs.hold_fair,
            _("It counts from now on. Companies that said they would come are noted as having come: whoever stayed away, "
              "note that first."),
            form=verb_form(Fair, "visitors", "ends_on"),
            when=lambda fair: fair.state == FairState.OPEN,
        ),
        Verb(
            "cancel", _("Cancel the fair"), fairs.cancel,
            _("The fair is not held. Its posts stay and can be brought to another one."),
            form=verb_form(Fair, reason=reason()),
            when=lambda fair: fair.state in (FairState.PLANNED, FairState.OPEN),
        ),
    )  # fmt: skip

    def also(self, record=None):
        return [] if record else [(url_for("job_years.by_kind"), gettext("Fairs by kind, planned and held"))]

    def sections(self, record):
        return [("studios/figures.html", {"sums": figures.of_fair(record, actor())})]


def still_comes(firm):
    return firm.state != FirmState.DECLINED and firm.fair.state != FairState.CANCELLED


class FirmView(RecordView):
    verbs = (
        Verb(
            "offer", _("Enter a post"), fairs.offer,
            _("One more post that the company offers at this fair. A company that was only invited is noted as coming."),
            form=verb_form(JobPost, *OFFERED), when=still_comes,
        ),
        Verb(
            "bring", _("Bring its open posts"), fairs.bring,
            _("All open posts of the company that are at no fair are offered at this one."), when=still_comes,
        ),
    )  # fmt: skip


def apply(post, by, people, applied_on=None, source=None, live=None):
    applying.apply([post], applying.people_in(people, by), by, applied_on, source, live)


def recommend(post, by, people):
    applying.recommend(post, by, applying.people_in(people, by))


def is_open(post):
    return post.state == JobPostState.OPEN


class PostView(RecordView):
    verbs = (
        Verb(
            "apply", _("Enter applications"), apply,
            _("These people apply for this post, or, where one of them cannot, nobody does. Nobody applies twice."),
            form=verb_form(
                Application, "source", "live", people=people_asked(),
                applied_on=DateField(null=True, verbose_name=_("Applied on (empty: today)")),
            ),
            when=is_open,
        ),
        Verb(
            "recommend", _("Recommend people"), recommend,
            _("The union puts people of the talent pool forward. Below is who suits the post, best first, and why."),
            form=verb_form(Application, people=people_asked()),
            when=is_open,
            shows=lambda post, by, **typed: ("jobs/people.html", {"found": placing.people_for(post, by)}),
        ),
        Verb(
            "close", _("Close the post"), fairs.close_post,
            _("Nobody else is wanted: nobody can apply any more, and companies no longer see who did."),
            when=lambda post: post.state != JobPostState.CLOSED,
        ),
        Verb(
            "reopen", _("Open the post again"), fairs.reopen_post, _("People can apply again."),
            when=lambda post: post.state == JobPostState.CLOSED,
        ),
    )  # fmt: skip

    def also(self, record=None):
        return [] if record else [(url_for("jobs.pool"), gettext("Talent pool"))]


class LiveView(RecordView):
    parts = (LivePost,)

    def sections(self, record):
        return [("studios/figures.html", {"sums": figures.of_session(record, actor())})]


SCREENS = {
    Fair: FairView,
    FairPlan: RecordView,
    FairFirm: FirmView,
    JobPost: PostView,
    LiveSession: LiveView,
    LivePost: RecordView,
}
