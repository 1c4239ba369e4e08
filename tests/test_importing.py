"""What a row of a file comes to, whatever stands in it: laws of the decision, without a database."""

from hypothesis import given
from hypothesis import strategies as st

from choices import ImportOutcome as Outcome
from choices import Policy
from sync.importing.deciding import FileRow, decide
from sync.plan import Column, OfficeRow, Wrong

NAMES = ("name", "phone", "post", "union")
COLUMNS = [
    Column(n, n, required=n in ("name", "union"), defaulted=n == "union", policy=Policy.SHEET) for n in NAMES
]
texts = st.sampled_from(["", "", "甲", "乙", "丙"])
cells = st.dictionaries(st.sampled_from(NAMES), texts | texts.map(lambda text: Wrong(text or "?", "is odd")))
sound = st.dictionaries(st.sampled_from(NAMES), texts)
records = st.fixed_dictionaries(dict.fromkeys(NAMES, texts)).map(lambda held: OfficeRow(7, "W-7", held))
masks = st.frozensets(st.sampled_from(NAMES))


def row(cells, masked=()):
    return FileRow(2, {name: text for name, text in cells.items() if name not in masked}, frozenset(masked))


def carried_out(record, decided):
    return OfficeRow(
        record.record, record.code, record.cells | {n: after for n, (_b, after) in decided.cells.items()}
    )


@given(cells, st.none() | records, masks, st.booleans())
def test_any_row_comes_to_something_and_only_good_ones_hold_cells(cells, record, masked, blanks):
    decided = decide(COLUMNS, row(cells, masked), record, blanks)
    assert bool(decided.problems) == (decided.outcome == Outcome.REFUSED)
    assert bool(decided.cells) == (decided.outcome in (Outcome.NEW, Outcome.CHANGED))
    assert not set(decided.cells) & masked
    assert (decided.outcome == Outcome.NEW) <= (record is None)


@given(sound, records, st.booleans())
def test_what_was_brought_in_is_the_same_the_next_time(cells, record, blanks):
    decided = decide(COLUMNS, row(cells), record, blanks)
    if decided.outcome != Outcome.REFUSED:
        after = carried_out(record, decided)
        assert decide(COLUMNS, row(cells), after, blanks).outcome == Outcome.SAME
        assert all(after.cells[name] == text for name, text in cells.items() if text or blanks)


@given(sound, records)
def test_a_blank_cell_leaves_the_record_alone_unless_it_counts(cells, record):
    decided = decide(COLUMNS, row(cells), record)
    assert all(after for _before, after in decided.cells.values())
    assert decided.outcome != Outcome.REFUSED
    emptied = decide(COLUMNS, row({"phone": ""}), record, blanks=True)
    assert emptied.cells == ({"phone": (record.cells["phone"], "")} if record.cells["phone"] else {})


@given(records)
def test_a_record_as_it_stands_changes_nothing(record):
    for blanks in (False, True):
        assert decide(COLUMNS, row(record.cells), record, blanks).outcome == Outcome.SAME


def test_a_required_cell_is_not_emptied():
    record = OfficeRow(7, "W-7", dict.fromkeys(NAMES, "甲"))
    decided = decide(COLUMNS, row({"name": "", "phone": "乙"}), record, blanks=True)
    assert decided.outcome == Outcome.REFUSED
    assert list(decided.problems) == ["name"]


@given(cells, st.none() | records)
def test_one_odd_cell_refuses_the_row_and_each_is_named(cells, record):
    decided = decide(COLUMNS, row(cells), record)
    odd = {name for name, value in cells.items() if isinstance(value, Wrong)}
    assert odd <= set(decided.problems)
    assert all("is odd" in decided.problems[name] for name in odd)


@given(cells, st.none() | records, st.permutations(COLUMNS), st.booleans())
def test_the_order_of_columns_means_nothing(cells, record, columns, blanks):
    turned = dict(reversed(list(cells.items())))
    assert decide(columns, row(turned), record, blanks) == decide(COLUMNS, row(cells), record, blanks)


def test_a_new_record_needs_what_is_required_and_no_masks():
    assert decide(COLUMNS, row({"phone": "甲"}), None).problems.keys() == {"name"}
    assert decide(COLUMNS, row({"name": "甲", "phone": ""}), None).cells == {"name": ("", "甲")}
    assert decide(COLUMNS, row({"name": "甲"}, {"phone"}), None).problems.keys() == {"phone"}


def test_a_row_that_names_no_record_is_refused_whatever_it_holds():
    lost = FileRow(2, {"name": "甲"}, trouble="nobody")
    assert decide(COLUMNS, lost, None).problems == {"": "nobody"}
