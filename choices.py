"""Closed vocabularies and life cycles: the words we use, and the moves between them.

`RUNNING = "running", _("Running"), "completed", "ended"` reads: stored as "running", shown as "Running",
may become "completed" or "ended". A vocabulary without moves is a plain list of words. In a life cycle
the first word is where a record starts. Decisions and records do not belong here.
"""

from enum import StrEnum

from language import lazy as _


class Choice(StrEnum):
    """One word of a vocabulary: its stored value, what people read, and what it may become."""

    def __new__(cls, value, words, *moves):
        member = str.__new__(cls, value)
        member._value_, member.words, member.moves = value, words, moves
        return member

    def may_become(self, other) -> bool:
        return other == self or other in self.moves


class LifeCycle(Choice):
    """A vocabulary whose words follow one another."""


# Everywhere --------------------------------------------------------------------------------------


class Area(Choice):
    UNIONS = "unions", _("Unions and enterprises")
    PEOPLE = "people", _("Workers and skills")
    TRAINERS = "trainers", _("Trainers")
    TRAINING = "training", _("Training and certificates")
    JOBS = "jobs", _("Jobs and job fairs")
    MENTORSHIP = "mentorship", _("Mentorship")
    COMPETITIONS = "competitions", _("Competitions")
    MATCHMAKING = "matchmaking", _("Matchmaking")
    STUDIOS = "studios", _("Studios and expert service")


class Role(Choice):
    ADMINISTRATOR = "administrator", _("System administrator")
    UNION = "union", _("Union administrator")
    CLERK = "clerk", _("Clerk of some areas")
    READER = "reader", _("Reader")
    AUDITOR = "auditor", _("Auditor")


class Act(Choice):
    CREATED = "created", _("Created")
    CHANGED = "changed", _("Changed")
    DELETED = "deleted", _("Moved to the trash")
    RESTORED = "restored", _("Restored")
    PURGED = "purged", _("Removed for good")
    LOADED = "loaded", _("Loaded in bulk")
    SIGNED_IN = "signed_in", _("Signed in")
    REVEALED = "revealed", _("Showed a masked value")
    EXPORTED = "exported", _("Exported")
    ERASED = "erased", _("Erased from the trail")
    LINK_MADE = "link_made", _("Made a personal link")
    LINK_REVOKED = "link_revoked", _("Revoked a personal link")
    LINK_OPENED = "link_opened", _("Opened the personal link")
    MONTH_CLOSED = "month_closed", _("Closed a month")
    MONTH_REOPENED = "month_reopened", _("Reopened a month")
    EXEMPTED = "exempted", _("Exempted from a quality rule")
    MERGED = "merged", _("Merged")
    SEPARATED = "separated", _("Merge undone")
    TOLD_APART = "told_apart", _("Told apart from a similar record")
    EXEMPTION_ENDED = "exemption_ended", _("Ended an exemption")
    RELEASED = "released", _("Released to another union")
    WITHDRAWN = "withdrawn", _("Release withdrawn")
    DECLINED = "declined", _("Transfer declined")
    HANDED_OVER = "handed_over", _("Handed over to another union")
    MARKS_CORRECTED = "marks_corrected", _("Corrected a mark")
    SHEET_SHARED = "sheet_shared", _("Shared as a workbook")
    SHEET_CHANGED = "sheet_changed", _("Changed how a workbook is shared")
    SHEET_PAUSED = "sheet_paused", _("Paused a shared workbook")
    SHEET_RESUMED = "sheet_resumed", _("Let a shared workbook go on")
    SHEET_COPY = "sheet_copy", _("Took in a copy of a shared workbook")
    SHEET_ENDED = "sheet_ended", _("Ended the sharing of a workbook")


class Defect(Choice):
    """In what way a value can be wrong."""

    MISSING = "missing", _("Missing")
    INVALID = "invalid", _("Not valid")
    DUPLICATE = "duplicate", _("There twice")
    CONTRADICTORY = "contradictory", _("Contradictory")
    STALE = "stale", _("Out of date")


class RuleState(LifeCycle):
    """A rule of data quality is looked at first, then it counts."""

    TRIAL = "trial", _("On trial"), "counting", "off"
    COUNTING = "counting", _("Counts"), "trial", "off"
    OFF = "off", _("Switched off"), "trial"


class Likeness(Choice):
    """Of two records that look like one person."""

    SUSPECTED = "suspected", _("May be the same")
    DIFFERENT = "different", _("Not the same")


