"""The merge against arbitrary sheets: nothing is lost, it settles, and no sheet makes it raise."""

from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from choices import Matter, Policy
from sync import ids
from sync.merge import merge
from sync.plan import Column, Known, Memory, OfficeRow, SheetRow, Wrong, fingerprint

COLUMNS = [
    Column("name", "Name", required=True, key=True),
    Column("phone", "Phone"),
    Column("post", "Post", policy=Policy.OFFICE),
    Column("note", "Note", policy=Policy.SHEET),
    Column("union", "Union", editable=False, weak=True),
]
patient = settings(deadline=None)  # a busy machine is no mistake
NAMES = [column.name for column in COLUMNS]
VALUES = st.sampled_from(["", "甲", "乙", "丙", "丁"])
CELLS = st.fixed_dictionaries(dict.fromkeys(NAMES, VALUES))


class Pair:
    """An office and a sheet in agreement, to be disturbed and merged again; what people typed is told apart."""

    def __init__(self, records, columns=COLUMNS):
        self.columns, self.run_number, self.fresh = columns, 0, ids.fresh()
        self.office = {n: OfficeRow(n, f"W-{n}", dict(cells)) for n, cells in enumerate(records, 1)}
        self.rows, self.memory, self.lines = {}, Memory(), count(2)
        self.said, self.noticed = [], []
        self.settle()

    def settle(self):
        """Rounds until there is nothing to do, as a run does them; the number of rounds that did something."""
        self.run_number += 1
        self.said, self.noticed = [], []
        for rounds in range(8):
            if not self.round():
                return rounds
        raise AssertionError("it does not come to rest")

    def round(self):
        plan = self.plan(replace(self.memory, run=self.run_number))
        for _look in range(4):
            if not plan.to_records():
                break
            plan = self.plan(self.apply(plan))
        self.said = plan.findings + ([plan.stop] if plan.stop else [])
        self.noticed += plan.notices
        before, self.memory = self.memory.known, replace(self.memory, known=plan.known, landed=frozenset())
        self.write(plan)
        agreed = {k.id: (k.cells, k.seen) for k in plan.known.values()}
        return plan.to_sheet() or agreed != {k.id: (k.cells, k.seen) for k in before.values()}

    def plan(self, memory):
        return merge(self.columns, self.office.values(), list(self.rows.values()), memory, self.fresh)

    def apply(self, plan):
        known = dict(self.memory.known) | {id: plan.known[id] for id in plan.inserts}
        for id, texts in plan.changes.items():
            one = self.office[known[id].record]
            self.office[one.record] = replace(one, cells={**one.cells, **texts})
        for id, texts in plan.inserts.items():
            number = max(self.office, default=0) + 1
            cells = {**dict.fromkeys(NAMES, ""), **texts}
            self.office[number] = OfficeRow(number, f"W-{number}", cells)
            known[id] = replace(known[id], record=number)
        landed = {(id, name) for id, texts in plan.changes.items() for name in texts}
        return replace(self.memory, known=known, landed=frozenset(landed), run=self.run_number)

    def write(self, plan):
        for line in {*plan.cells, *plan.ids, *plan.codes, *plan.statuses} - plan.removed:
            row = self.rows[line]
            code = self.office[plan.codes[line]].code if line in plan.codes else row.code
            status = plan.statuses.get(line, row.status)
            cells = {**row.cells, **plan.cells.get(line, {})}
            self.rows[line] = replace(
                row, id=plan.ids.get(line, row.id), cells=cells, code=code, status=status
            )
        for line in plan.removed:
            del self.rows[line]
        for id, record in plan.appended.items():
            one = self.office[record]
            cells = {n: text for n, text in one.cells.items() if n not in self.memory.unobserved}
            self.type_row(cells, id=id, code=one.code)

    def type_row(self, cells, id="", code=""):
        line = next(self.lines)
        self.rows[line] = SheetRow(line, id, dict(cells), code, "")
        return line

    def type(self, line, name, text):
        row = self.rows[line]
        self.rows[line] = replace(row, cells={**row.cells, name: text})

    def decide(self, record, name, text):
        one = self.office[record]
        self.office[record] = replace(one, cells={**one.cells, name: text})

    def line_of(self, record):
        return next(line for line, row in self.rows.items() if row.code == f"W-{record}")

    def cell(self, record, name):
        return self.rows[self.line_of(record)].cells[name]

    def matters(self):
        return {finding.matter for finding in self.said}


