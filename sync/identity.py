"""Which row of a sheet is which: hidden id AND content must agree, position means nothing. Pure.

An id alone is wrong (rows are copied, cells dragged, sorts leave the hidden column behind), content alone is
wrong too. Where the two disagree and content does not decide, the rows are held and said to be. What happens
to a row once it is known does not belong here.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from sync.plan import Column, Known, Memory, OfficeRow, SheetRow, fingerprint


@dataclass
class Matching:
    """The answer: every line of the sheet is in exactly one of these."""

    owners: dict[int, str] = field(default_factory=dict)  # line -> row id
    adopted: dict[int, int] = field(default_factory=dict)  # line without id -> record that has no row yet
    copies: dict[int, str] = field(default_factory=dict)  # line -> row id of the original
    ambiguous: list[int] = field(default_factory=list)
    strangers: dict[int, str] = field(default_factory=dict)  # line -> row id that became somebody else
    new: list[int] = field(default_factory=list)


class Identity:
    """One pass over a sheet; `matching` is the result."""

    def __init__(self, columns: list[Column], office: dict[int, OfficeRow], memory: Memory):
        self.columns, self.office, self.memory = columns, office, memory
        self.matching = Matching()
        self.free: dict[str, Known] = {}

    def resolve(self, rows: list[SheetRow]) -> Matching:
        rows = [row for row in rows if not row.blank]
        self.free = dict(self.memory.known)
        loose = []
        for id, group in by_id(rows).items():
            loose += self.claim(id, group) if id in self.free else group
        loose = self.exact_content(sorted(loose, key=lambda row: row.line))
        loose = self.same_key(loose)
        loose = self.only_id_fits(loose)
        self.the_rest(loose)
        return self.matching

    # 1. Id and content agree -----------------------------------------------------------------

    def claim(self, id, group):
        """The row that is `id` beyond doubt takes it; those that are not it are returned."""
        known = self.memory.known[id]
        if known.copy:
            return group
        exact = [row for row in group if self.exact(row, known)]
        agreeing = exact or [row for row in group if self.agrees(row, known)]
        if known.cells is None and known.record is None and agreeing and not exact:
            agreeing = agreeing[:1]  # no record yet: whichever comes first, nothing can be mixed up
        if not exact and not alike(agreeing):
            return self.doubtful(id, agreeing, group)
        self.own(id, agreeing[:1])
        self.matching.copies |= {row.line: id for row in agreeing[1:]}
        return [row for row in group if row not in agreeing]

    def own(self, id, rows):
        """The first of the rows is `id`; the others are returned."""
        if rows:
            self.matching.owners[rows[0].line] = id
            self.free.pop(id, None)
        return rows[1:]

    def doubtful(self, id, agreeing, group):
        self.matching.ambiguous += [row.line for row in agreeing]
        self.free.pop(id, None)
        return [row for row in group if row not in agreeing]

    def exact(self, row, known):
        """The row is as it stood when both sides last agreed, or when its record was made of it."""
        if known.cells is None and row.mark == known.seen:
            return True
        if not self.code_fits(row, known):
            return False
        if row.texts == known.cells:  # as most rows are
            return True
        return row.mark == known.seen or row.texts == self.content(known, row)

    def agrees(self, row, known):
        """Code and name are those of the row that has this id."""
        if known.record is None:
            return True
        return self.code_fits(row, known) and self.key(row.texts) == self.key(self.content(known, row))

    def code_fits(self, row, known):
        if known.cells is None and not self.memory.stale:
            return True  # the sheet was never told the code: what stands there was copied
        return not row.code or row.code == (self.code(known) or row.code)

    def code(self, known):
        """The code of the record it stands for, also of one that is gone."""
        office = self.office.get(known.record)
        return office.code if office else self.memory.codes.get(known.record, "")

    def content(self, known, row):
        """What the row held when both sides last agreed, in the columns that were found."""
        office = self.office.get(known.record)
        cells = known.cells if known.cells is not None else office.cells if office else {}
        return {name: cells.get(name, "") for name in row.cells}

    def key(self, texts):
        return tuple(texts.get(column.name, "") for column in self.columns if column.key)

    # 2. Exactly the content of a row whose id is nowhere -------------------------------------

    def exact_content(self, loose):
        index = self.free_contents(loose)
        left = []
        for row in loose:
            fitting = [k for k in index[row.mark] if k.id in self.free and self.exact(row, k)]
            chosen = next((k for k in fitting if k.id == row.id), fitting[0] if fitting else None)
            left += [row] if chosen is None else self.own(chosen.id, [row])
        return left

    def free_contents(self, loose):
        index = defaultdict(list)
        for known in [*self.lost(), *self.buried()] if loose else ():
            for mark in {known.seen, fingerprint(self.content(known, loose[0]))}:
                index[mark].append(known)
        return index

    def lost(self):
        """Rows of records, whose id was not found where it belongs."""
        return [k for k in self.free.values() if k.record in self.office and not k.gone and not k.copy]

    def buried(self):
        """Rows whose record is in the trash, or elsewhere: pasted back, they are still those."""
        gone = [k for k in self.free.values() if k.gone or k.record in self.memory.gone]
        return [k for k in gone if k.cells]

    # 3. Code, or name, of a row whose id is nowhere, and more like it than like its own id ----

    def same_key(self, loose):
        codes, names = self.free_codes() if loose else {}, self.free_names(loose)
        left = []
        for row in loose:
            known = codes.get(row.code) if row.code else names.get(self.key(row.texts))
            fits = known and known.id in self.free and self.more_like(row, known)
            left += self.stands_for(row, known) if fits else [row]
        return left

    def stands_for(self, row, known):
        """The row is that one, or has become somebody else with only its code left."""
        if self.somebody_else(row, known):
            self.matching.strangers[row.line] = known.id
            self.free.pop(known.id)
            return []
        return self.own(known.id, [row])

    def free_codes(self):
        return {self.code(known): known for known in [*self.buried(), *self.lost()]}

    def free_names(self, loose):
        found = defaultdict(list)
        for known in self.lost() if loose else ():
            found[self.key(self.content(known, loose[0]))].append(known)
        return {key: one[0] for key, one in found.items() if len(one) == 1 and any(key)}

    def more_like(self, row, known):
        """Whether the row is more like that one than like the one whose id it carries; its code tips the scales."""
        own = self.memory.known.get(row.id)
        other = self.likeness(row, own) if own and own.id != known.id and own.record else 0
        return self.likeness(row, known) + bool(row.code) > other

    def likeness(self, row, known):
        """How many telling cells are the same."""
        cells = self.content(known, row)
        return sum(bool(cells.get(c.name)) and row.texts[c.name] == cells[c.name] for c in self.telling(row))

    def telling(self, row):
        return [column for column in self.columns if not column.weak and column.name in row.cells]

    # 4. Nothing but the id fits ---------------------------------------------------------------

    def only_id_fits(self, loose):
        groups = by_id([row for row in loose if row.id in self.free])
        left, live = [row for row in loose if row.id not in self.free], self.live(loose)
        for id, group in groups.items():
            known = self.free[id]
            if known.copy or self.copied_over(group, known, live):
                left += group
            elif len(group) > 1:
                left += self.doubtful(id, group, group)
            elif self.somebody_else(group[0], known):
                self.matching.strangers[group[0].line] = id
                self.free.pop(id)
            else:
                left += self.own(id, group)
        return left

    def copied_over(self, group, known, live):
        """A copy of another row, code and all, that has landed on this id: then this record has no row."""
        return all(row.code and row.code != self.code(known) and self.told(row) in live for row in group)

    def somebody_else(self, row, known):
        """Another name, and not one telling cell is left of what stood here."""
        if f"else:{known.id}:{row.mark}" in self.memory.approved or known.record is None:
            return False
        cells = self.content(known, row)
        return self.renamed(row, cells) and not self.still_there(row, cells)

    def renamed(self, row, cells):
        names = [c.name for c in self.columns if c.key and cells.get(c.name)]
        return bool(names) and all(row.texts[name] not in ("", cells[name]) for name in names)

    def still_there(self, row, cells):
        names = [c.name for c in self.telling(row) if not c.key and cells[c.name]]
        return not names or any(row.texts[name] == cells[name] for name in names)

    # 5. The rest --------------------------------------------------------------------------------

    def the_rest(self, loose):
        live, cut, unclaimed = self.live(loose), self.cut(), self.unclaimed(loose)
        for row in loose:
            before = self.memory.known.get(row.id)
            told = self.told(row)
            if (before and before.copy == row.mark) or told in live or row.mark in cut:
                self.matching.copies[row.line] = live.get(told) or cut.get(row.mark, row.id)
            elif unclaimed.get(row.mark):
                self.matching.adopted[row.line] = unclaimed[row.mark].pop()
            else:
                self.matching.new.append(row.line)
                live[told] = row.id

    def live(self, loose):
        """What the rows hold whose owner is clear: whatever is the same is a copy."""
        known = [self.memory.known[id] for id in self.matching.owners.values() if loose]
        return {self.telling_mark(self.content(k, loose[0])): k.id for k in known if k.record is not None}

    def cut(self):
        """What rows held that were cut, put back by us, and pasted after all."""
        return {k.was: k.id for id in self.matching.owners.values() if (k := self.memory.known[id]).was}

    def told(self, row):
        """What a row says that could stand in a record of its own: read-only columns would be put back."""
        return self.telling_mark(row.texts)

    def telling_mark(self, texts):
        return fingerprint(
            {c.name: texts[c.name] for c in self.columns if c.name in texts and (c.editable or c.key)}
        )

    def unclaimed(self, loose):
        """Records that no row stands for yet, by what they hold."""
        taken = {known.record for known in self.memory.known.values()}
        found = defaultdict(list)
        for office in self.office.values() if loose else ():
            if office.record not in taken:
                cells = {name: office.cells.get(name, "") for name in loose[0].cells}
                found[fingerprint(cells)].append(office.record)
        return found


def by_id(rows):
    groups = defaultdict(list)
    for row in rows:
        groups[row.id].append(row)
    return groups


def alike(rows):
    return len({row.mark for row in rows}) <= 1