class SignInOutcome(Choice):
    """What came of a try to sign in; how a session ended; a lock that was lifted."""

    SUCCEEDED = "succeeded", _("Signed in")
    FAILED = "failed", _("Did not fit")
    LOCKED = "locked", _("Refused: locked")
    CODE_ASKED = "code_asked", _("Password fits, code asked")
    SIGNED_OUT = "signed_out", _("Signed out")
    UNLOCKED = "unlocked", _("Lock lifted")


class TransferState(LifeCycle):
    """A record on its way from one union to another."""

    RELEASED = "released", _("Waiting to be taken over"), "accepted", "declined", "withdrawn", "void"
    ACCEPTED = "accepted", _("Taken over")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    VOID = "void", _("Void: the record moved or was deleted meanwhile")


# Unions and enterprises --------------------------------------------------------------------------


class UnionKind(Choice):
    NATIONAL = "national", _("National federation")
    PROVINCE = "province", _("Provincial federation")
    CITY = "city", _("City federation")
    COUNTY = "county", _("County or district federation")
    TOWNSHIP = "township", _("Township or street union")
    VILLAGE = "village", _("Village or community union")
    INDUSTRY = "industry", _("Industry union")
    JOINT = "joint", _("Joint union")
    ENTERPRISE = "enterprise", _("Enterprise union")
    PARK = "park", _("Development zone union")


class Ownership(Choice):
    STATE = "state", _("State-owned")
    COLLECTIVE = "collective", _("Collective")
    PRIVATE = "private", _("Private")
    FOREIGN = "foreign", _("Foreign-invested")
    PUBLIC = "public", _("Public institution")
    GOVERNMENT = "government", _("Government body")
    OTHER = "other", _("Other ownership")


class Industry(Choice):
    """National standard GB/T 4754, its sections in the order of the standard."""

    FARMING = "A", _("Agriculture, forestry and fishing")
    MINING = "B", _("Mining")
    MANUFACTURING = "C", _("Manufacturing")
    ENERGY = "D", _("Electricity, heat, gas and water")
    BUILDING = "E", _("Construction")
    TRADE = "F", _("Wholesale and retail")
    TRANSPORT = "G", _("Transport, storage and post")
    HOSPITALITY = "H", _("Hotels and catering")
    IT = "I", _("Software and information services")
    FINANCE = "J", _("Finance")
    PROPERTY = "K", _("Real estate")
    BUSINESS = "L", _("Leasing and business services")
    SCIENCE = "M", _("Science and technical services")
    WATER = "N", _("Water, environment and public facilities")
    HOUSEHOLD = "O", _("Household and repair services")
    EDUCATION = "P", _("Education")
    HEALTH = "Q", _("Health and social work")
    CULTURE = "R", _("Culture, sport and entertainment")
    ADMINISTRATION = "S", _("Public administration")


# Workers and skills ------------------------------------------------------------------------------


class IdKind(Choice):
    RESIDENT = "resident", _("Resident identity card")
    PASSPORT = "passport", _("Passport")
    HONGKONG_MACAO = "hk_macao", _("Mainland travel permit for Hong Kong and Macao residents")
    TAIWAN = "taiwan", _("Mainland travel permit for Taiwan residents")
    FOREIGN_RESIDENT = "foreign_resident", _("Foreign permanent resident card")
    OFFICER = "officer", _("Military officer's card")


class Sex(Choice):
    MALE = "male", _("Male")
    FEMALE = "female", _("Female")


class Education(Choice):
    PRIMARY = "primary", _("Primary school")
    MIDDLE = "middle", _("Junior middle school")
    HIGH = "high", _("Senior high school")
    VOCATIONAL = "vocational", _("Secondary vocational school")
    COLLEGE = "college", _("Junior college")
    BACHELOR = "bachelor", _("Bachelor")
    MASTER = "master", _("Master")
    DOCTOR = "doctor", _("Doctor")


class WorkState(LifeCycle):
    EMPLOYED = "employed", _("In work"), "leave", "unemployed", "retired"
    LEAVE = "leave", _("On leave"), "employed", "unemployed", "retired"
    UNEMPLOYED = "unemployed", _("Out of work"), "employed", "retired"
    RETIRED = "retired", _("Retired"), "employed"


class SkillLevel(Choice):
    """The eight-grade scale of 2022, lowest first."""

    APPRENTICE = "1", _("Apprentice worker")
    JUNIOR = "2", _("Junior worker (level 5)")
    MIDDLE = "3", _("Middle-grade worker (level 4)")
    SENIOR = "4", _("Senior worker (level 3)")
    TECHNICIAN = "5", _("Technician (level 2)")
    SENIOR_TECHNICIAN = "6", _("Senior technician (level 1)")
    SPECIAL = "7", _("Special-grade technician")
    CHIEF = "8", _("Chief technician")


