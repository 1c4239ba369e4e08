"""Every installation gets the same packages: what is asked for is pinned, and so is all that it needs itself."""

from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
LISTS = {"run": ["requirements.txt"], "test": ["requirements.txt", "requirements-test.txt"]}


def listed(*files):
    """The lines that ask for a package."""
    lines = [
        line.partition("#")[0].strip() for file in files for line in (ROOT / file).read_text().splitlines()
    ]
    return [Requirement(line) for line in lines if line and not line.startswith("-r ")]


def pinned(files):
    return {canonicalize_name(asked.name): asked for asked in listed(*files)}


@pytest.mark.parametrize("files", LISTS.values(), ids=LISTS)
def test_whatever_a_package_needs_is_pinned_too(files):
    known = pinned(files)
    for name, asked in known.items():
        assert [pin.operator for pin in asked.specifier] == ["=="], name
        for line in metadata.requires(name) or ():
            needed = Requirement(line)
            if any(applies(needed, extra) for extra in asked.extras or {""}):
                assert canonicalize_name(needed.name) in known, f"{name} needs {needed.name}"


def applies(needed, extra):
    return needed.marker is None or needed.marker.evaluate({"extra": extra})


def test_what_is_installed_here_is_what_the_lists_say():
    for name, asked in pinned(LISTS["test"]).items():
        assert metadata.version(name) in asked.specifier, name


def test_no_package_is_listed_twice():
    names = [canonicalize_name(asked.name) for asked in listed(*LISTS["test"])]
    assert len(names) == len(set(names))
