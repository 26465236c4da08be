"""A receiver on 127.0.0.1 that misbehaves: each behaviour of misbehaviours.py has a port of its own, until it is cured.

    python3 -m support.misbehaving_receiver        lists the behaviours with their ports and serves until it is killed
"""

import asyncio
import os
import random
import socket
import ssl
import struct
import threading
import time
from dataclasses import dataclass, field

from .misbehaviours import BEHAVIOURS, OK, SERVED
from .waiting import wait_until

TCP_INFO, ESTABLISHED = 11, 1


@dataclass(frozen=True)
class Request:
    headers: dict[str, str]  # names in small letters
    body: bytes


@dataclass(frozen=True)
class Post:
    """One request as it arrived."""
    at: float  # time.monotonic()
    id: str | None
    headers: dict[str, str]
    body: bytes
    accepted: bool  # the answer to it is a success
    behaviour: str  # "good" once it is cured


@dataclass
class Port:
    """Where one behaviour, or any of several at random, is met."""
    name: str
    behaviours: list
    random: random.Random
    number: int = 0
    posts: list[Post] = field(default_factory=list)
    connections: int = 0
    open: int = 0
    most_open: int = 0
    lives: list[float] = field(default_factory=list)  # seconds of each connection that ended
    cured: bool = False
    turn: int = 0  # what a behaviour counts

    def choose(self, at_accept):
        """What is done next; None is good."""
        if self.cured:
            return None
        which = [each for each in self.behaviours if each is None or at_accept or not each.at_accept]
        return self.random.choice(which) if which else None

    @property
    def has_tls(self):
        return any(each and each.tls for each in self.behaviours)

    def accepted(self):
        return {post.id for post in list(self.posts) if post.accepted}


class Peer:
    """The daemon at the other end of one connection."""

    def __init__(self, port, reader, writer, canary):
        self.port = port
        self.canary = canary  # the port that must not be reached
        self.done = False  # nothing more is read from it
        self._reader = reader
        self._writer = writer
        self._socket = writer.get_extra_info("socket")
        self._ahead = b""

    async def request(self):
        """The next request, or None when there is none."""
        try:
            head = self._ahead + await self._reader.readuntil(b"\r\n\r\n")
            self._ahead = b""
            lines = head.decode("latin-1").split("\r\n")[1:]
            parts = (line.partition(":") for line in lines if line)
            headers = {name.lower(): value.strip() for name, _, value in parts}
            body = await self._reader.readexactly(int(headers.get("content-length", 0)))
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, ConnectionError):
            return None
        return Request(headers, body)

    async def start_tls(self, context):
        await self._writer.start_tls(context)

    async def asked(self, within=None):
        """Whether the next request begins, or the daemon hangs up, within that many seconds."""
        try:
            self._ahead = await asyncio.wait_for(self._reader.read(1), within)
        except asyncio.TimeoutError:
            return False
        return True

    def note(self, request, accepted, behaviour):
        self.port.posts.append(Post(time.monotonic(), request.headers.get("webhook-id"), request.headers, request.body,
                                    accepted, behaviour))

    async def send(self, text):
        self._writer.write(text)
        await self._writer.drain()

    async def send_together(self, text, wire):
        """`text` as send() does, and after it, below any TLS, the bytes `wire`, so that both arrive at once."""
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_CORK, 1)
        await self.send(text)
        os.write(self._socket.fileno(), wire)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_CORK, 0)

    async def drip(self, text, pause):
        for position in range(len(text)):
            await self.send(text[position:position + 1])
            await asyncio.sleep(pause)

    async def flood(self, piece):
        while self.connected:
            await self.send(piece)
            await asyncio.sleep(0)

    def stop_reading(self):
        self._writer.transport.pause_reading()

    @property
    def connected(self):
        """Seen without reading: the kernel's state of the connection."""
        try:
            return self._socket.getsockopt(socket.IPPROTO_TCP, TCP_INFO, 1)[0] == ESTABLISHED
        except OSError:
            return False

    async def gone(self):
        """Until the daemon hangs up."""
        while self.connected:
            await asyncio.sleep(0.02)

    def close(self):
        self.done = True

    def abort(self):
        """FIN at once, whatever TLS has yet to say."""
        self.done = True
        self._writer.transport.abort()

    def reset(self):
        """RST instead of FIN."""
        self.done = True
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._writer.transport.abort()