# Trainers ----------------------------------------------------------------------------------------


class TrainerKind(Choice):
    FULL_TIME = "full_time", _("Full-time teacher")
    ENTERPRISE = "enterprise", _("Enterprise expert")
    MODEL_WORKER = "model_worker", _("Model worker or craftsman")
    EXTERNAL = "external", _("External lecturer")


class TrainerState(LifeCycle):
    ACTIVE = "active", _("Teaching"), "paused", "left"
    PAUSED = "paused", _("Paused"), "active", "left"
    LEFT = "left", _("Left the pool"), "active"


# Mentorship --------------------------------------------------------------------------------------


class MentorshipKind(Choice):
    MASTER = "master", _("Master and apprentice")
    QUALITY = "quality", _("Quality mentor")
    TECHNICAL = "technical", _("Technical mentor")


class ContractState(LifeCycle):
    DRAFT = "draft", _("Draft"), "signed", "cancelled"
    SIGNED = "signed", _("Signed"), "running", "draft", "cancelled"
    RUNNING = "running", _("Running"), "completed", "ended_early"
    COMPLETED = "completed", _("Completed")
    ENDED_EARLY = "ended_early", _("Ended early")
    CANCELLED = "cancelled", _("Cancelled")


class Party(Choice):
    MENTOR = "mentor", _("Mentor")
    APPRENTICE = "apprentice", _("Apprentice")
    ENTERPRISE = "enterprise", _("Enterprise")
    UNION = "union", _("Union")


class ReviewKind(Choice):
    MONTHLY = "monthly", _("Monthly review")
    MIDDLE = "middle", _("Mid-term review")
    FINAL = "final", _("Final review")


class GoalState(LifeCycle):
    OPEN = "open", _("Not judged yet"), "met", "missed"
    MET = "met", _("Met"), "missed"
    MISSED = "missed", _("Not met"), "met"


class Verdict(Choice):
    EXCELLENT = "excellent", _("Excellent")
    GOOD = "good", _("Good")
    PASSED = "passed", _("Passed")
    FAILED = "failed", _("Failed")


# Competitions ------------------------------------------------------------------------------------


class Level(Choice):
    NATIONAL = "national", _("National")
    PROVINCE = "province", _("Provincial")
    CITY = "city", _("City")
    COUNTY = "county", _("County")
    INDUSTRY = "industry", _("Industry or league")
    ENTERPRISE = "enterprise", _("Enterprise")
    UNIT = "unit", _("Basic unit")


class CompetitionState(LifeCycle):
    PLANNED = "planned", _("Planned"), "open", "cancelled"
    OPEN = "open", _("Open for entries"), "running", "cancelled"
    RUNNING = "running", _("Under way"), "finished", "cancelled"
    FINISHED = "finished", _("Finished")
    CANCELLED = "cancelled", _("Cancelled")


class ContestGroup(Choice):
    WORKER = "worker", _("Worker group")
    STUDENT = "student", _("Student group")
    TEACHER = "teacher", _("Teacher group")


class StageKind(Choice):
    SELECTION = "selection", _("Unit selection")
    FIRST_ROUND = "first_round", _("First round")
    FINAL = "final", _("Final")


class TieBreak(Choice):
    """By what those with equal marks are told apart; a contest says which come first."""

    PRACTICE = "practice", _("Better practice marks")
    THEORY = "theory", _("Better theory marks")
    TIME = "time", _("Shorter time")
    EARLIER = "earlier", _("Earlier submission")


class TieRule(Choice):
    """Who goes on when the line runs through those with equal marks."""

    ALL = "all", _("All with equal marks go on")
    NONE = "none", _("None with equal marks goes on")
    LIST = "list", _("The tie-break list decides")


class Within(Choice):
    """Whose contestants places are kept for."""

    UNIT = "unit", _("Each unit")
    DELEGATION = "delegation", _("Each delegation")


class EntryState(LifeCycle):
    ENTERED = "entered", _("Entered"), "confirmed", "withdrawn", "refused"
    CONFIRMED = "confirmed", _("Confirmed"), "withdrawn", "disqualified"
    REFUSED = "refused", _("Refused"), "entered"
    WITHDRAWN = "withdrawn", _("Withdrawn")
    DISQUALIFIED = "disqualified", _("Disqualified")


class Module(Choice):
    """The two halves of a contest; how much each counts is the contest's."""

    THEORY = "theory", _("Theory")
    PRACTICE = "practice", _("Practice")


