"""What a person meant by what was typed: full-width digits, odd blanks, marks nobody sees. Nothing about columns."""

import re
import unicodedata

from language import lazy as _

NARROW = {
    **{c: c - 0xFEE0 for r in ((0xFF10, 0xFF1A), (0xFF21, 0xFF3B), (0xFF41, 0xFF5B)) for c in range(*r)}
}
BLANKS = dict.fromkeys(map(ord, "\u3000\u00a0\u2002\u2003\u2009\u202f"), " ")
# Marks nobody sees: byte order, zero width, and the direction marks that Windows puts around a copied number.
UNSEEN = dict.fromkeys(
    [0xFEFF, 0x200B, 0x2060, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
PLAINER = {**NARROW, **BLANKS, **UNSEEN}
UNSTORABLE = ("\ufffe", "\uffff")  # no workbook can hold them
NAME_DOTS = dict.fromkeys(map(ord, "•‧・･∙⋅．"), "·")


def tidy(text: str) -> str:
    """Text as the person meant it: full-width digits and letters narrowed, odd blanks and ends trimmed."""
    if text.isascii() and text.isprintable():  # most cells of a long roster have nothing to tidy
        return text.strip()
    text = unicodedata.normalize("NFC", text).translate(PLAINER)
    if any((unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\r\t") or c in UNSTORABLE for c in text):
        raise ValueError(_("contains a character that cannot be stored"))
    text = unicodedata.normalize("NFC", text)  # again: what was taken out may have stood between two parts
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def squeezed(text):
    """A code or a number: compatibility forms narrowed, no blanks at all."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