PERSON = {"name": "王建国", "phone": "1", "post": "焊工", "note": "", "union": "O-1"}
OTHER = {"name": "李明", "phone": "2", "post": "钳工", "note": "", "union": "O-1"}
THIRD = {"name": "赵六", "phone": "3", "post": "车工", "note": "", "union": "O-1"}


@pytest.fixture
def pair():
    return Pair([PERSON, OTHER, THIRD])


# One change at a time ----------------------------------------------------------------------------


def test_both_sides_start_in_agreement_and_a_further_run_does_nothing(pair):
    assert [row.code for row in pair.rows.values()] == ["W-1", "W-2", "W-3"]
    assert pair.settle() == 0


@pytest.mark.parametrize("name", ["name", "phone", "post", "note"])
def test_what_a_cadre_types_lands_in_the_record(pair, name):
    pair.type(pair.line_of(1), name, "新")
    pair.settle()
    assert pair.office[1].cells[name] == "新"
    assert pair.settle() == 0


@pytest.mark.parametrize("name", NAMES)
def test_what_the_office_changes_reaches_the_sheet(pair, name):
    pair.decide(1, name, "新")
    pair.settle()
    assert pair.cell(1, name) == "新"


def test_edits_of_different_cells_of_one_row_both_land(pair):
    pair.type(pair.line_of(1), "phone", "9")
    pair.decide(1, "post", "班长")
    pair.settle()
    assert (pair.office[1].cells["phone"], pair.cell(1, "post")) == ("9", "班长")


def test_the_same_cell_changed_on_both_sides_waits_with_both_values_kept(pair):
    pair.type(pair.line_of(1), "phone", "8")
    pair.decide(1, "phone", "9")
    pair.settle()
    assert (pair.cell(1, "phone"), pair.office[1].cells["phone"]) == ("8", "9")
    [said] = pair.said
    assert said.matter == Matter.CONFLICT
    assert "8" in said.text
    assert "9" in said.text
    assert said.text in pair.rows[pair.line_of(1)].status
    assert pair.settle() == 0


def test_the_same_change_on_both_sides_is_no_conflict(pair):
    pair.type(pair.line_of(1), "phone", "9")
    pair.decide(1, "phone", "9")
    pair.settle()
    assert not pair.said


def test_the_office_wins_where_it_shall_and_the_sheet_is_told(pair):
    pair.type(pair.line_of(1), "post", "甲")
    pair.decide(1, "post", "乙")
    pair.settle()
    assert (pair.cell(1, "post"), pair.office[1].cells["post"]) == ("乙", "乙")
    assert [(n.matter, "甲" in n.text) for n in pair.noticed] == [(Matter.OVERRULED, True)]


def test_the_sheet_wins_where_it_shall(pair):
    pair.type(pair.line_of(1), "note", "甲")
    pair.decide(1, "note", "乙")
    pair.settle()
    assert (pair.cell(1, "note"), pair.office[1].cells["note"]) == ("甲", "甲")


def test_a_read_only_cell_is_put_back_and_what_was_typed_is_said(pair):
    pair.type(pair.line_of(1), "union", "O-7")
    pair.settle()
    assert (pair.cell(1, "union"), pair.office[1].cells["union"]) == ("O-1", "O-1")
    assert [(n.matter, "O-7" in n.text) for n in pair.noticed] == [(Matter.READONLY, True)]


def test_a_cell_its_column_cannot_read_stays_as_typed_and_the_rest_of_the_row_lands(pair):
    line = pair.line_of(1)
    pair.type(line, "phone", Wrong("一二三", "must be a number"))
    pair.type(line, "post", "班长")
    pair.settle()
    assert (pair.office[1].cells["phone"], pair.office[1].cells["post"]) == ("1", "班长")
    assert pair.rows[line].cells["phone"] == Wrong("一二三", "must be a number")
    assert "must be a number" in pair.rows[line].status


def test_a_broken_cell_that_looks_like_the_offices_value_is_said(pair):
    pair.type(pair.line_of(1), "phone", Wrong("1", "holds a formula"))
    pair.settle()
    assert pair.matters() == {Matter.INVALID}


