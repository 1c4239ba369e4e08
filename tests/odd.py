"""Texts that nobody types and somebody will send, and how an answer to them is judged. No expectations of a page here."""

import re

ODD = {
    "empty": "",
    "NUL": "王\x00",
    "control": "王\x1b[31m\x07",
    "lone surrogate": "王\ud83d",
    "10^30": "1" + "0" * 30,
    "minus one": "-1",
    "not a number": "NaN",
    "power": "1e400",
    "letters": "abc",
    "wildcards": "%_",
    "right to left": "\u202e王\u202c\u200f",
    "zero width": "王\u200b\u200d建",
    "emoji": "👩🏽\u200d🔧",
    "rare": "𠮷野",
    "combining": "e\u0301" + "\u0301" * 40,
    "formula": "=cmd|' /C calc'!A0",
    "script": "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>",
    "template": "{{ 7*7 }} {% x %} %(name)s %s {0}",
    "statement": "'; DROP TABLE worker; --",
    "arabic digits": "٣",
    "not a character": "\uffff",
    "star": "*",
    "lines": "a\r\nb\tc\u2028d",
    "long": "x" * 5000,
}
MEGABYTE = "工" + "x" * 1_050_000
# What keeps its characters wherever text is text.
FAITHFUL = ("wildcards", "emoji", "rare", "formula", "script", "template", "statement", "letters")
NEVER_KEPT = re.compile(r"[\x00\ud800-\udfff\u202e]")
LEAKS = re.compile(r"Traceback|sqlite3|psycopg|peewee|OperationalError|DataError|SELECT |FROM \"")
HEADING = re.compile(r"<h1[^>]*>\s*\w[^<]*</h1>")


def as_sent(odd):
    """The bytes that a browser, or something worse, sends for an odd text."""
    return ODD.get(odd, MEGABYTE).encode("utf-8", "surrogatepass")


def amiss(answer):
    """Whether the answer is neither a page nor a refusal in words, or shows something of the machine."""
    if answer.status_code >= 500:
        return True
    if answer.mimetype != "text/html" or answer.status_code < 400:
        return False
    text = answer.get_data(as_text=True)
    return bool(LEAKS.search(text)) or not HEADING.search(text)
