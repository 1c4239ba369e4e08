"""What is done with contest events, stages and entries on screen, and what is printed of them; not the judges' part."""

from admin.judging import judged
from admin.verbs import Paper, Verb
from choices import EntryState
from fields import DateField
from forms.verbs import verb_form
from language import lazy as _
from models import Contest, Entry
from operations import awarding, boards, entering, lining_up, promoting, standings

# What the pages before a verb show -----------------------------------------------------------------


def entries_waiting(contest, by):
    ready, unready = entering.waiting(contest, by)
    return "contests/waiting.html", {"ready": ready, "unready": unready}


def places(stage, by):
    return "contests/ranking.html", {"ranking": standings.ranking(stage, by)}


def who_moves(stage, by):
    return "contests/promotion.html", {"promotion": promoting.promotion(stage, by)}


def what_is_earned(contest, by, awarded_on=None):
    return "contests/awards.html", {"awards": awarding.awards(contest, by, awarded_on)}


def entry_list(contest, by):
    """The confirmed entries of a contest event, by delegation and unit, with their members as far as they may be named."""
    return {"looked": entering.confirmed(contest, by)}


def result_list(stage, by):
    found = standings.ranking(stage, by)
    return {"ranking": found, "members": entering.members_named([one.entry for one in found.placed], by)}


def goes_on(stage):
    return promoting.following(stage) is not None


OF_CONTESTS = (
    Verb(
        "approve_all", _("Confirm entries"), entering.approve_all,
        _("Every entry that has all it needs is confirmed; the others stay as they are, with what they lack."),
        shows=entries_waiting,
    ),
    Verb(
        "award", _("Give the honours"), awarding.award,
        _(
            "The places of the last stage become the honours of the prize table. After a correction: what nobody is "
            "entitled to any more is taken back."
        ),
        form=verb_form(Contest, awarded_on=DateField(verbose_name=_("Awarded on"))),
        shows=what_is_earned,
    ),
)  # fmt: skip
PAPERS_OF_CONTESTS = (
    Paper("entries", _("Print the list of entries"), "contests/entry_list.html", entry_list),
)

OF_STAGES = (
    Verb(
        "line_up", _("Line up the entries"), lining_up.line_up,
        _("Every confirmed entry gets its line in this first stage, for marks that are typed, imported or come by a sheet."),
        when=lambda stage: not judged(stage) and bool(lining_up.without_line(stage)),
    ),
    Verb(
        "rank", _("Rank"), standings.rank,
        _("Notes down the places that the locked marks give, and what decided between equal marks."),
        shows=places,
    ),
    Verb(
        "promote", _("Promote to the next stage"), promoting.promote,
        _(
            "Notes down places and who goes on, and makes their lines in the next stage. Done again it is the "
            "correction: who should not be there goes, who should be comes."
        ),
        shows=who_moves, when=goes_on,
    ),
    Verb(
        "undo", _("Take the promotion back"), promoting.undo,
        _("Takes out of the next stage whoever came there by promotion, as long as nobody has marks there."),
        when=goes_on,
    ),
    Verb(
        "freeze", _("Freeze the board"), boards.freeze,
        _("Whoever only looks on sees the ranking as it is now until it is thawed; who works on the marks sees both."),
        when=lambda stage: stage.frozen_at is None,
    ),
    Verb(
        "thaw", _("Thaw the board"), boards.thaw, _("The board shows the ranking as it stands again."),
        when=lambda stage: stage.frozen_at is not None,
    ),
    Verb(
        "release", _("Release the board"), boards.release,
        _("Everybody who is signed in, of whatever union, may then read names of entries, units, marks and places."),
        when=lambda stage: stage.released_at is None,
    ),
    Verb(
        "withhold", _("Withhold the board"), boards.withhold,
        _("Only who may see the stage may read its ranking then."),
        when=lambda stage: stage.released_at is not None,
    ),
)  # fmt: skip
PAPERS_OF_STAGES = (Paper("results", _("Print the result list"), "contests/result_list.html", result_list),)

COMING = (EntryState.ENTERED, EntryState.CONFIRMED)


def out(name, words, act, sentence, *states):
    """A verb that ends an entry, with a reason."""
    form = verb_form(Entry, "reason", required=("reason",))
    return Verb(name, words, act, sentence, form=form, when=lambda entry: entry.state in states)


OF_ENTRIES = (
    Verb(
        "approve", _("Confirm"), entering.approve, _("The team is looked at once more: its size, and the age of each."),
        when=lambda entry: entry.state == EntryState.ENTERED,
    ),
    out(
        "refuse", _("Send back"), entering.refuse, _("The unit reads the reason and may enter it anew."),
        EntryState.ENTERED,
    ),
    out(
        "withdraw", _("Withdraw the entry"), entering.withdraw,
        _("Its people may be entered elsewhere; whoever is next moves up when the stage is promoted again."),
        *COMING,
    ),
    out(
        "disqualify", _("Disqualify"), entering.disqualify,
        _("It keeps its marks, but has no place any more."), EntryState.CONFIRMED,
    ),
)  # fmt: skip
