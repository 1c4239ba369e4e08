"""Sockets: HTTP/1.1 on this machine, one thread for each connection, an answer in one packet."""

import socket
import struct
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Handler(BaseHTTPRequestHandler):
    """Hands each request to the service and its answer back."""

    protocol_version = "HTTP/1.1"
    service = None

    def setup(self):
        super().setup()
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def handle(self):
        with suppress(ConnectionError):
            super().handle()

    def do(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        answer = self.service.answer(self.command, self.path, headers, body)
        if answer.wait:
            time.sleep(answer.wait)
        if answer.lost:
            self.break_off()
        else:
            self.send(answer)

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = do

    def send(self, answer):
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(answer.body)))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self._headers_buffer.append(b"\r\n")
        head = b"".join(self._headers_buffer)
        self._headers_buffer = []
        self.wfile.write(head + answer.body)

    def break_off(self):
        """The line is reset: the other side cannot know what was done."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()

    def log_message(self, *_args):
        """The service keeps its own log."""


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request, address):
        """A caller that went away is no error."""


def serving(service, port=0):
    """A server on this machine; `serve_forever` and `shutdown` are the caller's."""
    return Server(("127.0.0.1", port), type("Bound", (Handler,), {"service": service}))