def test_an_emptied_required_cell_makes_its_row_wait(pair):
    line = pair.line_of(1)
    pair.type(line, "name", "")
    pair.type(line, "phone", "9")
    pair.settle()
    assert pair.office[1].cells == PERSON
    assert pair.matters() == {Matter.INCOMPLETE}


def test_a_value_a_person_decided_against_gives_way_once(pair):
    pair.type(pair.line_of(1), "phone", "8")
    pair.decide(1, "phone", "9")
    pair.settle()
    pair.memory = replace(pair.memory, overruled={(pair.rows[pair.line_of(1)].id, "phone"): "8"})
    pair.settle()
    assert pair.cell(1, "phone") == "9"
    assert not pair.said


def test_an_undone_edit_that_the_office_has_taken_is_a_conflict_not_written_back(pair):
    line = pair.line_of(1)
    known = pair.memory.known[pair.rows[line].id]
    pair.decide(1, "phone", "9")
    pair.memory = replace(
        pair.memory, known={**pair.memory.known, known.id: replace(known, taken={"phone": "9"})}
    )
    pair.settle()
    assert (pair.cell(1, "phone"), pair.office[1].cells["phone"]) == ("1", "9")
    assert pair.matters() == {Matter.CONFLICT}


# Rows ------------------------------------------------------------------------------------------------


def test_a_new_row_gets_its_id_first_and_becomes_a_record_when_it_is_seen_with_it(pair):
    line = pair.type_row({**OTHER, "name": "钱七", "union": ""})
    pair.run_number += 1
    pair.round()
    assert ids.sound(pair.rows[line].id)
    assert len(pair.office) == 3
    pair.settle()
    assert pair.office[4].cells["name"] == "钱七"
    assert pair.rows[line].code == "W-4"


def test_two_equal_new_rows_make_one_record(pair):
    for _time in range(2):
        pair.type_row({**OTHER, "name": "钱七", "union": ""})
    pair.settle()
    assert set(pair.office) == {1, 2, 3, 4}
    assert pair.matters() == {Matter.DUPLICATE}


def test_a_row_that_reads_like_a_record_without_a_row_is_that_records(pair):
    pair.office[4] = OfficeRow(4, "W-4", {**OTHER, "name": "钱七"})
    line = pair.type_row(pair.office[4].cells)
    pair.settle()
    assert [n for n, row in pair.rows.items() if row.cells["name"] == "钱七"] == [line]
    assert pair.rows[line].code == "W-4"
    assert not pair.said


def test_a_new_row_that_lacks_something_stays_and_says_what(pair):
    line = pair.type_row({**dict.fromkeys(NAMES, ""), "phone": "9"})
    pair.settle()
    assert len(pair.office) == 3
    assert not pair.rows[line].id
    assert pair.matters() == {Matter.INCOMPLETE}
    pair.type(line, "name", "钱七")
    pair.settle()
    assert pair.office[4].cells["phone"] == "9"


@pytest.mark.parametrize("hidden", [True, False], ids=["with its hidden id", "without it"])
def test_an_exact_copy_stays_a_copy_even_when_the_original_changes_later(pair, hidden):
    row = pair.rows[pair.line_of(1)]
    copy = pair.type_row(row.cells, id=row.id if hidden else "", code=row.code)
    pair.settle()
    assert pair.matters() == {Matter.DUPLICATE}
    pair.type(pair.line_of(1), "phone", "9")
    pair.settle()
    assert pair.office[1].cells["phone"] == "9"
    assert len(pair.office) == 3
    pair.type(copy, "name", "钱七")
    pair.settle()
    assert pair.office[4].cells["name"] == "钱七"
    assert pair.office[1].cells["name"] == "王建国"


@pytest.mark.parametrize(("name", "text"), [("name", "钱七"), ("phone", "9")])
def test_a_copy_changed_in_whatever_cell_is_a_new_row(pair, name, text):
    row = pair.rows[pair.line_of(1)]
    pair.type_row({**row.cells, name: text}, id=row.id, code=row.code)
    pair.settle()
    assert pair.office[1].cells == PERSON
    assert pair.office[4].cells[name] == text