class MisbehavingReceiver:
    """Ports by name; further ones that show any of several behaviours at random are opened with `mixed`.

    `certificate` is a PEM file with a key and a certificate for 127.0.0.1; behaviours under TLS need it to be cured.
    """

    def __init__(self, behaviours=BEHAVIOURS, mixed=(), seed=0, certificate=None):
        self._tls = None
        if certificate:
            self._tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            self._tls.load_cert_chain(certificate)
        self.ports = {each.name: Port(each.name, [each], random.Random(seed)) for each in behaviours}
        for number, name in enumerate(mixed):
            self.ports[name] = Port(name, [each for each in BEHAVIOURS if each.mixes] + [None] * 20,
                                    random.Random(f"{seed} {number}"))
        self._loop = asyncio.new_event_loop()
        self._servers = []
        self._canary = socket.create_server(("127.0.0.1", 0))  # never accepts; clients wait in its queue
        self._canary.setblocking(False)
        self._tasks = set()
        self._full = []
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._on_loop(self._listen())

    def _on_loop(self, work):
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout=20)

    async def _listen(self):
        for port in self.ports.values():
            listener = socket.socket()
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            listener.bind(("127.0.0.1", 0))
            port.number = listener.getsockname()[1]
            if any(each and each.name == "never_accepts" for each in port.behaviours) and len(port.behaviours) == 1:
                self._fill(listener)
            else:
                self._servers.append(await asyncio.start_server(
                    lambda reader, writer, port=port: self._track(port, reader, writer), sock=listener, backlog=128))

    def _fill(self, listener):
        """With its queue of connections full, the kernel answers no further one; cure() is not for it."""
        listener.listen(0)
        self._full = [listener, *(socket.socket() for _ in range(2))]
        for filler in self._full[1:]:
            filler.setblocking(False)
            filler.connect_ex(listener.getsockname())

    def _track(self, port, reader, writer):
        task = self._loop.create_task(self._serve(port, reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, port, reader, writer):
        began = time.monotonic()
        port.connections += 1
        port.open += 1
        port.most_open = max(port.most_open, port.open)
        try:
            await self._converse(port, Peer(port, reader, writer, self._canary.getsockname()[1]))
        except OSError:
            pass  # the daemon hung up, as it should on most of them
        finally:
            port.open -= 1
            port.lives.append(time.monotonic() - began)
            writer.close()

    async def _converse(self, port, peer):
        behaviour = port.choose(at_accept=True)
        if behaviour and behaviour.at_accept:
            await behaviour.act(peer)
            return
        if port.has_tls:
            await peer.start_tls(self._tls)
        while (request := await peer.request()) is not None:
            if port.cured:
                behaviour = None
            port.turn += 1
            accepted = not behaviour or behaviour.accepts(port.turn)
            peer.note(request, accepted, behaviour.name if behaviour else "good")
            if behaviour:
                await behaviour.act(peer)
            else:
                await peer.send(OK)
            if peer.done or (behaviour and not peer.connected):
                return
            behaviour = port.choose(at_accept=False)

    def cure(self):
        """From now on all are good; who is in the middle of misbehaving goes on until the daemon has had enough."""
        for port in self.ports.values():
            port.cured = True
        for full in self._full[1:]:
            full.close()
        if self._full:
            port, listener, self._full = self.ports["never_accepts"], self._full[0], []
            self._servers.append(self._on_loop(asyncio.start_server(
                lambda reader, writer: self._track(port, reader, writer), sock=listener, backlog=128)))

    @property
    def canary_was_met(self):
        try:
            self._canary.accept()[0].close()
        except BlockingIOError:
            return False
        return True

    def close(self):
        self._canary.close()
        self._on_loop(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _close(self):
        for server in self._servers:
            server.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for each in self._full:
            each.close()


def main():
    receiver = MisbehavingReceiver([each for each in BEHAVIOURS if each.tls != SERVED])  # that takes a certificate
    for port in receiver.ports.values():
        print(f"{port.number}  {port.name}", flush=True)
    try:
        wait_until(lambda: False, "", within=float("inf"))
    except KeyboardInterrupt:
        receiver.close()


if __name__ == "__main__":
    main()
