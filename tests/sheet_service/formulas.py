"""Working formulas out: arithmetic, text, references and a handful of functions; anything else is #NAME?.

A person in a test needs a sum beside the rows, not a spreadsheet.
"""

import ast
import operator
import re

from tests.sheet_service import a1
from tests.sheet_service.cells import Formula

REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?")
TEXTS = re.compile(r'"((?:[^"]|"")*)"')
BINARY = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.Pow: operator.pow, ast.BitAnd: lambda one, other: text_of(one) + text_of(other),
}  # fmt: skip
FUNCTIONS = {
    "SUM": lambda *some: sum(numbers(some)),
    "COUNT": lambda *some: float(len(list(numbers(some)))),
    "COUNTA": lambda *some: float(sum(value is not None for value in flat(some))),
    "MAX": lambda *some: max(numbers(some), default=0.0),
    "MIN": lambda *some: min(numbers(some), default=0.0),
    "TRUE": lambda: True,
    "FALSE": lambda: False,
    "CONCATENATE": lambda *some: "".join(text_of(value) for value in flat(some)),
}


def work_out(sheet, value):
    """The formula with its result; any other value as it is."""
    return Formula(value.text, result(sheet, value.text, 0)) if isinstance(value, Formula) else value


def result(sheet, text, depth):
    if depth > 20:
        return "#REF!"
    try:
        tree = ast.parse(as_python(text[1:]).strip(), mode="eval")
        return tidy(evaluated(tree.body, sheet, depth))
    except ZeroDivisionError:
        return "#DIV/0!"
    except (LookupError, TypeError):
        return "#NAME?" if "(" in text else "#VALUE!"
    except (SyntaxError, ValueError, RecursionError):
        return "#ERROR!"


def as_python(text):
    """References become calls, so that Python's own parser reads the rest."""
    parts = TEXTS.split(text)
    for place in range(0, len(parts), 2):
        plain = parts[place].replace("^", "**").upper()
        parts[place] = REFERENCE.sub(lambda found: f"_at({found[0]!r})", plain.replace("$", ""))
    for place in range(1, len(parts), 2):
        parts[place] = repr(parts[place].replace('""', '"'))
    return "".join(parts)


def evaluated(node, sheet, depth):
    if isinstance(node, ast.Constant):
        return float(node.value) if isinstance(node.value, int) else node.value
    if isinstance(node, ast.UnaryOp):
        return -evaluated(node.operand, sheet, depth)
    if isinstance(node, ast.BinOp):
        sides = (evaluated(side, sheet, depth) for side in (node.left, node.right))
        return BINARY[type(node.op)](*(0.0 if side is None else side for side in sides))
    if isinstance(node, ast.Call):
        if node.func.id == "_at":
            return looked_up(node.args[0].value, sheet, depth)
        return FUNCTIONS[node.func.id](*(evaluated(one, sheet, depth) for one in node.args))
    raise ValueError(node)


def looked_up(text, sheet, depth):
    area = a1.parsed(text)
    cells = [sheet.cell(row, column).value for row in area.rows() for column in area.columns()]
    values = [result(sheet, one.text, depth + 1) if isinstance(one, Formula) else one for one in cells]
    return values if ":" in text else values[0]


def flat(some):
    for value in some:
        yield from value if isinstance(value, list) else [value]


def numbers(some):
    return (value for value in flat(some) if isinstance(value, float) and not isinstance(value, bool))


def text_of(value):
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    return "" if value is None else str(value)


def tidy(value):
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value
