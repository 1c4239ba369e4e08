"""The sheet service running beside a test: its address, a gspread client, a cadre at the spreadsheet, faults on order."""

import json
import threading

import gspread
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from google.auth.credentials import Credentials

from tests.sheet_service import cadre
from tests.sheet_service.server import serving
from tests.sheet_service.service import Service
from tests.sheet_service.web import finish

GOOGLE = ("https://sheets.googleapis.com", "https://www.googleapis.com")


PLAIN = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
KEY = rsa.generate_private_key(65537, 2048).private_bytes(*PLAIN).decode()  # signs for nobody


class Bearer(Credentials):
    """A token that is nobody's in particular, or a person's after `service.tokens`."""

    def __init__(self, token="test"):
        super().__init__()
        self.token = token

    def refresh(self, request):
        """It never runs out."""


class Google:
    """A service on a port of its own until the end of the `with`."""

    def __enter__(self):
        self.service, self.waited = Service(seed=1), []
        self.server = serving(self.service)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02})
        self.thread.start()
        return self

    def __exit__(self, *_exception):
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()

    def client(self, email=None):
        """gspread itself, speaking to the service; as somebody, if an address is given."""
        token = email or "test"
        if email:
            self.service.tokens[token] = email
        client = gspread.Client(Bearer(token), http_client=client_of(self.url))
        client.http_client.timeout = (5, 10)
        return client

    def account(self, email="gongyou@union.iam.gserviceaccount.com"):
        """The file of a service account whose word the service takes."""
        return json.dumps(
            {
                "type": "service_account",
                "client_email": email,
                "private_key": KEY,
                "token_uri": f"{self.url}/token",
            }
        )

    def spreadsheet(self, owner="cadre@example.com", locale="zh_CN", title="花名册"):
        """The id of a spreadsheet that a person made."""
        return self.service.create(title, owner, locale).id

    def cadre(self, id, deed, **asked):
        """Something a person does at the spreadsheet."""
        book = self.service.changing(id)
        done = cadre.do(book, deed, asked, self.service.fresh)
        finish(self.service, book)
        return done

    def seen(self, id, sheet=None, cells=None):
        """The texts that a person sees."""
        return self.cadre(id, "look", cells=cells, **({"sheet": sheet} if sheet else {}))["rows"]

    def requests(self):
        """(method, path) of everything asked so far."""
        return [(line["method"], line["path"]) for line in self.service.log]


def client_of(url):
    """gspread's own HTTP client with the hosts exchanged."""

    class Here(gspread.HTTPClient):
        def request(self, method, endpoint, **more):
            for host in GOOGLE:
                endpoint = endpoint.replace(host, url)
            return super().request(method, endpoint, **more)

    return Here
