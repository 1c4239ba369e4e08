"""A person at a browser without scripts: opens pages, fills in forms as they stand there, sends them."""

import html
import re
from html.parser import HTMLParser

import choices
import scope
from operations import accounts

PASSWORD = "correct horse 9"


class Person:
    """Somebody signed in. `last` is the latest answer."""

    def __init__(self, desk, name, role=choices.Role.ADMINISTRATOR, organisation=None, areas=()):
        self.desk, self.client = desk, desk.test_client()
        self.account, _password = accounts.add(name, role, organisation, scope.SYSTEM, PASSWORD, areas)
        self.sign_in(name, PASSWORD)

    def sign_in(self, name, password):
        return self.fill("/login", username=name, password=password)

    def get(self, address):
        self.last = self.client.get(address)
        return self.last

    def text(self, address):
        return self.get(address).get_data(as_text=True)

    def form(self, address):
        """The fields of the page's main form, with what stands in them."""
        page = Page(self.text(address))
        return page.forms[-1]

    def fill(self, address, /, **changes):
        """Open the page, change some fields (None: leave the field out), send the form back."""
        fields = {**self.form(address), **changes}
        fields = {name: value for name, value in fields.items() if value is not None}
        self.last = self.client.post(address, data=fields)
        return self.last


def at_chromium(desk, page, live, address="/admin/"):
    """Somebody signs in at a real browser's page; what its console says from then on."""
    Person(desk, "office")
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{live}/login?next={address}")
    page.fill("#username", "office")
    page.fill("#password", PASSWORD)
    page.click("main button")
    return said


class Page(HTMLParser):
    """What a page says: its forms, its text, its words in attributes."""

    SPOKEN = ("title", "placeholder", "aria-label", "alt")

    def __init__(self, html):
        super().__init__()
        self.forms, self.words, self.silent, self.select, self.area = [], [], 0, None, None
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.words += [given[name] for name in self.SPOKEN if given.get(name)]
        if tag in ("script", "style", "template"):
            self.silent += 1
        elif tag == "form":
            self.forms.append({})
        elif not self.silent:
            self.field(tag, given)

    def field(self, tag, given):
        name = given.get("name")
        if tag == "select":
            self.select = name
            self.forms[-1][name] = None
        elif tag == "textarea":
            self.area = name
            self.forms[-1][name] = ""
        elif tag == "option" and self.select and ("selected" in given or self.forms[-1][self.select] is None):
            self.forms[-1][self.select] = given.get("value", "")
        elif tag == "input" and name and given.get("type") not in ("checkbox", "submit"):
            self.forms[-1].setdefault(name, given.get("value") or "")
        elif tag == "input" and given.get("type") == "checkbox" and "checked" in given:
            ticked = self.forms[-1].get(name) or []
            self.forms[-1][name] = [*ticked, given.get("value")]

    def handle_endtag(self, tag):
        if tag in ("script", "style", "template"):
            self.silent -= 1
        elif tag == "select":
            self.select = None
        elif tag == "textarea":
            self.area = None

    def handle_data(self, text):
        if self.area and not self.silent:
            self.forms[-1][self.area] += text
        if text.strip() and not self.silent:
            self.words.append(text.strip())


def codes(text):
    """The codes of the rows of a list, in order."""
    return re.findall(r'<tr><th scope="row"><a [^>]*>([A-Z]+-\d+)</a>', text)


def mistakes(answer):
    """The words beside fields and above the page that say what is wrong."""
    text = answer.get_data(as_text=True)
    found = re.findall(r'class="(?:mistake|message error)"[^>]*>(.*?)</(?:span|div)>', text, re.S)
    return [words for one in found if (words := html.unescape(re.sub("<[^>]+>", "", one)).strip())]
