"""What goes wrong with a service far away, on order: refusals, slowness, broken lines, answers lost after the deed.

Also its quotas. They are off until a test asks for them.
"""

import re
from collections import deque
from dataclasses import dataclass

PAGE = "<!DOCTYPE html><html><title>Error 502 (Server Error)!!1</title><p>That’s an error.</p></html>"
MINUTE = 60.0


@dataclass
class Fault:
    """One kind of trouble: `kind` is a status, `html`, `reset`, `lost` (done, but no answer) or `slow`."""

    kind: str
    method: str = ""
    path: str = ""  # a pattern found in the path
    times: int = 1
    after: int = 0  # let so many pass first
    seconds: float = 0.0
    retry_after: int | None = None

    def hits(self, method, path):
        return (not self.method or self.method == method) and re.search(self.path, path) is not None


class Faults:
    """The troubles that are ordered, taken in turn."""

    def __init__(self):
        self.waiting = []

    def order(self, **fault):
        self.waiting.append(Fault(**fault))

    def strike(self, method, path):
        """The fault for this request, or None."""
        for fault in self.waiting:
            if fault.hits(method, path):
                if fault.after:
                    fault.after -= 1
                    return None
                fault.times -= 1
                if fault.times <= 0:
                    self.waiting.remove(fault)
                return fault
        return None

    def clear(self):
        self.waiting.clear()


class Quota:
    """Requests a minute, for each caller and for all; None is no limit."""

    def __init__(self):
        self.limits = {"reads": None, "writes": None, "project_reads": None, "project_writes": None}
        self.seen = {}

    def set(self, **limits):
        self.limits |= limits
        self.seen.clear()

    def take(self, caller, writes, now):
        """The limit that is exceeded, or None."""
        side = "writes" if writes else "reads"
        for whose, name in ((caller, side), ("", f"project_{side}")):
            limit = self.limits[name]
            line = self.seen.setdefault((whose, side), deque())
            while line and line[0] <= now - MINUTE:
                line.popleft()
            if limit is not None and len(line) >= limit:
                return name
            line.append(now)
        return None
