"""How a Chinese name sounds, for search by initials and for sorting. Nothing about records."""

from functools import lru_cache

from pypinyin import Style, lazy_pinyin

# Characters that sound otherwise when they begin a person's name.
SURNAMES = {
    "单": "shan",
    "曾": "zeng",
    "解": "xie",
    "仇": "qiu",
    "区": "ou",
    "查": "zha",
    "朴": "piao",
    "盖": "ge",
    "尉迟": "yu chi",
}


@lru_cache(maxsize=20_000)
def sound(character):
    return lazy_pinyin(character, style=Style.NORMAL, errors=lambda other: list(other.lower()))[0]


def syllables(name):
    surname = next((s for s in (name[:2], name[:1]) if s in SURNAMES), "")
    return [*SURNAMES.get(surname, "").split(), *(sound(c) for c in name[len(surname) :] if c.isalnum())]


def reading(name: str) -> str:
    """`王建国` → `wjg wangjianguo`: initials, a blank, the whole."""
    spoken = syllables(name or "")
    return f"{''.join(s[:1] for s in spoken)} {''.join(spoken)}"[:200]
