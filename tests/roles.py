"""Somebody of each role at a province, a county and one of its two townships; an answer without what always differs.

The fixtures are known everywhere through conftest. No expectations here.
"""

import re

import pytest
from front_door import Person
from make import make

import models
from choices import Area, Role

# name: (role, at which of province, county, own township, sibling; areas). The record tried is the township's.
PEOPLE = {
    "administrator": (Role.ADMINISTRATOR, None, ()),
    "province": (Role.UNION, 0, ()),
    "county": (Role.UNION, 1, ()),
    "township": (Role.UNION, 2, ()),
    "clerk": (Role.CLERK, 2, tuple(Area)),
    "clerk of nothing": (Role.CLERK, 2, ()),
    "reader": (Role.READER, 2, ()),
    "auditor": (Role.AUDITOR, 2, ()),
}
UNDER_BOTH = ("administrator", "province", "county")


@pytest.fixture
def unions(desk):
    """A province, a county, two townships."""
    province = make(models.Organisation)
    county = make(models.Organisation, parent=province)
    return [
        province,
        county,
        make(models.Organisation, parent=county),
        make(models.Organisation, parent=county),
    ]


@pytest.fixture
def people(desk, unions):
    return {
        name: Person(desk, name, role, None if at is None else unions[at], areas)
        for name, (role, at, areas) in PEOPLE.items()
    }


def plain(answer, *typed):
    """An answer without what differs each time: number, time, token, and the text that was typed."""
    text = answer.get_data(as_text=True)
    text = re.sub(r'(name="(?:csrf_token|typist|once)" value=")[^"]+', r"\1", text)
    text = re.sub(r"\b\d{12}\b|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", "…", text)
    for word in typed:
        text = re.sub(rf"(?<!\d){word}(?!\d)", "…", text)
    return answer.status_code, text
