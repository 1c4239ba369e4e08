"""The layers, as a picture that is checked: imports point downwards only, libraries stay at home."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LAYERS = """
app
cli
commands
admin
jobs
demo
tasks
sync forms
operations
participants reports
rows filters workbooks
quality
scope
models
fields
rules
config choices pinyin database texts documents
language
""".strip().splitlines()
LEVEL = {name: -level for level, line in enumerate(LAYERS) for name in line.split()}
AT_HOME = {
    "gspread": {"sync"},
    "openpyxl": {"sync"},
    "python_calamine": {"sync"},
    "xlsxwriter": {"sync", "workbooks"},
    "wtforms": {"forms", "admin"},
    "flask": {"app", "admin", "forms", "commands"},
    "flask_admin": {"admin"},
    "flask_login": {"admin"},
    "flask_wtf": {"admin", "forms", "app"},
    "click": {"commands"},
    "huey": {"jobs"},
    "numpy": {"rules"},
    "pyotp": {"operations"},
    "scipy": {"rules"},
    "segno": {"admin"},
    "waitress": {"commands"},
}
SOURCES = [path for name in LEVEL for path in [*ROOT.glob(f"{name}.py"), *ROOT.glob(f"{name}/**/*.py")]]


def room(path):
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imports(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        if isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module.partition(".")[0]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_downwards_and_libraries_stay_at_home(path):
    for theirs in imports(ast.parse(path.read_text())):
        if theirs in LEVEL and theirs != room(path):
            assert LEVEL[theirs] < LEVEL[room(path)], f"{room(path)} must not import {theirs}"
        assert room(path) in AT_HOME.get(theirs, {room(path)}), f"{theirs} is not at home in {room(path)}"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_import_of_our_own_code_inside_a_function(path):
    for function in ast.walk(ast.parse(path.read_text())):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            assert not set(imports(function)) & set(LEVEL), f"{path.name}: {function.name}"


def test_every_module_has_a_place_in_the_picture():
    ours = {room(path) for path in ROOT.glob("*.py")} | {room(path) for path in ROOT.glob("*/__init__.py")}
    assert ours - {"tests", "migrations", "benchmarks"} == set(LEVEL) & ours
    assert not {name for name in LEVEL if name in sys.stdlib_module_names}
