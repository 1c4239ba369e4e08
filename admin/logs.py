"""What the desk notes down: one line per request, every line with the number of its request, and never a person.

No names, telephone or ID numbers: an address is noted by its rule, without what was searched; of an error only
its kind and the places in the code, for its message may quote what was typed. The trail of records is `operations.trail`'s.
"""

import logging
import re
import secrets
import time
import traceback

from flask import g, has_request_context, request
from flask.logging import wsgi_errors_stream

log = logging.getLogger("gongyou.requests")
SANE = re.compile(r"[A-Za-z0-9-]{8,64}")
LINE = "%(asctime)s %(levelname)s [%(request)s] %(name)s: %(message)s"
NOISY = ("werkzeug", "peewee", "waitress.queue")  # these quote addresses or statements


def init_logs(app):
    """Number each request first and note it last; send all lines one way."""
    app.before_request_funcs.setdefault(None, []).insert(0, begin)
    app.after_request_funcs.setdefault(None, []).insert(0, noted)
    for name in NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)
    log.setLevel(logging.INFO)
    root = logging.getLogger()
    if not any(isinstance(handler.formatter, Discreet) for handler in root.handlers):
        root.addHandler(handler())


def handler(stream=wsgi_errors_stream):
    """Writes discreet lines to the stream."""
    made = logging.StreamHandler(stream)
    made.setFormatter(Discreet(LINE))
    return made


class Discreet(logging.Formatter):
    """Adds the number of the request; of an error, shows the kind and the way there, not its message."""

    def format(self, record):
        record.request = request_number() if has_request_context() else "-"
        record.exc_text = None  # another handler may have kept the message there
        text = super().format(record)
        record.exc_text = None
        return text

    def formatException(self, exc_info):
        kind, _error, way = exc_info
        return "".join([*traceback.format_tb(way), kind.__qualname__])


def begin():
    g.started = time.monotonic()


def request_number():
    """The number of this request: the proxy's, where it gave a sane one; else twelve digits one can read out."""
    if "number" not in g:
        given = request.headers.get("X-Request-Id", "")
        g.number = given if SANE.fullmatch(given) else f"{secrets.randbelow(10**12):012d}"
    return g.number


def noted(response):
    response.headers["X-Request-Id"] = request_number()
    took = (time.monotonic() - g.get("started", time.monotonic())) * 1000
    log.info("%s %s %s %d ms account=%s", method(), place(), response.status_code, took, account())
    return response


def method():
    return request.method if request.method in ("GET", "HEAD", "POST", "OPTIONS") else "other"


def place():
    """The address without what a person typed into it: a token, a certificate's number, a name."""
    rule = request.url_rule
    if rule is None:
        return "(no such address)"
    typed = any(isinstance(value, str) for value in (request.view_args or {}).values())
    return rule.rule if typed else request.path


def account():
    """The number of the account, where this request has asked who it is."""
    person = g.get("_login_user")
    return person.account.id if person is not None and person.is_authenticated else "-"
