"""gspread's HTTP client with what a program that nobody watches needs: limits to waiting, to trying, to guessing.

A read is tried again after a pause; so is a write that was turned away at the door. A write whose answer did not
come may have happened: it is `Ambiguous`, never sent twice, and the next look at the sheet tells.
"""

import json
import random
import time
from functools import lru_cache, partial
from pathlib import Path

import gspread
import requests
from google.auth.exceptions import GoogleAuthError
from google.oauth2 import service_account

from language import gettext
from sync.backends import Unreadable

HOSTS = ("https://sheets.googleapis.com", "https://www.googleapis.com")
TIMEOUT = (5, 60)  # seconds: to connect, to answer
TRIES, LONGEST_PAUSE = 5, 32
AWAY = (408, 429)  # turned away before anything was done
TROUBLE = (500, 502, 503, 504)
SHEETS = f"{HOSTS[0]}/v4/spreadsheets"
SCOPES = ("https://www.googleapis.com/auth/spreadsheets", "https://www.googleapis.com/auth/drive.readonly")
FILES = f"{HOSTS[1]}/drive/v3/files"


class Ambiguous(Exception):
    """A write that may or may not have happened."""


class Away(Unreadable):
    """Turned away at the door until there was no more trying: nothing was done."""


class Refused(Exception):
    """What the API will not do; its own words."""

    def __init__(self, status, words):
        super().__init__(words)
        self.status = status


def pause(seconds):
    """A function of its own, so that tests need not wait."""
    time.sleep(seconds)


class Client(gspread.HTTPClient):
    """One account's way to the API, or to another host that speaks it."""

    def __init__(self, auth, session=None, api_url="", address=""):
        """`address` is the account's, with which a spreadsheet must be shared."""
        super().__init__(auth, session)
        self.timeout, self.api_url, self.address = TIMEOUT, api_url.rstrip("/"), address
        self.budget = lambda side: 0.0  # seconds to wait before another request of that side

    def request(self, method, endpoint, params=None, data=None, json=None, files=None, headers=None):
        """As gspread's own, but it waits, tries again and gives up in words."""
        reads = method == "GET" or endpoint.endswith("ByDataFilter")
        for number in range(1, TRIES + 1):
            self.within_budget(endpoint, reads)
            try:
                response = self.once(method, endpoint, params, data, json, headers)
            except GoogleAuthError as trouble:
                raise Unreadable(signed_out(trouble)) from None
            except (requests.Timeout, requests.ConnectionError) as trouble:
                if not reads:
                    raise Ambiguous from trouble
                response = None
            if response is not None and response.ok:
                return response
            wait = self.verdict(response, reads, number)
            pause(wait)
        raise AssertionError("unreachable: the last verdict raises")

    def once(self, method, endpoint, params, data, json, headers):
        for host in HOSTS:
            if self.api_url and endpoint.startswith(host):
                endpoint = self.api_url + endpoint.removeprefix(host)
        if json is not None:
            data, headers = dense(json), {**(headers or {}), "Content-Type": "application/json"}
        return self.session.request(
            method, endpoint, params=params, data=data, headers=headers, timeout=self.timeout
        )

    def within_budget(self, endpoint, reads):
        if endpoint.startswith(SHEETS) and (wait := self.budget("reads" if reads else "writes")):
            pause(wait)

    def verdict(self, response, reads, number):
        """Seconds to wait before another try; or the way it ends."""
        status = response.status_code if response is not None else 0
        if status and status not in (*AWAY, *TROUBLE):
            raise Refused(status, words_of(response))
        if status not in AWAY and not reads:
            raise Ambiguous(str(status))
        if number == TRIES:
            raise Away(unreachable(response))
        return waiting_time(response, number)

    # What the desk asks --------------------------------------------------------------------------

    def values(self, spreadsheet, grids):
        """The values of some grid ranges, unformatted, in one request: [(range as text, rows)] in their order."""
        wanted = [{"gridRange": grid} for grid in grids]
        body = {
            "dataFilters": wanted,
            "valueRenderOption": "UNFORMATTED_VALUE",
            "dateTimeRenderOption": "SERIAL_NUMBER",
        }
        url = f"{SHEETS}/{spreadsheet}/values:batchGetByDataFilter"
        params = {"fields": "valueRanges(dataFilters,valueRange(range,values))"}
        told = self.request("POST", url, params=params, json=body).json().get("valueRanges", [])
        found = {known_by(one["dataFilters"][0]["gridRange"]): one["valueRange"] for one in told}
        ranges = [found.get(known_by(grid), {}) for grid in grids]
        return [(one.get("range", ""), one.get("values", [])) for one in ranges]

    def change(self, spreadsheet, changes):
        """Some requests together, all of them or none."""
        return self.request("POST", f"{SHEETS}/{spreadsheet}:batchUpdate", json={"requests": changes}).json()

    def tabs(self, spreadsheet):
        """{id: title} of the tabs."""
        params = {"fields": "sheets.properties(sheetId,title)"}
        told = self.request("GET", f"{SHEETS}/{spreadsheet}", params=params).json()
        return {one["properties"].get("sheetId", 0): one["properties"]["title"] for one in told["sheets"]}

    def took(self, spreadsheet, token):
        """Whether a batch with this token has landed."""
        try:
            self.request("GET", f"{SHEETS}/{spreadsheet}/developerMetadata/{token}")
        except Refused as refusal:
            if refusal.status != 404:
                raise
            return False
        return True

    def version(self, spreadsheet):
        """A number that Drive raises with every change; it may be late."""
        told = self.request(
            "GET", f"{FILES}/{spreadsheet}", params={"fields": "version", "supportsAllDrives": "true"}
        )
        return told.json()["version"]


