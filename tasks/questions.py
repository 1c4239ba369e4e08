"""Which records wait for a person: conditions on a list, and what a condition cannot say. Not how they are counted."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

import models
from choices import (
    BEGUN,
    CADRE_COURSES,
    ApplicationState,
    ClassState,
    CompetitionState,
    ContractState,
    DemandState,
    EnrolmentState,
    EntryState,
    EventState,
    FairState,
    FollowUpStep,
    JobPostState,
    NamedServiceState,
    NominationState,
    PlacementStep,
    ProblemState,
    ProfileState,
    RegistrationState,
    ResultState,
    ScoreState,
    StageKind,
    SuggestionState,
    TripState,
    WorkState,
)
from filters import Condition
from language import lazy as _
from models import (
    RECORDS,
    Application,
    Attendance,
    Certificate,
    Competition,
    Contest,
    Couple,
    Demand,
    Enrolment,
    Entry,
    ExpertRequest,
    Fair,
    JobPost,
    LedgerEntry,
    Lesson,
    MatchEvent,
    MatchFollowUp,
    MatchProfile,
    MatchRegistration,
    MatchSuggestion,
    MentorshipContract,
    MentorshipReview,
    NamedService,
    Nomination,
    Placement,
    PlacementCheck,
    QualityExemption,
    Revisit,
    Score,
    Skill,
    Stage,
    StudioResult,
    TrainingClass,
    Trip,
    Worker,
)
from operations import couples, hiring, mentoring_due, staying
from quality import ledgers
from quality.counted import Finding, counting
from tasks import classes, contests, training

SOON, LONG, YEAR = 30, 90, 365  # days


@dataclass(frozen=True)
class Question:
    """Records that wait. `conditions` may name {today}, {yesterday} and {soon}; `also` is what they cannot say, as SQL."""

    name: str
    label: str
    model: type
    conditions: tuple[Condition, ...] = ()
    also: Callable | None = None
    settled_in: type | None = (
        None  # the entity whose records settle it, where these are others than those listed
    )

    @property
    def settles(self) -> type:
        return self.settled_in or self.model

    def dated(self) -> tuple[Condition, ...]:
        return tuple(replace(one, text=one.text.format(**days())) for one in self.conditions)


def days() -> dict[str, str]:
    today = models.now().date()
    offsets = {
        "yesterday": -1,
        "today": 0,
        "soon": SOON,
        "quarter": LONG,
        "long_ago": -LONG,
        "year_ago": -YEAR,
    }
    return {name: (today + timedelta(days=number)).isoformat() for name, number in offsets.items()}


def state(word, column="state"):
    return Condition(column, "is", word)


def states(*words, column="state"):
    return Condition(column, "one_of", ",".join(words))


def within_weeks(column):
    """From today on, and soon."""
    return Condition(column, "from", "{today}"), Condition(column, "to", "{soon}")


def until(column, day):
    """From today on, and not after a day."""
    return Condition(column, "from", "{today}"), Condition(column, "to", day)


def over(column):
    return Condition(column, "to", "{yesterday}")


def without_review(model):
    """Nobody has looked at it for long."""
    since = models.now().date() - timedelta(days=LONG)
    looked_at = MentorshipReview.select(MentorshipReview.contract).where(
        MentorshipReview.deleted_at.is_null(), MentorshipReview.reviewed_on > since
    )
    return model.id.not_in(looked_at)


def to_mend(model):
    """A rule of data quality finds something that is not exempted."""
    own = counting(Finding.select(Finding.record)).where(Finding.entity == model._meta.table_name)
    return model.id.in_(own.where(QualityExemption.id.is_null()))


def without_ledger(model):
    """Out of work, and nobody has noted it down."""
    return ledgers.missing()


def to_ask(step, _model):
    return couples.waiting_for(step)


TO_ASK = {
    FollowUpStep.DAYS: _("Couples to ask after 3 days"),
    FollowUpStep.WEEKS: _("Couples to ask after 3 weeks"),
    FollowUpStep.MONTHS: _("Couples to ask after 3 months"),
}
DUE = {
    PlacementStep.FIRST: (_("Jobs to ask about after a month"), _("Overdue: to ask after a month")),
    PlacementStep.THIRD: (_("Jobs to ask about after 3 months"), _("Overdue: to ask after 3 months")),
    PlacementStep.SIXTH: (_("Jobs to ask about after 6 months"), _("Overdue: to ask after 6 months")),
}


def still_there(step, overdue, _model):
    return staying.waiting_for(step, overdue)


RUNNING = state(ContractState.RUNNING)
AT_WORK = states(WorkState.EMPLOYED, WorkState.LEAVE, WorkState.UNEMPLOYED, column="worker.state")
TO_COME = states(EventState.PLANNED, EventState.OPEN, EventState.CLOSED)


def classes_questions():
    """What waits in classes."""
    return (
        Question(
            "sign_up_closing",
            _("Classes whose sign-up ends within 30 days"),
            TrainingClass,
            (
                state(ClassState.OPEN),
                Condition("register_by", "from", "{today} 00:00"),
                Condition("register_by", "to", "{soon} 23:59"),
            ),
        ),
        Question(
            "classes_to_start",
            _("Classes open for sign-up whose first day has come"),
            TrainingClass,
            (state(ClassState.OPEN), Condition("starts_on", "to", "{today}")),
        ),
        Question(
            "lessons_without_roll",
            _("Lessons that were held and have no attendance"),
            Lesson,
            (
                Condition("starts_at", "to", "{yesterday} 23:59"),
                states(*BEGUN, column="training_class.state"),
            ),
            classes.without_roll,
            settled_in=Attendance,
        ),
        Question(
            "classes_over",
            _("Classes that are over and for which nobody has worked out who completed them"),
            TrainingClass,
            (states(*BEGUN), over("ends_on")),
            classes.not_completed,
            settled_in=Enrolment,
        ),
        Question(
            "lessons_clashing",
            _("Lessons whose trainer is at another lesson at the same time"),
            Lesson,
            (Condition("ends_at", "from", "{today} 00:00"),),
            classes.clashing,
        ),
    )


QUESTIONS = [
    Question(
        "contracts_unsigned",
        _("Contracts that wait for a signature"),
        MentorshipContract,
        (state(ContractState.DRAFT),),
    ),
    Question(
        "contracts_to_begin",
        _("Signed contracts whose day has come"),
        MentorshipContract,
        (state(ContractState.SIGNED), Condition("starts_on", "to", "{today}")),
    ),
    Question(
        "contracts_ending",
        _("Contracts whose term ends within 30 days"),
        MentorshipContract,
        (RUNNING, *within_weeks("ends_on")),
    ),
    Question(
        "contracts_over",
        _("Running contracts whose term is over"),
        MentorshipContract,
        (RUNNING, over("ends_on")),
    ),
    Question(
        "middle_reviews_due",
        _("Running contracts half over without a mid-term review"),
        MentorshipContract,
        (RUNNING,),
        mentoring_due.middle_due,
    ),
    Question(
        "sessions_overdue",
        _("Running contracts whose session log is overdue"),
        MentorshipContract,
        (RUNNING,),
        mentoring_due.log_overdue,
    ),
    Question(
        "stages_to_confirm",
        _("Stages of running contracts to confirm"),
        MentorshipReview,
        (
            state(ContractState.RUNNING, "contract.state"),
            Condition("verdict", "empty", "no"),
            Condition("confirmed_on", "empty", "yes"),
        ),
    ),
    Question(
        "mentors_lacking",
        _("Apprentices who still lack one of their mentors"),
        Worker,
        (),
        mentoring_due.lacks_a_mentor,
        settled_in=MentorshipContract,
    ),
    Question(
        "reviews_due",
        _("Running contracts without a review for 90 days"),
        MentorshipContract,
        (RUNNING, Condition("starts_on", "to", "{long_ago}")),
        without_review,
    ),
    Question(
        "certificates_expiring",
        _("Certificates that expire within 30 days"),
        Skill,
        (*within_weeks("expires_on"), AT_WORK),
    ),
    *classes_questions(),
    Question(
        "certificates_running_out",
        _("Certificates of ours that run out within 90 days"),
        Certificate,
        (*until("expires_on", "{quarter}"), Condition("revoked_on", "empty", "yes")),
    ),
    Question(
        "certificates_to_issue",
        _("Completed classes' certificates to issue"),
        Enrolment,
        (
            state(EnrolmentState.COMPLETED),
            Condition("training_class.course.certified", "is", "yes"),
        ),
        training.without_certificate,
    ),
    Question("demands_open", _("Training demands that wait for a class"), Demand, (state(DemandState.OPEN),)),
    Question(
        "demands_without_class",
        _("Answered demands whose class was cancelled"),
        Demand,
        (state(DemandState.ANSWERED),),
        training.without_class,
    ),
    Question(
        "trips_over",
        _("Trips whose day is over: note down what was held"),
        Trip,
        (state(TripState.PLANNED), over("held_on")),
    ),
    Question(
        "wishes_open",
        _("Wishes for classes ahead that no lesson meets"),
        Enrolment,
        (
            Condition("wish", "empty", "no"),
            Condition("wish_lesson", "empty", "yes"),
            state(EnrolmentState.ENROLLED),
            states(ClassState.PLANNED, ClassState.OPEN, column="training_class.state"),
        ),
    ),
    Question(
        "revisits_due",
        _("Cadres to revisit: their course ended 90 days ago or longer, within the year"),
        Enrolment,
        (
            state(EnrolmentState.COMPLETED),
            states(*CADRE_COURSES, column="training_class.course.kind"),
            Condition("training_class.ends_on", "to", "{long_ago}"),
            Condition("training_class.ends_on", "from", "{year_ago}"),
        ),
        training.not_revisited,
        settled_in=Revisit,
    ),
    Question(
        "competitions_over",
        _("Competitions that are over and not finished"),
        Competition,
        (states(CompetitionState.OPEN, CompetitionState.RUNNING), over("ends_on")),
    ),
    Question("entries_waiting", _("Contest entries to confirm"), Entry, (state(EntryState.ENTERED),)),
    Question("scores_waiting", _("Scores to confirm"), Score, (state(ScoreState.DRAFT),)),
    Question("stages_to_rank", _("Contest stages to rank"), Stage, (), contests.to_rank),
    Question("stages_to_promote", _("Contest stages to promote from"), Stage, (), contests.to_promote),
    Question(
        "finals_to_release",
        _("Rankings of finals to release"),
        Stage,
        (state(StageKind.FINAL, "kind"), Condition("released_at", "empty", "yes")),
        contests.to_release,
    ),
    Question(
        "honours_to_give", _("Contest events whose honours are to be given"), Contest, (), contests.to_award
    ),
    Question(
        "marks_to_confirm",
        _("Marks added up that a second person confirms"),
        Score,
        (state(ScoreState.ADDED_UP),),
    ),
    Question(
        "nominations_waiting", _("Nominations to approve"), Nomination, (state(NominationState.NOMINATED),)
    ),
    Question(
        "notices_over",
        _("Nominations whose notice is over: give the honour"),
        Nomination,
        (state(NominationState.PUBLISHED), over("notice_until")),
    ),
    Question(
        "profiles_waiting",
        _("Matchmaking profiles to verify"),
        MatchProfile,
        (state(ProfileState.DRAFT), Condition("consented_on", "empty", "no")),
    ),
    Question(
        "profiles_expiring",
        _("Profiles whose verification ends within 30 days or has ended"),
        MatchProfile,
        (state(ProfileState.VERIFIED), Condition("verified_until", "to", "{soon}")),
    ),
    Question(
        "registrations_waiting",
        _("Registrations to confirm for events to come"),
        MatchRegistration,
        (
            states(RegistrationState.REGISTERED, RegistrationState.WAITING),
            Condition("event.starts_at", "from", "{today} 00:00"),
        ),
    ),
    Question(
        "events_over",
        _("Events that are over and not reported"),
        MatchEvent,
        (TO_COME, Condition("starts_at", "to", "{yesterday} 23:59")),
    ),
    Question(
        "choosing_over",
        _("Events whose time to choose is over and whose pairs are not worked out"),
        MatchEvent,
        (
            Condition("choosing_at", "empty", "no"),
            Condition("paired_at", "empty", "yes"),
            Condition("choose_by", "to", "{yesterday} 23:59"),
        ),
    ),
    Question(
        "suggestions_waiting",
        _("Suggestions that wait for what came of them"),
        MatchSuggestion,
        (states(SuggestionState.MADE, SuggestionState.MET),),
    ),
    *(
        Question(f"couples_{step.value}", words, Couple, (), partial(to_ask, step), MatchFollowUp)
        for step, words in TO_ASK.items()
    ),
    Question(
        "studio_results_waiting",
        _("Studio results to confirm"),
        StudioResult,
        (state(ResultState.REPORTED),),
    ),
    Question(
        "requests_without_expert",
        _("Requests that wait for an expert"),
        ExpertRequest,
        (state(ProblemState.OPEN),),
    ),
    Question(
        "requests_long",
        _("Requests that an expert has had for 90 days"),
        ExpertRequest,
        (state(ProblemState.ASSIGNED), Condition("assigned_on", "to", "{long_ago}")),
    ),
    Question(
        "fairs_over",
        _("Fairs that are over and not reported"),
        Fair,
        (
            states(FairState.PLANNED, FairState.OPEN),
            over("starts_on"),
            Condition("ends_on", "to_or_empty", "{yesterday}"),
        ),
    ),
    Question(
        "posts_over",
        _("Open posts whose last day is over"),
        JobPost,
        (state(JobPostState.OPEN), over("closes_on")),
    ),
    Question(
        "intents_long",
        _("Intents of 90 days ago that came to nothing so far"),
        Application,
        (state(ApplicationState.INTENT), Condition("intent_on", "to", "{long_ago}")),
    ),
    Question(
        "hired_unrecorded",
        _("Hired people whose job is not recorded"),
        Application,
        (state(ApplicationState.HIRED),),
        hiring.unrecorded,
        Placement,
    ),
    Question(
        "jobs_not_in_register",
        _("Jobs begun that the register of workers does not know"),
        Placement,
        (),
        staying.not_in_register,
        Worker,
    ),
    *(
        Question(
            f"stay_{step.value}{'_late' if late else ''}",
            words,
            Placement,
            (),
            partial(still_there, step, late),
            PlacementCheck,
        )
        for step, pair in DUE.items()
        for late, words in enumerate(pair)
    ),
    Question(
        "out_of_ledgers",
        _("People out of work who stand in no ledger"),
        Worker,
        (),
        without_ledger,
        settled_in=LedgerEntry,
    ),
    Question(
        "services_behind",
        _("Graduates served by name who are behind"),
        NamedService,
        (state(NamedServiceState.RUNNING), over("due_on")),
    ),
    Question(
        "services_due",
        _("Graduates whose service must be complete within 30 days"),
        NamedService,
        (state(NamedServiceState.RUNNING), *within_weeks("due_on")),
    ),
    *(
        Question(
            f"mend_{model._meta.table_name}",
            _("To mend: %(title)s", title=model._meta.title),
            model,
            (),
            to_mend,
        )
        for model in RECORDS
        if model._meta.scope is not None
    ),
]
BY_NAME = {question.name: question for question in QUESTIONS}
