"""The tests' own ground: no other machine is reached, and a program that is missing is not passed over."""

import socket
from types import SimpleNamespace

import pytest

from tests import conftest


def test_no_test_reaches_another_machine():
    with pytest.raises((UserWarning, RuntimeError), match=r"192\.0\.2\.1"):
        socket.create_connection(("192.0.2.1", 80), timeout=5)


@pytest.mark.parametrize(("ci", "outcome"), [("true", pytest.fail.Exception), ("", pytest.skip.Exception)])
def test_a_test_whose_program_is_missing_fails_where_all_must_run(monkeypatch, ci, outcome):
    monkeypatch.setenv("CI", ci)
    item = SimpleNamespace(get_closest_marker=lambda name: name == "browser")
    monkeypatch.setitem(conftest.NEEDED, "browser", ("Chromium", None))
    with pytest.raises(outcome, match="Chromium"):
        conftest.pytest_runtest_setup(item)
    monkeypatch.setitem(conftest.NEEDED, "browser", ("Chromium", "/usr/bin/chromium"))
    conftest.pytest_runtest_setup(item)


@pytest.mark.browser
def test_the_desk_opens_in_a_real_browser(live, browser):
    answer = browser.goto(f"{live}/admin/")
    assert answer.ok
    assert browser.url.startswith(f"{live}/login")
    assert browser.locator("input[type=password]").count() == 1
    assert browser.locator("html").get_attribute("lang") == "zh-CN"
