"""Four workers of a union, shared as a sheet that has been written once, wherever sheets can lie."""

import operations
import scope
from models import Organisation, SharedSheet, Worker
from sync import sharing
from sync.run import run as run_sheet
from tests.spreadsheet import Spreadsheet
from tests.workbook import Workbook

COLUMNS = ["name", "phone", "organisation", "sex", "born_on", "state", "post"]
EDITABLE = ["name", "phone", "sex", "born_on", "state", "post"]
ROBOT = "gongyou@union.iam.gserviceaccount.com"


class Shared:
    """With a google service as a tab of a spreadsheet there, else as a workbook in the folder."""

    def __init__(self, settings, google=None, **options):
        self.settings, self.folder = settings, settings.sheets_folder
        self.union = operations.save(Organisation(name="甘州区总工会", kind="county"), scope.SYSTEM)
        for number, name in enumerate(["王建国", "李明", "热汗古丽·尼亚孜", "𠮷田"]):
            worker = Worker(name=name, phone=f"1381234567{number}", organisation=self.union)
            operations.save(worker, scope.SYSTEM)
        options = {"columns": COLUMNS, "editable": EDITABLE, "name": "职工"} | options
        self.spreadsheet = google.spreadsheet() if google else ""
        sharing.share(Worker, self.spreadsheet, scope.SYSTEM, self.union, **options)
        self.first = self.sync()
        self.book = self.opened(google)

    def opened(self, google):
        if google is None:
            return Workbook(self.folder / "职工.xlsx")
        return Spreadsheet(google, self.spreadsheet, int(self.sheet.locator.partition("#")[2]))

    @property
    def sheet(self):
        return SharedSheet.get(SharedSheet.name == "职工")

    def sync(self, dry=False):
        return run_sheet(self.sheet, self.settings, dry)

    def worker(self, code):
        return scope.find(Worker, code, scope.SYSTEM)

    def save(self, code, **values):
        worker = self.worker(code)
        for name, value in values.items():
            setattr(worker, name, value)
        operations.save(worker, scope.SYSTEM)

    def delete(self, code):
        operations.delete(self.worker(code), scope.SYSTEM)


def kinds(outcome):
    return [(finding.line, finding.matter) for finding in outcome.findings]


def label(name):
    return Worker._meta.fields[name].label