def test_two_changed_copies_of_which_neither_is_the_old_one_are_held(pair):
    line = pair.line_of(1)
    row = pair.rows[line]
    pair.type_row({**row.cells, "phone": "8"}, id=row.id, code=row.code)
    pair.type(line, "phone", "9")
    pair.settle()
    assert pair.office[1].cells == PERSON
    assert pair.matters() == {Matter.AMBIGUOUS}


def test_a_row_that_became_somebody_else_is_held(pair):
    line = pair.line_of(1)
    for name in ("name", "phone", "post"):
        pair.type(line, name, f"别的{name}")
    pair.settle()
    assert pair.office[1].cells == PERSON
    assert pair.matters() == {Matter.HELD}


def test_sorting_that_leaves_the_hidden_ids_behind_changes_nothing_but_the_ids(pair):
    lines = list(pair.rows)
    rows = [pair.rows[line] for line in lines]
    for line, shell, content in zip(lines, rows, rows[1:] + rows[:1], strict=True):
        pair.rows[line] = replace(content, line=line, id=shell.id)
    before, ids_of = dict(pair.office), {row.code: row.id for row in rows}
    pair.settle()
    assert pair.office == before
    assert {row.code: row.id for row in pair.rows.values()} == ids_of
    assert not pair.said
    assert pair.settle() == 0


def test_a_row_sorted_without_its_id_and_edited_is_still_found_by_its_code(pair):
    first, second = pair.line_of(1), pair.line_of(2)
    one, two = pair.rows[first], pair.rows[second]
    pair.rows[first] = replace(two, line=first, id=one.id, cells={**two.cells, "phone": "9"})
    pair.rows[second] = replace(one, line=second, id=two.id)
    pair.settle()
    assert (pair.office[2].cells["phone"], pair.office[1].cells) == ("9", PERSON)


def test_a_column_sorted_alone_is_held():
    pair = Pair([{**PERSON, "name": f"人{n}", "phone": str(n)} for n in range(6)])
    lines = list(pair.rows)
    for line, text in zip(lines, ["5", "4", "3", "2", "1", "0"], strict=True):
        pair.type(line, "phone", text)
    before = dict(pair.office)
    pair.settle()
    assert pair.office == before
    assert pair.matters() == {Matter.HELD}


def test_a_missing_row_is_only_noted_then_proposed_and_comes_back_as_itself(pair):
    line = pair.line_of(1)
    row = pair.rows.pop(line)
    pair.settle()
    assert pair.matters() == {Matter.MISSING}
    assert not pair.plan(replace(pair.memory, run=pair.run_number)).holds
    pair.settle()
    [hold] = pair.plan(replace(pair.memory, run=pair.run_number)).holds
    assert hold.record == 1
    pair.rows[line] = row
    pair.settle()
    assert not pair.said
    assert len(pair.office) == 3


@pytest.mark.parametrize(("leave", "gone", "deleted"), [(True, 5, 5), (True, 6, 0), (False, 5, 0)])
def test_only_with_leave_and_only_a_few_missing_rows_are_deleted_by_themselves(leave, gone, deleted):
    pair = Pair([{**PERSON, "name": f"人{n}"} for n in range(10)])
    for number in range(gone):
        del pair.rows[pair.line_of(number + 1)]
    pair.settle()
    plan = pair.plan(replace(pair.memory, may_delete=leave, run=pair.run_number + 1))
    assert (len(plan.deletes), len(plan.holds)) == (deleted, gone - deleted)


def test_a_missing_row_on_which_the_office_has_worked_is_put_back(pair):
    del pair.rows[pair.line_of(1)]
    pair.settle()
    pair.decide(1, "phone", "9")
    pair.settle()
    assert pair.cell(1, "phone") == "9"


def test_the_row_of_a_deleted_record_pasted_back_without_id_and_code_makes_no_new_one(pair):
    row = pair.rows[pair.line_of(1)]
    del pair.office[1]
    pair.settle()
    pair.type_row(row.cells)
    pair.settle()
    assert set(pair.office) == {2, 3}


def test_a_row_pasted_back_without_id_and_code_is_known_by_its_content():
    pair = Pair([PERSON, {**PERSON, "phone": "2"}, THIRD])
    row = pair.rows.pop(pair.line_of(1))
    del pair.rows[pair.line_of(2)]
    line = pair.type_row(row.cells)
    pair.settle()
    assert (pair.rows[line].code, len(pair.office)) == ("W-1", 3)