def known_by(grid):
    """The API leaves noughts out."""
    return tuple(sorted((name, place) for name, place in grid.items() if place))


def dense(value):
    """JSON without padding, Chinese as it is: half the bytes."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def waiting_time(response, number):
    """What the service asks for, else longer each time, never the same for all who wait."""
    asked = response.headers.get("Retry-After", "") if response is not None else ""
    return min(int(asked) if asked.isdecimal() else 2**number + random.random(), LONGEST_PAUSE)


def words_of(response):
    """The API's own words; a page of a server in between has none."""
    try:
        return str(response.json()["error"]["message"])
    except (ValueError, KeyError, TypeError):
        return f"HTTP {response.status_code}"


def unreachable(response):
    if response is not None and response.status_code == 429:
        return gettext(
            "Google's limit of requests a minute is used up; the next run goes on. Nothing was changed."
        )
    return gettext("Google Sheets could not be reached; the next run tries again. Nothing was changed.")


def signed_out(trouble):
    return gettext(
        "Google does not accept the service account (GONGYOU_GOOGLE_CREDENTIALS): %(reason)s",
        reason=str(trouble)[:200],
    )


class Account(service_account.Credentials):
    """Without a look-up of regions beside every token: it asks a host that an office may not reach."""

    def _is_regional_access_boundary_lookup_required(self):
        return False


@lru_cache(maxsize=8)
def connected(credentials: Path, api_url: str = "") -> Client:
    """The client of a service account's file. Raises Unreadable in words."""
    try:
        info = json.loads(credentials.read_text())
        auth = Account.from_service_account_info(info, scopes=SCOPES)
        way = partial(Client, api_url=api_url, address=info["client_email"])
        return gspread.authorize(auth, http_client=way).http_client
    except (OSError, ValueError, GoogleAuthError) as trouble:
        raise Unreadable(
            gettext(
                "The file of GONGYOU_GOOGLE_CREDENTIALS cannot be used: %(reason)s", reason=str(trouble)[:200]
            )
        ) from None


def address(credentials: Path) -> str:
    """The service account's address, with which a spreadsheet must be shared."""
    return json.loads(credentials.read_text()).get("client_email", "")
