"""An office with a shared workbook in which a conflict and a missing row wait, and people who look at it."""

import re

from front_door import Person
from workbook import Workbook

import jobs
import operations
import scope
from choices import Role
from models import BOOKKEEPING, RECORDS, AskedRun, Organisation, Session, SharedSheet, Worker
from sync import sharing
from sync.run import run as run_sheet


class Office:
    """A shared sheet with a conflict and a proposal, and people who look at it."""

    def __init__(self, desk, settings):
        self.settings = settings
        self.ours, self.theirs = self.union("新墩镇总工会"), self.union("碱滩镇总工会")
        self.people = {
            "administrator": Person(desk, "admin"),
            "union": Person(desk, "zhang", Role.UNION, self.ours),
            "reader": Person(desk, "reader", Role.READER, self.ours),
            "foreign": Person(desk, "other", Role.UNION, self.theirs),
        }
        for number, name in enumerate(["王建国", "李明", "赵六", "钱七"]):
            operations.save(
                Worker(name=name, phone=f"1381234567{number}", organisation=self.ours), scope.SYSTEM
            )
        columns = ["name", "phone"]
        sharing.share(Worker, "", scope.SYSTEM, self.ours, columns=columns, editable=columns, name="职工")
        self.book = Workbook(settings.sheets_folder / "职工.xlsx")
        self.sync()
        self.disturb()

    def union(self, name):
        return operations.save(Organisation(name=name, kind="township"), scope.SYSTEM)

    @property
    def sheet(self):
        return SharedSheet.get()

    @property
    def address(self):
        return f"/admin/sheets/{self.sheet.id}/"

    def sync(self):
        return run_sheet(self.sheet, self.settings)

    def disturb(self):
        self.book.type("W-1", Worker.phone.label, "13900000008")
        worker = self.worker("W-1")
        worker.phone = "13900000009"
        operations.save(worker, scope.SYSTEM)
        self.book.remove("W-2")
        self.sync()
        self.sync()

    def everything(self):
        """All rows of all tables, but for who is signed in and who asked for a run."""
        tables = [model for model in [*RECORDS, *BOOKKEEPING] if model not in (Session, AskedRun)]
        return {model: sorted(model.select().tuples(), key=repr) for model in tables}

    def worker(self, code):
        return scope.find(Worker, code, scope.SYSTEM)

    def work(self):
        """What the worker does when it comes round."""
        jobs.run_asked(self.settings)

    def run(self, who="union"):
        self.press(who, "run")
        self.work()

    def press(self, who, door, **fields):
        """Press a button of the page: its form, with the token the page carries."""
        person = self.people[who]
        token = re.search(r'name="csrf_token" value="([^"]+)"', person.text(self.address) or "")
        fields["csrf_token"] = token[1] if token else ""
        return person.client.post(f"{self.address}{door}", data=fields)
