"""GET /healthz, for a watchdog: can the records be reached, are they up to date, is the worker at work."""

import peewee
from flask import current_app

from database import db, pending
from language import gettext
from sync import pulse

ROUNDS = 5  # so many rounds of the worker may fail to come before it is called silent


def init_health(app):
    app.add_url_rule("/healthz", "healthz", healthz)


def healthz():
    """200 and {"state": "ok"}, or 503 and a sentence."""
    settings = current_app.config["GONGYOU"]
    silent = pulse.silent_for(settings.instance)
    words = trouble(silent, settings.sync_minutes * 60)
    answer = {"state": words or "ok"} | ({} if silent is None else {"worker_seen_seconds_ago": silent})
    return answer, 503 if words else 200


def trouble(silent, interval):
    """What is wrong, in words; nothing when all is well."""
    try:
        db.execute_sql("SELECT 1")
        late = pending()
    except peewee.PeeweeException:
        current_app.logger.exception("healthz")
        return gettext("The records cannot be reached.")
    if late:
        return gettext("The database is older than the program: run “flask --app app migrate”.")
    if silent is not None and silent > ROUNDS * interval + 60:
        return gettext("The worker has not been seen for %(minutes)s minutes.", minutes=silent // 60)
    return ""
