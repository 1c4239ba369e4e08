"""An application at the server that `start` uses, on a free port, for a browser to reach. No expectations here."""

import threading
from contextlib import contextmanager
from dataclasses import replace

from waitress import wasyncore

from commands.processes import web_server


@contextmanager
def served(app):
    """The address of the application, as long as the block lasts."""
    server = web_server(app, replace(app.config["GONGYOU"], port=0))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        # Closed from its own thread: its loop ends when there is nothing left to watch.
        server.trigger.pull_trigger(lambda: wasyncore.close_all(server._map))
        thread.join()
        server.task_dispatcher.shutdown()