def test_a_sheet_without_rows_never_means_that_all_were_deleted(pair):
    pair.rows.clear()
    for _run in range(3):
        pair.settle()
    assert len(pair.office) == 3
    assert not pair.rows
    assert pair.matters() == {Matter.HELD}


def test_a_deleted_record_takes_its_row_along_unless_somebody_worked_on_it(pair):
    pair.type(pair.line_of(2), "phone", "9")
    del pair.office[1], pair.office[2]
    pair.settle()
    assert [row.code for row in pair.rows.values()] == ["W-2", "W-3"]
    assert pair.matters() == {Matter.DELETED}
    assert pair.settle() == 0


def test_many_rows_do_not_leave_at_once():
    pair = Pair([{**PERSON, "name": f"人{n}"} for n in range(10)])
    pair.office.clear()
    pair.settle()
    assert len(pair.rows) == 10
    assert pair.matters() == {Matter.HELD}


def test_a_column_that_is_not_found_rests_and_nothing_of_it_is_read_as_blank(pair):
    full = dict(pair.rows)
    pair.memory = replace(pair.memory, unobserved=frozenset({"phone"}))
    for line, row in full.items():
        pair.rows[line] = replace(row, cells={n: t for n, t in row.cells.items() if n != "phone"})
    pair.decide(1, "post", "班长")
    pair.office[4] = OfficeRow(4, "W-4", {**THIRD, "name": "钱七"})
    pair.settle()
    assert pair.office[1].cells["phone"] == "1"
    assert pair.cell(1, "post") == "班长"
    pair.memory = replace(pair.memory, unobserved=frozenset())
    for line, row in pair.rows.items():
        pair.rows[line] = replace(
            row, cells={"phone": full[line].cells["phone"] if line in full else "", **row.cells}
        )
    pair.settle()
    assert pair.office[4].cells["phone"] == "3"
    assert pair.cell(4, "phone") == "3"


def test_a_row_whose_id_was_given_to_it_by_hand_is_no_way_into_another_record(pair):
    foreign = next(ids.fresh())
    line = pair.type_row({**OTHER, "name": "钱七"}, id=foreign)
    pair.settle()
    assert pair.rows[line].id != foreign
    assert len(pair.office) == 4


# Arbitrary sheets --------------------------------------------------------------------------------


@st.composite
def disturbed(draw):
    """A pair in agreement, then disturbed on both sides; with unique texts, so that each can be followed."""
    pair = Pair([{**PERSON, "name": f"人{n}", "phone": f"p{n}"} for n in range(draw(st.integers(1, 5)))])
    typed = {}
    for number in range(draw(st.integers(0, 6))):
        record = draw(st.sampled_from(sorted(pair.office)))
        name = draw(st.sampled_from(NAMES))
        text = f"新{number}"
        if draw(st.booleans()):
            pair.type(pair.line_of(record), name, text)
            typed[record, name] = text
        else:
            pair.decide(record, name, text)
    return pair, typed


@patient
@given(disturbed())
def test_every_edit_is_current_or_on_record(case):
    pair, typed = case
    pair.settle()
    for (record, name), text in typed.items():
        current = pair.office[record].cells[name] == text or pair.cell(record, name) == text
        assert current or any(text in said.text for said in pair.noticed), (record, name, text)


@patient
@given(disturbed())
def test_both_sides_agree_in_the_end_except_where_it_says_so(case):
    pair, _typed = case
    pair.settle()
    waiting = {(said.code, said.column) for said in pair.said}
    held = {said.code for said in pair.said if not said.column or said.matter == Matter.INCOMPLETE}
    for record, one in pair.office.items():
        for name, text in one.cells.items():
            if (one.code, name) not in waiting and one.code not in held:
                assert pair.cell(record, name) == text
    assert pair.settle() == 0


@patient
@given(disturbed(), st.randoms())
def test_the_order_of_rows_means_nothing(case, random):
    pair, _typed = case
    lines = list(pair.rows)
    shuffled = random.sample(lines, len(lines))
    other = Pair([])
    other.office, other.memory = dict(pair.office), pair.memory
    other.rows = {new: replace(pair.rows[old], line=new) for old, new in zip(lines, shuffled, strict=True)}
    pair.settle()
    other.settle()
    assert pair.office == other.office


