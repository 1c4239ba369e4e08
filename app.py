"""create_app(): wiring only."""

from flask import Flask

import admin
import cli
import config
import database
import language


def create_app(settings: config.Config | None = None) -> Flask:
    """The web application and its commands, on the database the settings name."""
    settings = settings or chosen()
    app = Flask(__name__)
    app.config["GONGYOU"] = settings
    app.config["SECRET_KEY"] = settings.secret_key
    language.speak(settings.locale)
    database.connect(settings.database_url)
    admin.init_admin(app)
    cli.init_commands(app)
    return app


def chosen() -> config.Config:
    """The settings of this machine. One that cannot be used ends the program with a sentence, not a trace."""
    try:
        return config.load()
    except (ValueError, OSError) as mistake:
        raise SystemExit(str(mistake)) from None
