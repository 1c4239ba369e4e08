"""Behind web servers of the office's own: what they say of the caller is believed, what anybody else says is not.

Over real HTTP, for the server in front of the application has a word in it, too.
"""

import http.client

import pytest
from flask import request
from served import served

import config
from app import create_app

TOLD = {"X-Forwarded-For": "1.2.3.4, 10.0.0.6, 10.0.0.7"}
HTTPS = {**TOLD, "X-Forwarded-Proto": "https, https"}
PLAIN = {**TOLD, "X-Forwarded-Proto": "http, http"}


@pytest.fixture(params=["0", "1", "2"])
def desk(environ, request):
    """(address of a desk behind so many servers, how many)."""
    app = create_app(config.load({**environ, "GONGYOU_PROXIES": request.param}))
    app.add_url_rule("/who", "who", who)
    with served(app) as address:
        yield address.removeprefix("http://"), int(request.param)


def who():
    return request.remote_addr


def answered(host, page, headers):
    connection = http.client.HTTPConnection(host)
    connection.request("GET", page, headers=headers)
    answer = connection.getresponse()
    answer.text = answer.read().decode()
    connection.close()
    return answer


def test_caller_and_https_are_what_the_servers_in_front_say_and_nobody_else(desk):
    host, proxies = desk
    believed = ["127.0.0.1", "10.0.0.7", "10.0.0.6"][proxies]
    assert answered(host, "/who", TOLD).text == believed
    for headers, told in ((HTTPS, True), (PLAIN, False), (TOLD, False)):
        secure = told and proxies > 0
        answer = answered(host, "/login", headers)
        assert answer.status == 200
        cookie = answer.headers["Set-Cookie"]
        assert ("; Secure" in cookie, "; HttpOnly" in cookie, "SameSite=Lax" in cookie) == (
            secure,
            True,
            True,
        )
        assert (answer.headers["Strict-Transport-Security"] or "").startswith("max-age=31536000") == secure


def test_who_makes_up_servers_before_ours_is_not_believed(desk):
    """Somebody who speaks plain HTTP to the outermost server cannot tell us that it was https."""
    host, proxies = desk
    answer = answered(
        host,
        "/login",
        {**TOLD, "X-Forwarded-Proto": "https" + ", http" * proxies, "Forwarded": "proto=https"},
    )
    assert "; Secure" not in answer.headers["Set-Cookie"]
    assert answer.headers["Strict-Transport-Security"] is None
