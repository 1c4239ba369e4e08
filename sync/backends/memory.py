"""A sheet kept in memory: for rehearsals (a dry run plays on it) and for tests."""

from sync.backends import ID, Batch, Changed, Layout, RawRow, Reading, Shape


class MemorySheet:
    """Behaves like any backend; `lines` is {line: {column: text}}. Room is counted in rows."""

    room = None

    def __init__(self, reading: Reading | None = None):
        self.reads = self.writes = 0
        self.exists = bool(reading and reading.exists)
        self.generation = reading.generation if reading else None
        self.found = reading.found if reading else frozenset()
        self.lines = {row.line: dict(row.texts) for row in reading.rows} if reading else {}
        self.own = {row.line for row in reading.rows if row.own} if reading else set()
        self.version = 0
        self.left = {}  # generation -> version, as it was left when that was written

    def weigh(self, texts: dict, new: bool) -> int:
        return 1

    def read(self, layout: Layout) -> Reading:
        self.reads += 1
        rows = [
            RawRow(n, dict(texts), n in self.own) for n, texts in self.lines.items() if any(texts.values())
        ]
        return Reading(rows, self.found, self.generation, self.exists, self.version)

    def reshape(self, reading: Reading, shape: Shape, layout: Layout) -> None:
        if reading.version != self.version:
            raise Changed
        self.writes += 1
        self.version += 1
        self.found = (self.found | set(shape.added)) - set(shape.removed)
        gone = {*shape.removed, *((ID,) if shape.released else ())}
        for line, texts in self.lines.items():
            kept = {name: "" if name in gone else text for name, text in texts.items()}
            self.lines[line] = dict.fromkeys(shape.added, "") | kept

    def write(self, reading: Reading, batch: Batch, layout: Layout) -> None:
        first = batch.parent == reading.generation
        if self.version != (reading.version if first else self.left.get(batch.parent)):
            raise Changed
        self.writes += 1
        self.version += 1
        if not self.exists:
            self.exists, self.found = True, frozenset({ID, *(h.name for h in layout.headings)})
        for line, texts in batch.cells.items():
            self.lines[line].update(texts)
        for line in batch.removed:
            del self.lines[line]
        for texts in batch.appended:
            self.lines[max(self.lines, default=1) + 1] = {name: texts.get(name, "") for name in self.found}
        self.generation = batch.generation
        self.left[batch.generation] = self.version
