"""A receiver that costs little, so that what is measured is the daemon: it answers 200 and notes when it was asked."""

import asyncio
import json
import threading
import time
from collections import Counter
from datetime import datetime

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"


class QuickReceiver:
    """`delays` has the seconds before the answer by path, None while there is no answer; `answers` has what is
    not answered with 200."""

    def __init__(self, delays=None, answers=None):
        self.delays = delays or {}
        self.answers = answers or {}
        self._requests = []  # (time.time(), path, body)
        self._counts = Counter()  # by path: who waits for a number must not keep the loop from its work
        self._loop = asyncio.new_event_loop()
        listening = self._loop.create_server(lambda: Connection(self, self._loop), "127.0.0.1", 0, backlog=1024)
        self._server = self._loop.run_until_complete(listening)
        self.port = self._server.sockets[0].getsockname()[1]
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def url(self, path):
        return f"http://127.0.0.1:{self.port}{path}"

    def count(self, prefix):
        return sum(count for path, count in self._counts.copy().items() if path.startswith(prefix))

    def latencies(self, prefix):
        """Milliseconds from the commit of each event to its arrival."""
        return [(at - committed_at(body)) * 1000 for at, path, body in list(self._requests) if path.startswith(prefix)]

    def note(self, path, body):
        self._requests.append((time.time(), path, body))
        self._counts[path] += 1

    def close(self):
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._server.close()
        self._loop.close()


def committed_at(body):
    return datetime.fromisoformat(json.loads(body)["timestamp"]).timestamp()


class Connection(asyncio.Protocol):
    def __init__(self, receiver, loop):
        self._receiver = receiver
        self._loop = loop
        self._received = b""

    def connection_made(self, transport):
        self._transport = transport

    def data_received(self, piece):
        self._received += piece
        head, found, rest = self._received.partition(b"\r\n\r\n")
        if not found:
            return
        length = int(head.lower().partition(b"\r\ncontent-length:")[2].split(b"\r\n", 1)[0])
        if len(rest) < length:
            return
        self._received = rest[length:]
        path = head.split(b" ", 2)[1].decode()
        self._receiver.note(path, rest[:length])
        delay = self._receiver.delays.get(path, 0)
        answer = self._receiver.answers.get(path, OK)
        if delay:
            self._loop.call_later(delay, self._transport.write, answer)
        elif delay is not None:
            self._transport.write(answer)