class CriterionKind(Choice):
    MEASURED = "measured", _("Measured value")
    JUDGEMENT = "judgement", _("Judgement from 0 to 3 by three judges")


class MarkState(LifeCycle):
    GIVEN = "given", _("Given"), "again", "recused"
    AGAIN = "again", _("To be given again"), "given", "recused"
    RECUSED = "recused", _("Does not mark (conflict of interest)")


class ScoreState(LifeCycle):
    DRAFT = "draft", _("Draft"), "added_up", "confirmed"
    ADDED_UP = "added_up", _("Added up"), "confirmed", "draft"
    CONFIRMED = "confirmed", _("Confirmed")


class HonourKind(Choice):
    CHAMPION = "champion", _("Contest champion")
    PLACED = "placed", _("Placed in a contest")
    MONTHLY_EXPERT = "monthly_expert", _("Post expert of the month")
    ANNUAL_CRAFTSMAN = "annual_craftsman", _("Post craftsman of the year")
    CRAFTSMAN = "craftsman", _("Craftsman")
    LABOUR_MEDAL = "labour_medal", _("Labour medal")
    MODEL_WORKER = "model_worker", _("Model worker")
    OTHER = "other", _("Other honour")


class PostTitle(Choice):
    """What a champion of a key post can be: the same words as the honour."""

    MONTHLY_EXPERT = "monthly_expert", _("Post expert of the month")
    ANNUAL_CRAFTSMAN = "annual_craftsman", _("Post craftsman of the year")


class NominationState(LifeCycle):
    NOMINATED = "nominated", _("Nominated"), "published", "refused"
    PUBLISHED = "published", _("Approved, on view"), "awarded", "refused"
    AWARDED = "awarded", _("Honoured")
    REFUSED = "refused", _("Nomination refused")


class FiveStages(Choice):
    """The five steps in which one grows."""

    TRAIN = "train", _("Train")
    PRACTISE = "practise", _("Practise")
    COMPETE = "compete", _("Compete")
    REWARD = "reward", _("Reward")
    USE = "use", _("Use")


# Matchmaking -------------------------------------------------------------------------------------


class SingleState(Choice):
    NEVER_MARRIED = "never_married", _("Never married")
    DIVORCED = "divorced", _("Divorced")
    WIDOWED = "widowed", _("Widowed")


class ProfileState(LifeCycle):
    DRAFT = "draft", _("Not yet verified"), "verified", "closed"
    VERIFIED = "verified", _("Verified"), "paused", "closed", "draft"
    PAUSED = "paused", _("Paused"), "verified", "closed"
    CLOSED = "closed", _("Closed"), "draft"


class MatchTrait(Choice):
    """What somebody tells of themselves, and what somebody else may not accept."""

    SMOKES = "smokes", _("Smokes")
    DRINKS = "drinks", _("Often drinks")
    SHIFTS = "shifts", _("Works night shifts")
    AWAY = "away", _("Often away for work")
    CHILDREN = "children", _("Has children")


class SuggestionState(LifeCycle):
    """Which of the two did not wish to go on is said nowhere."""

    MADE = "made", _("Suggested"), "met", "closed"
    MET = "met", _("Brought together"), "closed"
    CLOSED = "closed", _("Came to nothing")


class EventState(LifeCycle):
    PLANNED = "planned", _("Planned"), "open", "cancelled"
    OPEN = "open", _("Open for registration"), "closed", "cancelled"
    CLOSED = "closed", _("Registration closed"), "open", "held", "cancelled"
    HELD = "held", _("Held")
    CANCELLED = "cancelled", _("Cancelled")


class RegistrationState(LifeCycle):
    REGISTERED = "registered", _("Registered"), "confirmed", "waiting", "attended", "absent", "withdrawn"
    WAITING = "waiting", _("On the waiting list"), "confirmed", "attended", "withdrawn"
    CONFIRMED = "confirmed", _("Confirmed"), "attended", "absent", "withdrawn"
    ATTENDED = "attended", _("Attended")
    ABSENT = "absent", _("Absent")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class CoupleState(LifeCycle):
    PAIRED = "paired", _("Paired"), "dating", "registered", "parted"
    DATING = "dating", _("Seeing each other"), "registered", "parted"
    REGISTERED = "registered", _("Marriage registered")
    PARTED = "parted", _("Parted")


class FollowUpStep(Choice):
    """When the union asks a couple how they are."""

    DAYS = "days", _("After 3 days")
    WEEKS = "weeks", _("After 3 weeks")
    MONTHS = "months", _("After 3 months")


# Shared sheets -----------------------------------------------------------------------------------


class Policy(Choice):
    ASK = "ask", _("Ask a person")
    OFFICE = "office", _("The office wins")
    SHEET = "sheet", _("The sheet wins")


