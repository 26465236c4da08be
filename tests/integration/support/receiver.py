"""A receiver of webhooks on 127.0.0.1 that answers by script and keeps a ledger of all it was sent."""

import http.server
import json
import threading
import time
from dataclasses import dataclass
from typing import Any

from .waiting import PATIENCE, wait_until

CLOSE = "close"  # the connection is closed without an answer
HANG = "hang"    # no answer until the receiver is closed


@dataclass(frozen=True)
class Delivery:
    """One POST as it arrived."""
    at: float  # time.monotonic()
    path: str
    headers: dict[str, str]  # names in small letters
    body: bytes
    answer: Any  # what the script made of it: a status, CLOSE or HANG
    answer_headers: dict[str, str]

    @property
    def id(self):
        return self.headers.get("webhook-id")

    @property
    def event(self):
        return json.loads(self.body)

    @property
    def type(self):
        return self.event.get("type")  # not every format has one

    @property
    def accepted(self):
        return isinstance(self.answer, int) and 200 <= self.answer < 300


class Receiver:
    """`script(id, attempt, path)` gives the answer: a status, also with headers and a text after it, CLOSE or HANG.

    `attempt` counts the POSTs of one id.
    """

    def __init__(self, script=lambda id, attempt, path: 204):
        self.script = script
        self._ledger = []
        self._attempts = {}
        self._lock = threading.Lock()
        self._closing = threading.Event()
        receiver = self

        class Connection(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_POST(self):
                noted, text = receiver._note(self)
                if noted.answer == HANG:
                    receiver._closing.wait()
                if not isinstance(noted.answer, int):
                    self.close_connection = True
                    return
                self.send_response(noted.answer)
                for name, value in {"content-length": str(len(text)), **noted.answer_headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(text)

            def log_message(self, *_):
                pass

        self._server = Server(("127.0.0.1", 0), Connection)
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})
        self._thread.start()

    def _note(self, request):
        body = request.rfile.read(int(request.headers.get("content-length", 0)))
        headers = {name.lower(): value for name, value in request.headers.items()}
        with self._lock:
            id = headers.get("webhook-id")
            attempt = self._attempts[id] = self._attempts.get(id, 0) + 1
            answer = self.script(id, attempt, request.path)
            answer, more, text = (*answer, "")[:3] if isinstance(answer, tuple) else (answer, {}, "")
            noted = Delivery(time.monotonic(), request.path, headers, body, answer, more)
            self._ledger.append(noted)
        return noted, text.encode()

    def url(self, path="/hook"):
        return f"http://127.0.0.1:{self.port}{path}"

    def deliveries(self, type=None, path=None, account=None):
        with self._lock:
            all_of_them = list(self._ledger)
        return [delivery for delivery in all_of_them
                if (type is None or delivery.type == type) and (path is None or delivery.path == path)
                and (account is None or delivery.event["data"].get("account") == account)]

    def wait_for(self, count, within=PATIENCE, **which):
        """At least `count` of such deliveries."""
        def missing():
            seen = [(delivery.type, delivery.answer) for delivery in self.deliveries(**which)]
            return f"{count} deliveries of {which or 'any kind'}; there are {len(seen)}: {seen[-20:]}"
        wait_until(lambda: len(self.deliveries(**which)) >= count, missing, within)
        return self.deliveries(**which)

    def close(self):
        self._closing.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request, client_address):
        pass  # a sender that is killed breaks its connections
