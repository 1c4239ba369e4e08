"""create_app(): wiring only."""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

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
    believe(app, settings.proxies)
    language.speak(settings.locale)
    database.connect(settings.database_url)
    admin.init_admin(app)
    cli.init_commands(app)
    return app


def believe(app, proxies):
    """Take the caller's address and https from so many servers in front; from nobody else, for it can be made up."""
    if proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies)


def chosen() -> config.Config:
    """The settings of this machine. One that cannot be used ends the program with a sentence, not a trace."""
    try:
        return config.load()
    except (ValueError, OSError) as mistake:
        raise SystemExit(str(mistake)) from None