ROWS = st.builds(
    SheetRow,
    line=st.integers(2, 30),
    id=st.sampled_from(["", "bbbbbbbbbb", "known1", "known2", "copied"]),
    cells=st.fixed_dictionaries(
        dict.fromkeys(NAMES, VALUES | st.builds(Wrong, text=st.just("?"), words=st.just("no")))
    ),
    code=st.sampled_from([None, "", "W-1", "W-2", "W-9"]),
    status=st.sampled_from([None, "", "x"]),
    own=st.booleans(),
)
KNOWN = {
    id: st.builds(
        Known,
        id=st.just(id),
        record=st.sampled_from([None, 1, 2, 5]),
        cells=st.none() | CELLS,
        missing=st.sampled_from([None, 1, 2]),
        gone=st.sampled_from(["", "office", "sheet", "elsewhere"]),
        copy=st.sampled_from(["", fingerprint(PERSON)]),
    )
    for id in ("known1", "known2", "copied")
}
MEMORIES = st.builds(
    Memory,
    known=st.fixed_dictionaries({}, optional=KNOWN),
    run=st.just(2),
    stale=st.booleans(),
    may_delete=st.booleans(),
    may_add=st.booleans(),
)


@patient
@given(st.lists(ROWS, unique_by=lambda row: row.line), st.lists(CELLS, max_size=4), MEMORIES)
def test_no_sheet_however_odd_makes_it_raise_and_each_line_has_one_meaning(rows, records, memory):
    office = [OfficeRow(n, f"W-{n}", cells) for n, cells in enumerate(records, 1)]
    plan = merge(COLUMNS, office, rows, memory, ids.fresh())
    lines = {row.line for row in rows}
    assert {*plan.cells, *plan.ids, *plan.codes, *plan.statuses} <= lines
    assert not plan.removed & set(plan.cells)
    written = [plan.ids[line] for line in plan.ids if plan.ids[line]]
    assert len(set(written)) == len(written)


@given(
    st.from_regex(f"[{ids.LETTERS}]{{9}}", fullmatch=True), st.integers(0, 9), st.sampled_from(ids.LETTERS)
)
def test_a_damaged_id_is_never_taken_for_another(stem, place, letter):
    whole = stem + ids.check_letter(stem)
    damaged = whole[:place] + letter + whole[place + 1 :]
    assert ids.sound(whole) == whole
    assert ids.sound(damaged) == ("" if damaged != whole else whole)


# Rules that a broken rule of another kind had covered ------------------------------------------------


def agreed():
    """Two records and their rows, at rest; the line of the first row."""
    pair = Pair(
        [
            {**dict.fromkeys(NAMES, ""), "name": "甲", "phone": "乙"},
            {**dict.fromkeys(NAMES, ""), "name": "乙", "phone": "乙"},
        ]
    )
    return pair, min(pair.rows)


@pytest.mark.parametrize("typed", ["as the office has it now", "otherwise"])
def test_a_new_row_that_says_what_the_office_has_just_entered_adds_no_record(typed):
    pair, _line = agreed()
    pair.office[1] = replace(pair.office[1], cells={**pair.office[1].cells, "phone": "丁"})
    same = typed != "otherwise"
    pair.rows[99] = SheetRow(99, "", {**pair.office[1].cells, **({} if same else {"phone": "丙"})})
    plan = pair.plan(replace(pair.memory, run=2))
    assert [f.matter for f in plan.findings if f.line == 99] == ([Matter.DUPLICATE] if same else [])
    assert (99 in plan.ids) != same
    assert pair.settle() <= 2
    assert len(pair.office) == 2 + (not same)


@pytest.mark.parametrize("stale", [True, False], ids=["an old copy", "the sheet itself"])
def test_a_row_whose_record_went_with_it_brings_it_back_unless_the_sheet_is_an_old_copy(stale):
    pair, line = agreed()
    id = pair.rows[line].id
    known = {**pair.memory.known, id: replace(pair.memory.known[id], gone="sheet")}
    del pair.office[1]
    plan = pair.plan(replace(pair.memory, known=known, stale=stale, gone={1: "deleted"}, run=2))
    assert plan.restores == ([] if stale else [id])
    assert plan.removed == ({line} if stale else set())
