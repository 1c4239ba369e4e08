"""Settings, each with one sentence; the only reader of the environment."""

import os
import secrets
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

from language import DEFAULT, LOCALES
from language import lazy as _


@dataclass(frozen=True)
class Setting:
    """One thing an installation may choose."""

    name: str
    sentence: str
    default: str = ""


SETTINGS = [
    Setting("GONGYOU_INSTANCE", _("Folder of the database, the keys and the shared workbooks."), "instance"),
    Setting("GONGYOU_DATABASE_URL", _("Where the records are: sqlite:///… or postgresql://…")),
    Setting("GONGYOU_SECRET_KEY", _("Key that signs sessions; made on first start when not given.")),
    Setting(
        "GONGYOU_ADMIN_PASSWORD",
        _("Password of the first administrator; else one is made up and printed once."),
    ),
    Setting(
        "GONGYOU_HOST",
        _("Address that the web server listens on; 0.0.0.0 lets other machines reach it."),
        "127.0.0.1",
    ),
    Setting("GONGYOU_PORT", _("Port of the web server."), "8000"),
    Setting(
        "GONGYOU_LOCALE",
        _("Language of the installation, its sheets and its files: zh_Hans_CN or en."),
        DEFAULT,
    ),
    Setting("GONGYOU_SHEETS_FOLDER", _("Folder of the shared workbooks.")),
    Setting(
        "GONGYOU_GOOGLE_CREDENTIALS", _("File of the service account that reads and writes sheets at Google.")
    ),
    Setting("GONGYOU_GOOGLE_API_URL", _("Another host that speaks Google's API, such as one for tests.")),
    Setting(
        "GONGYOU_GOOGLE_KILOBYTES",
        _("Most kilobytes of rows in one request to Google, which asks for less than 2000."),
        "1900",
    ),
    Setting("GONGYOU_SYNC_MINUTES", _("Minutes between two runs of the sheets."), "1"),
    Setting("GONGYOU_IDLE_MINUTES", _("Minutes without a click after which a session ends."), "30"),
    Setting("GONGYOU_SESSION_HOURS", _("Hours after which a session ends in any case."), "12"),
    Setting("GONGYOU_SIGN_IN_MONTHS", _("Months for which the sign-in log is kept, not less than 6."), "12"),
    Setting(
        "GONGYOU_PROXIES",
        _("Web servers in front of this one, whose word on who asks and by https is believed."),
        "0",
    ),
    Setting("GONGYOU_DEMO", _("0 starts with no demo office."), "1"),
]


DATABASES = ("sqlite:///", "postgresql://", "postgres://")


@dataclass(frozen=True)
class Config:
    """The settings in force, with their defaults worked out."""

    instance: Path
    database_url: str
    secret_key: str
    admin_password: str
    host: str
    port: int
    locale: str
    sheets_folder: Path
    google_credentials: Path | None
    google_api_url: str
    google_kilobytes: int
    sync_minutes: int
    idle_minutes: int
    session_hours: int
    sign_in_months: int
    proxies: int
    demo: bool


def load(environ=None) -> Config:
    """Read the settings. Raises ValueError in words when one cannot be used."""
    given = {**{s.name: s.default for s in SETTINGS}, **(os.environ if environ is None else environ)}
    instance = Path(given["GONGYOU_INSTANCE"]).resolve()
    instance.mkdir(parents=True, exist_ok=True)
    return Config(
        instance=instance,
        database_url=known_database(given["GONGYOU_DATABASE_URL"] or f"sqlite:///{instance / 'gongyou.db'}"),
        secret_key=given["GONGYOU_SECRET_KEY"] or kept_secret(instance / "secret.key"),
        admin_password=given["GONGYOU_ADMIN_PASSWORD"],
        host=known_address(given["GONGYOU_HOST"]),
        port=number(given, "GONGYOU_PORT", 65535),
        locale=known_locale(given["GONGYOU_LOCALE"]),
        sheets_folder=Path(given["GONGYOU_SHEETS_FOLDER"] or instance / "sheets").resolve(),
        google_credentials=known_file(given["GONGYOU_GOOGLE_CREDENTIALS"]),
        google_api_url=given["GONGYOU_GOOGLE_API_URL"],
        google_kilobytes=number(given, "GONGYOU_GOOGLE_KILOBYTES", 1900),
        sync_minutes=number(given, "GONGYOU_SYNC_MINUTES", 60),
        idle_minutes=number(given, "GONGYOU_IDLE_MINUTES", 1440),
        session_hours=number(given, "GONGYOU_SESSION_HOURS", 168),
        sign_in_months=number(given, "GONGYOU_SIGN_IN_MONTHS", 120, lowest=6),
        proxies=number(given, "GONGYOU_PROXIES", 9, lowest=0),
        demo=given["GONGYOU_DEMO"] != "0",
    )


def number(given, name, highest, lowest=1):
    text = given[name]
    if not text.isdecimal() or not lowest <= int(text) <= highest:
        raise ValueError(
            _(
                "%(name)s must be a whole number from %(lowest)s to %(highest)s.",
                name=name,
                lowest=lowest,
                highest=highest,
            )
        )
    return int(text)


def known_database(address):
    if not address.startswith(DATABASES):
        raise ValueError(_("GONGYOU_DATABASE_URL must start with: %(starts)s", starts=", ".join(DATABASES)))
    return address


def known_address(host):
    """An address in numbers: a name could mean several, or another one tomorrow."""
    try:
        return str(ip_address(host))
    except ValueError:
        raise ValueError(
            _("GONGYOU_HOST must be an address in numbers, such as 127.0.0.1 or 0.0.0.0.")
        ) from None


def known_file(path):
    return Path(path).resolve() if path else None


def known_locale(locale):
    if locale not in LOCALES:
        raise ValueError(_("GONGYOU_LOCALE must be one of: %(locales)s", locales=", ".join(LOCALES)))
    return locale


def kept_secret(file: Path) -> str:
    """The installation's own key, made on the first start and kept readable by its owner only."""
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_hex(32))
    return file.read_text().strip()