class Schedule(Choice):
    """When a shared sheet runs by itself; by hand it may run at any time."""

    EVERY = "every", _("With every run")
    HOURLY = "hourly", _("Every hour")
    DAILY = "daily", _("Every day")
    HAND = "hand", _("Only by hand")


class Waiting(LifeCycle):
    """What waits for a person; decided, but the sheet has yet to be told; settled."""

    OPEN = "open", _("Waiting"), "decided", "settled"
    DECIDED = "decided", _("Decided"), "settled", "open"
    SETTLED = "settled", _("Settled")


class AskedState(LifeCycle):
    """How far a run has come that somebody asked for on screen."""

    WAITING = "waiting", _("Waits for the worker"), "running", "over"
    RUNNING = "running", _("Being done"), "waiting", "over"
    OVER = "over", _("Over")


class Phase(Choice):
    """What a run of a sheet is at."""

    READING = "reading", _("Reading the workbook")
    MERGING = "merging", _("Comparing both sides")
    RECORDS = "records", _("Writing the records")
    WRITING = "writing", _("Writing the workbook")


class SheetState(Choice):
    """How a run of a shared sheet came out, the worst first."""

    FAILED = "failed", _("The run failed")
    REFUSED = "refused", _("Something was refused")
    HELD = "held", _("Something waits for a person")
    BUSY = "busy", _("The sheet is in use")
    WRITTEN = "written", _("Changes were written")
    QUIET = "quiet", _("Nothing to do")
    NEW = "new", _("Has not run yet")


class Matter(Choice):
    """What can be said of a row of a shared sheet."""

    CONFLICT = "conflict", _("Conflict")
    INVALID = "invalid", _("Invalid")
    INCOMPLETE = "incomplete", _("Incomplete")
    DUPLICATE = "duplicate", _("Duplicate")
    READONLY = "readonly", _("Put back")
    OVERRULED = "overruled", _("Overruled")
    DELETED = "deleted", _("Deleted")
    RESTORED = "restored", _("Restored")
    HELD = "held", _("Waiting for approval")
    AMBIGUOUS = "ambiguous", _("Ambiguous")
    MISSING = "missing", _("Missing")


# Files brought in ---------------------------------------------------------------------------------


class ImportState(LifeCycle):
    """How far a file has come: its columns matched, its rows looked at, its rows brought in, taken back."""

    NEW = "new", _("Waits for its columns to be matched"), "planning"
    PLANNING = "planning", _("Is being looked through"), "planned", "failed", "new"
    PLANNED = "planned", _("Waits for a go-ahead"), "planning", "applying", "new"
    APPLYING = "applying", _("Is being brought in"), "done", "stopped"
    STOPPED = "stopped", _("Stopped half way"), "applying", "undoing"
    DONE = "done", _("Brought in"), "undoing"
    UNDOING = "undoing", _("Is being taken back"), "undone"
    UNDONE = "undone", _("Taken back")
    FAILED = "failed", _("Could not be read"), "planning", "new"


class ImportOutcome(Choice):
    """What a row of a file comes to."""

    NEW = "new", _("New record")
    CHANGED = "changed", _("Changed")
    SAME = "same", _("Same")
    REFUSED = "refused", _("Cannot go in")
    TWICE = "twice", _("Twice in the file, differently")
    REPEATED = "repeated", _("Repeated word for word")


class LineState(Choice):
    """What became of it."""

    WAITING = "waiting", _("Waiting")
    LANDED = "landed", _("Brought in")
    UNDONE = "undone", _("Taken back")
    LEFT = "left", _("Touched since, left as it is")


# A season given out at once --------------------------------------------------------------------------


class SeasonState(LifeCycle):
    """How far a season has come: proposed, let in, or nothing came of it."""

    PROPOSING = "proposing", _("Is being worked out"), "proposed", "failed"
    PROPOSED = "proposed", _("Waits for somebody to accept it"), "enrolling", "dropped"
    ENROLLING = "enrolling", _("People are being enrolled"), "done", "stopped"
    STOPPED = "stopped", _("Stopped half way"), "enrolling", "dropped"
    DONE = "done", _("Everybody is enrolled")
    DROPPED = "dropped", _("Nothing came of it")
    FAILED = "failed", _("Could not be worked out"), "dropped"


class SeatState(Choice):
    """What became of somebody's place in a season."""

    PROPOSED = "proposed", _("Proposed")
    ENROLLED = "enrolled", _("Is enrolled")
    REFUSED = "refused", _("Refused")
    NONE = "none", _("No class")


