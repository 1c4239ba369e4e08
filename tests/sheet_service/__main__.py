"""`python -m tests.sheet_service --port N`: the service until Ctrl-C."""

import argparse
from contextlib import suppress

from tests.sheet_service.server import serving
from tests.sheet_service.service import Service


def main():
    options = argparse.ArgumentParser(prog="python -m tests.sheet_service", description=__doc__)
    options.add_argument("--port", type=int, default=8123)
    options.add_argument("--seed", type=int, default=None, help="the same ids each time")
    asked = options.parse_args()
    server = serving(Service(asked.seed), asked.port)
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    with suppress(KeyboardInterrupt):
        server.serve_forever()
    server.server_close()


main()
