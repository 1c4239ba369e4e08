"""Screens of the labour register: ledgers with the verbs on a worker, service teams, graduates served by name.

Pages over many records are `labour_pages`.
"""

from flask import url_for

from admin.access import actor
from admin.base import RecordView
from admin.verbs import Verb, in_state
from choices import Ledger, NamedServiceState, WorkState
from fields import BooleanField
from forms import ledgers as forms
from forms.verbs import verb_form
from language import gettext
from language import lazy as _
from models import LedgerEntry, NamedService, ServiceStep, ServiceTeam, TeamMember
from operations import ledgers, serving, teams

# The verbs of a worker ---------------------------------------------------------------------------------


def stands_in(*found):
    return lambda worker: bool(set(found) & set(ledgers.running(worker)))


def outside(ledger):
    return lambda worker: worker.state != WorkState.RETIRED and ledger not in ledgers.running(worker)


OF_WORKERS = (
    Verb(
        "enter_ledger", _("Put into a ledger"), ledgers.enter,
        _("From that day on the person stands in the ledger; their work status follows."), form=forms.enter,
        when=lambda worker: worker.state != WorkState.RETIRED or not stands_in(Ledger.CARE)(worker),
    ),
    Verb(
        "move_into_work", _("Moved into work"), ledgers.move_into_work,
        _("The person leaves “without work”, if they stand there, and enters “moved into work” on the same day."),
        form=forms.move, when=outside(Ledger.MOVED),
    ),
    Verb(
        "lose_work", _("Came back or lost work"), ledgers.lose_work,
        _("The person leaves “moved into work”, if they stand there, and enters “without work” on the same day."),
        form=forms.lose, when=outside(Ledger.JOBLESS),
    ),
    Verb(
        "end_help", _("Help ended"), ledgers.end_help,
        _("The person leaves the ledger of people in need of help."),
        form=forms.end_help, when=stands_in(Ledger.CARE),
    ),
    Verb(
        "leave_ledger", _("Leave a ledger"), ledgers.leave,
        _(
            "The person leaves and enters no other: too old for work, moved away, died. "
            "Who is too old is retired from then on."
        ),
        form=forms.leave, when=stands_in(*Ledger),
    ),
)  # fmt: skip


def of_worker(worker):
    """What the page of a worker shows of the ledgers."""
    own = LedgerEntry.select().where(LedgerEntry.deleted_at.is_null(), LedgerEntry.worker == worker.id)
    return {"stays": list(own.order_by(LedgerEntry.since.desc(), LedgerEntry.id.desc()))}


class LedgerView(RecordView):
    def also(self, record=None):
        if record is None:
            yield url_for("labour.balance"), gettext("Register and three ledgers")


# Service teams -----------------------------------------------------------------------------------------


def proposed(formdata=None, obj=None):
    """A day, and a yes or no for each person proposed, with the reasons."""
    found = teams.proposals(obj, actor()) if obj is not None else []
    asked = {
        f"worker_{one.candidate.key}": BooleanField(
            null=True,
            verbose_name=_(
                "%(code)s %(name)s: %(reasons)s", code=f"W-{one.candidate.key}", name=one.candidate.name,
                reasons="；".join(str(reason.words) for reason in one.reasons),
            ),
        )
        for one in found
    }  # fmt: skip
    form = verb_form(TeamMember, "joined_on", **asked)
    return form(formdata, data={"joined_on": forms.today(), **dict.fromkeys(asked, True)})


def goes_on(team):
    return team.disbanded_on is None


class TeamView(RecordView):
    parts = (TeamMember,)
    verbs = (
        Verb(
            "take_in", _("Propose members"), teams.take_in,
            _(
                "People of the register who master the trade or wish for it, the best fitting first, and why. "
                "Say no to whom you do not want."
            ),
            form=proposed, when=goes_on,
        ),
        Verb(
            "join", _("Take somebody in"), teams.join,
            _("One person is in one team at a time."), form=forms.join, when=goes_on,
        ),
        Verb(
            "disband", _("Disband the team"), teams.disband,
            _("The team ends on that day, and with it everybody's place in it."), form=forms.disband, when=goes_on,
        ),
    )  # fmt: skip

    def sections(self, record):
        yield "teams/roll.html", {"roll": teams.roll(record)}

    def also(self, record=None):
        if record is None:
            yield url_for("labour.possible_teams"), gettext("Teams that could be founded")


class MemberView(RecordView):
    verbs = (
        Verb(
            "leave", _("Leaves the team"), teams.leave, _("From that day on the person is free for another team."),
            form=forms.left, when=lambda member: member.left_on is None,
        ),
    )  # fmt: skip


# Graduates served by name ------------------------------------------------------------------------------


class NamedServiceView(RecordView):
    parts = (ServiceStep,)
    verbs = (
        Verb(
            "record", _("Record a step"), serving.record,
            _(
                "A policy talk, a guidance, a job offer, a training. "
                "With the last that was lacking the graduate is served in full."
            ),
            form=forms.step, when=in_state(NamedServiceState.RUNNING),
        ),
        Verb(
            "end_early", _("End early"), serving.end_early,
            _("The service ends although something is lacking; the reason stands with it."),
            form=forms.end_early, when=in_state(NamedServiceState.RUNNING),
        ),
        Verb(
            "take_up", _("Take up again"), serving.take_up,
            _("The service goes on: it ended too early, or a step was wrong."),
            when=in_state(NamedServiceState.DONE, NamedServiceState.ENDED),
        ),
    )  # fmt: skip

    def sections(self, record):
        yield "ledgers/service.html", {"standing": serving.standing(record)}

    def also(self, record=None):
        if record is None:
            yield url_for("labour.graduates"), gettext("1-1-3-1: who is behind")


SCREENS = {
    LedgerEntry: LedgerView,
    ServiceTeam: TeamView,
    TeamMember: MemberView,
    NamedService: NamedServiceView,
    ServiceStep: RecordView,
}