# What people write -------------------------------------------------------------------------------

# {word as rosters have it: value}, beside the labels; only what can mean no other word.
ALSO = {
    Sex: {"男性": "male", "女性": "female", "男士": "male", "女士": "female"},
    Education: {
        "初级中学": "middle", "普通高中": "high", "高级中学": "high", "中等专科": "vocational", "职业高中": "vocational",
        "职中": "vocational", "中技": "vocational", "技工学校": "vocational", "专科": "college", "大学专科": "college",
        "高职": "college", "大学": "bachelor", "大学本科": "bachelor", "学士": "bachelor", "硕士研究生": "master",
        "博士研究生": "doctor",
    },
    IdKind: {
        "身份证": "resident", "二代身份证": "resident", "第二代居民身份证": "resident", "回乡证": "hk_macao",
        "港澳通行证": "hk_macao", "台胞证": "taiwan", "外国人永久居留证": "foreign_resident",
    },
    WorkState: {"在职": "employed", "在职在岗": "employed", "待业": "unemployed", "下岗": "unemployed", "离退休": "retired"},
    Ownership: {
        "国有企业": "state", "国企": "state", "集体企业": "collective", "民营企业": "private", "民企": "private",
        "私营企业": "private", "私营": "private", "外资": "foreign", "外资企业": "foreign", "外商投资企业": "foreign",
    },
    SkillLevel: {f"国家职业资格{grade}级": str(place) for place, grade in enumerate("五四三二一", 2)},
}  # fmt: skip


# Studios and expert service ----------------------------------------------------------------------


class StudioKind(Choice):
    MODEL_WORKER = "model_worker", _("Model worker innovation studio")
    CRAFTSMAN = "craftsman", _("Craftsman innovation studio")
    WORKERS = "workers", _("Workers' innovation studio")
    SKILL_MASTER = "skill_master", _("Skill master studio")


class StudioState(LifeCycle):
    ACTIVE = "active", _("At work"), "closed"
    CLOSED = "closed", _("Closed"), "active"


class ResultKind(Choice):
    PROCESS = "process", _("Better process")
    TOOL = "tool", _("Tool or equipment")
    PATENT = "patent", _("Patent")
    STANDARD = "standard", _("Standard or working method")
    SUGGESTION = "suggestion", _("Suggestion carried out")
    TEACHING = "teaching", _("Teaching material")


class ResultState(LifeCycle):
    """A result counts once somebody else than who entered it has looked at the evidence."""

    REPORTED = "reported", _("Reported"), "confirmed", "declined"
    CONFIRMED = "confirmed", _("Confirmed")
    DECLINED = "declined", _("Not accepted"), "reported"


class VisitKind(Choice):
    STUDENTS = "students", _("Students")
    WORKERS = "workers", _("Workers")
    EXCHANGE = "exchange", _("Exchange between studios")
    OPEN_DAY = "open_day", _("Open day")


class DemandSource(Choice):
    MEETING = "meeting", _("Meeting")
    VISIT = "visit", _("Visit to the unit")
    QUESTIONNAIRE = "questionnaire", _("Questionnaire")
    CALL = "call", _("Telephone call")


class ProblemState(LifeCycle):
    OPEN = "open", _("Waiting for an expert"), "assigned", "withdrawn"
    ASSIGNED = "assigned", _("Expert at work"), "solved", "unsolved", "open", "withdrawn"
    SOLVED = "solved", _("Solved")
    UNSOLVED = "unsolved", _("Not to be solved"), "open"
    WITHDRAWN = "withdrawn", _("Withdrawn by the unit")


WITH_EXPERT = (ProblemState.ASSIGNED, ProblemState.SOLVED)
ENDED = (ProblemState.SOLVED, ProblemState.UNSOLVED, ProblemState.WITHDRAWN)


class ServiceKind(Choice):
    ON_SITE = "on_site", _("On-site diagnosis")
    TRAINING = "training", _("Targeted training")
    CONSULTATION = "consultation", _("Consultation")


# Profiles and posts ------------------------------------------------------------------------------


class FreeTime(Choice):
    """When somebody can come, and when lessons are."""

    DAYTIME = "daytime", _("Weekdays, daytime")
    EVENING = "evening", _("Weekdays, evening")
    WEEKEND = "weekend", _("Weekends")
    FLEXIBLE = "flexible", _("Hours by arrangement")


class WorkPlace(Choice):
    COUNTY = "county", _("In the county")
    PROVINCE = "province", _("In the province, outside the county")
    OUTSIDE = "outside", _("Outside the province")


