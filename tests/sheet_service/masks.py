"""Field masks: `sheets(properties,data.rowData)`, with `.` and `/` alike. Reading by a mask, and writing by one."""

import re

TOKEN = re.compile(r"[(),]|[./]|[^(),./\s]+")
ALL = "*"


def parsed(text):
    """{name: mask below it}; an empty mask below means everything there."""
    return level(TOKEN.findall(text)[::-1])


def level(tokens):
    """The names up to a closing bracket; tokens are taken off the end."""
    tree = {}
    while tokens and tokens[-1] != ")":
        below = tree.setdefault(tokens.pop(), {})
        while tokens and tokens[-1] in "./":
            tokens.pop()
            below = below.setdefault(tokens.pop(), {})
        if tokens and tokens[-1] == "(":
            tokens.pop()
            below.update(level(tokens))
            tokens.pop()
        if tokens and tokens[-1] == ",":
            tokens.pop()
    return tree


def kept(value, mask):
    """What of an answer the mask lets through."""
    if not mask or ALL in mask:
        return value
    if isinstance(value, list):
        return [kept(one, mask) for one in value]
    if not isinstance(value, dict):
        return value
    return {name: kept(value[name], below) for name, below in mask.items() if name in value}


def merged(old, new, mask):
    """`old` with what the mask names taken from `new`; what is missing there goes."""
    if not mask or ALL in mask:
        return new
    result = dict(old or {})
    for name, below in mask.items():
        value = merged((old or {}).get(name), (new or {}).get(name), below)
        if value is None or value == {}:
            result.pop(name, None)
        else:
            result[name] = value
    return result
