"""Files that leave open right: by the rules of their bytes, and in the real LibreOffice."""

import csv
import json
import re
import subprocess

import openpyxl
import pytest

import reports
from models import Organisation, Skill, Worker
from rows import unguard
from sync.backends.cells import as_text
from tests.conftest import OFFICE
from tests.make import make
from tests.odd_records import TEXTS

RUNS = ("=", "+", "-", "@", "\t", "\r")
NUMBER = re.compile(r"[+-]?\d{1,11}(\.\d+)?%?")
CERTIFICATE = "620702199001011234"
LOST_IN_CSV = ("12:30", "1/2")  # a time, a day: who needs these to stay takes the workbook
UTF8 = (
    "--infilter=Text - txt - csv (StarCalc):44,34,76,1"  # what its window proposes for a file with the mark
)


def lines_of(path):
    """The lines of a CSV file, whose bytes keep the rules: the mark, CRLF, guards where they belong, and nowhere else."""
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    text = data.decode("utf-8")[1:]
    assert text.endswith("\r\n")
    assert "\r" not in text.replace("\r\n", "")
    lines = list(csv.reader(text.splitlines(keepends=True), strict=True))
    assert len({len(line) for line in lines}) == 1
    for cell in (cell for line in lines for cell in line):
        guarded = cell.startswith("\t")
        assert guarded == dangerous(unguard(cell)), cell
        assert not guarded or f'"{cell.replace(chr(34), chr(34) * 2)}"' in text, cell
    return lines


def dangerous(text):
    """What a spreadsheet would run, or whose digits it would lose."""
    runs = text.startswith(RUNS) and not NUMBER.fullmatch(text)
    return runs or bool(re.fullmatch(r"0\d+|\d{12,}", text))


@pytest.fixture
def workers(desk):
    """Workers whose notes are all the odd texts, each with a certificate of 18 digits."""
    union = make(Organisation, name="甘州区总工会", credit_code=None)
    for number, text in enumerate(TEXTS):
        note = Worker._meta.fields["note"].read(text)
        worker = make(Worker, organisation=union, name="𠮷田·艾合买提", note=note, id_number=None)
        make(Skill, worker=worker, certificate=str(int(CERTIFICATE) + number))
    return union


@pytest.fixture
def files(run, workers, tmp_path):
    """{name: path} of exports and a report."""
    wanted = {
        f"{table}.{kind}": ["export", table] for table in ("worker", "skill") for kind in ("csv", "xlsx")
    }
    wanted["report.csv"] = ["report", "workers", "--month", "2026-03"]
    for name, command in wanted.items():
        assert run(*command, "-o", tmp_path / name).exit_code == 0
    return {name: tmp_path / name for name in wanted}


def test_the_bytes_of_every_report_keep_the_rules(run, workers, tmp_path):
    for report in reports.REPORTS:
        path = tmp_path / f"{report.name}.csv"
        assert run("report", report.name, "--month", "2026-03", "-o", path).exit_code == 0
        assert len(lines_of(path)) > 1, report.name


def through_libreoffice(paths, folder, *how):
    """{name: lines of text} of files that LibreOffice opened and saved as workbooks; one start for all."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    convert = [
        "--headless",
        *how,
        "--convert-to",
        "xlsx",
        "--outdir",
        str(folder / "opened"),
        *map(str, paths),
    ]
    subprocess.run([OFFICE, profile, *convert], check=True, capture_output=True, timeout=300)
    return {path.name: openpyxl.load_workbook(folder / "opened" / f"{path.stem}.xlsx") for path in paths}


def texts(book):
    """The first tab as text, without the marks that keep a text a text. openpyxl leaves an escape's escape as it stands."""
    lines = book.worksheets[0].values
    return [[unguard(as_text(cell)).replace("_x005F_", "_") for cell in line] for line in lines]


@pytest.mark.office
def test_libreoffice_shows_what_the_records_say(run, files, tmp_path):
    csvs, books = ([p for p in files.values() if p.suffix == kind] for kind in (".csv", ".xlsx"))
    opened = through_libreoffice(csvs, tmp_path, UTF8)
    for path in csvs:
        said = [[unguard(cell) for cell in line] for line in lines_of(path)]
        for line, found in zip(said, texts(opened[path.name]), strict=True):
            assert [same(a, b) for a, b in zip(line, found, strict=True)] == line, path.name
    digits = [row[4] for row in texts(opened["skill.csv"])[1:]]
    assert CERTIFICATE in digits
    for name, book in through_libreoffice(books, tmp_path).items():
        assert texts(book) == texts(openpyxl.load_workbook(files[name])), name
        sheet = book.worksheets[0]
        assert {cell.number_format for cell in sheet[2] if cell.value is not None} <= {
            "@",
            "yyyy\\-mm\\-dd",
            "yyyy-mm-dd",
        }
        assert not any(cell.data_type == "f" for line in sheet for cell in line)
        saved = tmp_path / "opened" / name
        told = json.loads(run("import", saved.stem, saved, "--dry-run", "--json").stdout)
        assert told["same"] == told["rows"] == len(TEXTS), told["rejects"][:3]


def same(said, found):
    """What was said, where the cell means the same; CSV has no types, so that 1,234 is a number."""
    return said if said in LOST_IN_CSV or plain(said) == plain(found) else found


def plain(text):
    try:
        return float(text.replace(",", "")) if not text.endswith("%") else float(text[:-1]) / 100
    except ValueError:
        return {"yes": "TRUE"}.get(text, text)