class Mastery(Choice):
    """How well somebody does an item of work, lowest first."""

    KNOWS = "1", _("Knows of it")
    GUIDED = "2", _("Does it under guidance")
    ALONE = "3", _("Does it alone")
    EXPERT = "4", _("Masters the difficult cases")
    TEACHES = "5", _("Can teach it")


# The labour register's ledgers -------------------------------------------------------------------


class Ledger(Choice):
    MOVED = "moved", _("Moved into work")
    JOBLESS = "jobless", _("Without work")
    CARE = "care", _("People in need of help")


class LedgerWay(Choice):
    """How somebody came into a ledger, or left it."""

    FOUND = "found", _("Found work")
    LOST = "lost", _("Lost work")
    RETURNED = "returned", _("Came back from outside")
    SURVEY = "survey", _("Found in the yearly survey")
    SCHOOL = "school", _("Left school")
    HARDSHIP = "hardship", _("Came into hardship")
    RELIEVED = "relieved", _("Hardship is over")
    RETIRED = "retired", _("Too old for work")
    AWAY = "away", _("Moved away")
    DIED = "died", _("Died")


class CareKind(Choice):
    """Why somebody needs help."""

    POOR = "poor", _("Out of poverty lately, at risk")
    JOBLESS_FAMILY = "jobless_family", _("Nobody in the family has work")
    DISABLED = "disabled", _("Disabled")
    ILL = "ill", _("Long illness")
    SINGLE = "single", _("Alone with children")
    OLDER = "older", _("Older and hard to place")
    ORPHAN = "orphan", _("Without support of a family")


# Union cadres ------------------------------------------------------------------------------------


class CadrePost(Choice):
    CHAIR = "chair", _("Chairperson of a union")
    VICE_CHAIR = "vice_chair", _("Vice-chairperson")
    MEMBER = "member", _("Committee member")
    WOMEN = "women", _("Head of women workers' committee")
    AUDIT = "audit", _("Head of the audit committee")
    OFFICIAL = "official", _("Union official")
    SOCIAL_WORKER = "social_worker", _("Union social worker")


# Training ----------------------------------------------------------------------------------------


class CourseKind(Choice):
    SKILL = "skill", _("Skill training")
    ORDER = "order", _("Training to a company's order")
    GATE = "gate", _("Training to pass the assessment")
    CADRE_ALL = "cadre_all", _("Course for all union cadres")
    CADRE_CHAIRS = "cadre_chairs", _("Course for chairs and vice-chairs")
    EVENING = "evening", _("Evening school")
    INTEREST = "interest", _("Interest group")


CADRE_COURSES = (CourseKind.CADRE_ALL, CourseKind.CADRE_CHAIRS)


class TeachingMode(Choice):
    ON_SITE = "on_site", _("On site")
    EVENING = "evening", _("In the evening")
    FACTORY = "factory", _("At the factory")
    LIVE = "live", _("Live broadcast")
    REPLAY = "replay", _("Replay")


class CourseGroup(Choice):
    """For whom a course is kept; each needs a legal basis."""

    WOMEN = "women", _("Women workers")
    DISABLED = "disabled", _("Disabled workers")
    HARDSHIP = "hardship", _("Workers in hardship")
    VETERANS = "veterans", _("Veterans")


class CourseState(LifeCycle):
    OFFERED = "offered", _("Course on offer"), "withdrawn"
    WITHDRAWN = "withdrawn", _("Course no longer on offer"), "offered"


class DemandWay(Choice):
    MEETING = "meeting", _("At a meeting")
    VISIT = "visit", _("At a visit")
    QUESTIONNAIRE = "questionnaire", _("By questionnaire")
    CALL = "call", _("By telephone")


class DemandState(LifeCycle):
    OPEN = "open", _("Waiting for a class"), "answered", "declined", "withdrawn"
    ANSWERED = "answered", _("Answered by a class"), "open"
    DECLINED = "declined", _("Cannot be met"), "open"
    WITHDRAWN = "withdrawn", _("Demand withdrawn")


class ClassState(LifeCycle):
    PLANNED = "planned", _("Class planned"), "open", "cancelled"
    OPEN = "open", _("Open for sign-up"), "running", "planned", "cancelled"
    RUNNING = "running", _("Lessons are held"), "ended", "cancelled"
    ENDED = "ended", _("Class ended")
    CANCELLED = "cancelled", _("Class cancelled")


class Weekday(Choice):
    MONDAY = "1", _("Monday")
    TUESDAY = "2", _("Tuesday")
    WEDNESDAY = "3", _("Wednesday")
    THURSDAY = "4", _("Thursday")
    FRIDAY = "5", _("Friday")
    SATURDAY = "6", _("Saturday")
    SUNDAY = "7", _("Sunday")


