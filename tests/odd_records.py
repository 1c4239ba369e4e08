"""Records of every entity with what people and spreadsheets do to texts. No expectations here."""

import fields
from models import columns
from tests.make import AGREEING, make

TEXTS = [
    "𠮷田·艾合买提", "007", "=1+1", "+86", "-", "@SUM(A1)", "'引号", '"说"，、,;', "第一行\n第二行\n\n第四行",
    "123456789012345678",
    "1,234", "<r>名</r>", "_x0041_", "1E5", "2026-03-05", "是", "O-1", "&lt;&amp;", "a\tb", "=cmd|' /C calc'!A0", "5%", "—",
    "长" * 90, "-1+2", "甲·乙  丙", "TRUE", "𠀀𠀁", "12:30", "1/2",
]  # fmt: skip
PLAIN = (fields.CharField, fields.NameField, fields.TextField)


def odd_records(model):
    """A few records whose texts are odd ones, each text once, and one with nothing in it that may be left out."""
    own = [f for f in columns(model) if type(f) in PLAIN and f.typed and (model, f.name) not in AGREEING]
    rounds = -(-len(TEXTS) // len(own)) if own else 1
    made = []
    for number in range(rounds):
        texts = [TEXTS[(number * len(own) + place) % len(TEXTS)] for place in range(len(own))]
        made.append(make(model, **{f.name: odd(f, text) for f, text in zip(own, texts, strict=True)}))
    bare = {f.name: None for f in columns(model) if f.null and (model, f.name) not in AGREEING}
    return [*made, make(model, **bare)]


def odd(field, text):
    """As much of the text as the column takes, as it would read it."""
    return field.read(text[: field.max_length].strip())
