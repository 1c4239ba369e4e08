"""The check of a certificate's number by anybody: /verify/<number>. What may be said of one is `operations.number_check`.

No account, no cookie, no script; the number is told to nobody and noted down nowhere.
"""

import segno
from flask import Blueprint, render_template, request, url_for
from markupsafe import Markup

import language
from admin.personal import HEADERS
from choices import Standing
from operations import number_check
from operations.knocking import TooMany

SPOKEN = {"zh": "zh_Hans_CN", "en": "en"}
# GET /verify/?number=… and GET /verify/<number>, each with ?lang=zh or en
pages = Blueprint("verify", __name__, url_prefix="/verify")


def init_verifying(app):
    app.register_blueprint(pages)
    app.jinja_env.globals.update(check_address=check_address, check_picture=check_picture)


@pages.before_request
def speak():
    """The language of the address, so that a page can be in either without anything being remembered."""
    if request.args.get("lang") in SPOKEN:
        language.speak(SPOKEN[request.args["lang"]])


@pages.after_request
def untold(response):
    response.headers.update(HEADERS)
    return response


@pages.get("/")
def ask():
    typed = request.args.get("number", "")
    return show(typed) if typed.strip() else drawn()


@pages.get("/<number>")
def show(number):
    try:
        checked = number_check.check(number, request.remote_addr or "")
    except TooMany as refusal:
        return drawn(mistake=refusal.words), 429
    return drawn(checked), 404 if checked.standing == Standing.UNKNOWN else 200


def drawn(checked=None, mistake=""):
    other = "zh" if language.spoken() == "en" else "en"
    number = {"number": checked.number} if checked and checked.issued_on else {}
    return render_template(
        "certificates/check.html", checked=checked, mistake=mistake, language=request.args.get("lang", ""),
        other=url_for("verify.ask", lang=other, **number), other_words=language.LOCALES[SPOKEN[other]],
    )  # fmt: skip


def check_address(number):
    """Where anybody checks a number, as it is printed."""
    return url_for("verify.show", number=number, _external=True)


def check_picture(number):
    """The same as a picture for a phone."""
    code = segno.make(check_address(number), micro=False)
    return Markup(code.svg_inline(scale=3, border=2, light="white"))