class LessonKind(Choice):
    THEORY = "theory", _("Theory lesson")
    PRACTICE = "practice", _("Practice lesson")
    EXTRA = "extra", _("Extra lesson by wish")


BEGUN = (ClassState.RUNNING, ClassState.ENDED)


class EnrolmentState(LifeCycle):
    ENROLLED = "enrolled", _("Has a place"), "withdrawn", "completed", "failed", "waiting"
    WAITING = "waiting", _("On the waiting list"), "enrolled", "withdrawn"
    COMPLETED = "completed", _("Completed the class"), "enrolled"
    FAILED = "failed", _("Did not complete the class"), "enrolled", "completed"
    WITHDRAWN = "withdrawn", _("Withdrew from the class"), "enrolled", "waiting"


PLACED = (EnrolmentState.ENROLLED, EnrolmentState.COMPLETED, EnrolmentState.FAILED)


class AttendanceState(Choice):
    PRESENT = "present", _("Was present")
    LATE = "late", _("Came late")
    EXCUSED = "excused", _("Excused")
    ABSENT = "absent", _("Was absent")


CAME = (AttendanceState.PRESENT, AttendanceState.LATE)


class Exam(Choice):
    PASSED = "passed", _("Passed")
    NOT_PASSED = "not_passed", _("Not passed")


class Standing(Choice):
    """What can be said of the number of a certificate."""

    VALID = "valid", _("Certificate is valid")
    EXPIRED = "expired", _("Certificate has expired")
    REVOKED = "revoked", _("Certificate was revoked")
    UNKNOWN = "unknown", _("No certificate has this number")


class RevisitWay(Choice):
    VISIT = "visit", _("Visit at work")
    CALL = "call", _("Telephone call")
    FORM = "form", _("Questionnaire")


class TripState(LifeCycle):
    PLANNED = "planned", _("Trip planned"), "done", "cancelled"
    DONE = "done", _("Trip made")
    CANCELLED = "cancelled", _("Trip cancelled"), "planned"


# Jobs --------------------------------------------------------------------------------------------


class FairKind(Choice):
    CAMPUS = "campus", _("Campus fair")
    OFFLINE = "offline", _("Fair on site")
    LIVE = "live", _("Recruitment on air")
    SPECIAL = "special", _("Fair for one trade or group")
    NIGHT = "night", _("Talent night market")


class FairState(LifeCycle):
    PLANNED = "planned", _("Fair planned"), "open", "cancelled"
    OPEN = "open", _("Fair is on"), "held", "cancelled"
    HELD = "held", _("Fair was held"), "open"
    CANCELLED = "cancelled", _("Fair cancelled")


class FirmState(LifeCycle):
    INVITED = "invited", _("Company invited"), "coming", "declined", "came"
    COMING = "coming", _("Company said it comes"), "came", "declined"
    CAME = "came", _("Company took part")
    DECLINED = "declined", _("Company does not come"), "coming"


class JobPostState(LifeCycle):
    OPEN = "open", _("Post is open"), "filled", "closed"
    FILLED = "filled", _("Post is filled"), "open"
    CLOSED = "closed", _("Post is closed"), "open"


class ApplicationSource(Choice):
    FAIR = "fair", _("At the fair")
    LIVE = "live", _("From a live session")
    POOL = "pool", _("Recommended by the union")
    LINK = "link", _("By personal link")
    OTHER = "other", _("Another way")


class ApplicationState(LifeCycle):
    APPLIED = "applied", _("Applied"), "intent", "hired", "declined", "withdrawn"
    INTENT = "intent", _("Both sides intend to sign"), "hired", "declined", "withdrawn"
    HIRED = "hired", _("Hired"), "intent"
    DECLINED = "declined", _("Company declined"), "applied"
    WITHDRAWN = "withdrawn", _("Person withdrew"), "applied"


class PlacementStep(Choice):
    FIRST = "1", _("After one month")
    THIRD = "3", _("After three months")
    SIXTH = "6", _("After six months")


class NamedServiceState(LifeCycle):
    RUNNING = "running", _("Being served"), "done", "ended"
    DONE = "done", _("Served in full"), "running"
    ENDED = "ended", _("Ended before it was complete"), "running"


class NamedServiceKind(Choice):
    """One policy talk, one guidance, three job offers, one training: 1-1-3-1."""

    POLICY = "policy", _("Policy talk")
    GUIDANCE = "guidance", _("Career guidance")
    OFFER = "offer", _("Job offer")
    TRAINING = "training", _("Training or traineeship")
