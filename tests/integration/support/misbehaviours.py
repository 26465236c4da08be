"""What a hostile or broken receiver does with a POST, and what has to become of the attempt."""

import asyncio
import gzip
from collections.abc import Callable
from dataclasses import dataclass, field

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
WHOLE = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
WHOLE_HEAD = WHOLE.index(b"hello")
DELIVERED = "delivered"
EVENTS = 6  # of each report
SERVED, BROKEN = "served", "broken"


@dataclass(frozen=True)
class Behaviour:
    name: str
    act: Callable
    becomes: frozenset  # what an attempt may become: DELIVERED, or the stable word of the failure
    at_accept: bool = False  # acts on the connection, not on a request
    tls: str = ""  # SERVED: what it does is under TLS; BROKEN: TLS itself does not come about
    alone: bool = False  # is not met among others on one port
    needs: dict = field(default_factory=dict)  # keys of the subscriber that make it what it is
    accept_from: int = 0  # a success from this turn on, where it is not one always

    @property
    def mixes(self):
        """Alone and among others it has the same consequence, and a certain one."""
        return not (self.alone or self.tls or self.needs or len(self.becomes) > 1)

    def accepts(self, turn):
        return DELIVERED in self.becomes or 0 < self.accept_from <= turn


BEHAVIOURS = []


def behaviour(*becomes, **more):
    def add(act):
        BEHAVIOURS.append(Behaviour(act.__name__, act, frozenset(becomes), **more))
        return act
    return add


def answers(name, text, *becomes, close=False, **more):
    """A behaviour that is one answer."""
    async def act(peer):
        await peer.send(text)
        if close:
            peer.close()
    act.__name__ = name
    behaviour(*becomes, **more)(act)


def answer(status="200 OK", *headers, body=b""):
    head = "\r\n".join([f"HTTP/1.1 {status}", *headers])
    return head.encode("latin-1") + b"\r\n\r\n" + body


# --- Connections that come to nothing -------------------------------------------------------------------------------

@behaviour("timeout", alone=True)
async def never_accepts(peer):
    """The receiver opens its port so that the kernel drops further connections."""
    await peer.gone()


@behaviour("reset", at_accept=True)
async def closes_at_accept(peer):
    peer.close()


@behaviour("reset", "connect", at_accept=True)
async def resets_at_accept(peer):
    peer.reset()


@behaviour("timeout", at_accept=True)
async def never_reads(peer):
    peer.stop_reading()
    await peer.gone()


@behaviour("timeout", at_accept=True, tls=BROKEN)
async def stalls_in_the_tls_handshake(peer):
    await peer.gone()


@behaviour("timeout", at_accept=True, tls=BROKEN)
async def drips_a_tls_record(peer):
    await peer.drip(b"\x16\x03\x03\x40\x00" + b"\x02" * 100, pause=0.1)


@behaviour("tls", at_accept=True, tls=BROKEN)
async def answers_tls_with_plain_http(peer):
    await peer.send(OK)
    await peer.gone()


@behaviour("tls", at_accept=True, tls=BROKEN)
async def closes_in_the_tls_handshake(peer):
    await asyncio.sleep(0.02)
    peer.close()


# --- Requests that come to nothing ----------------------------------------------------------------------------------

@behaviour("timeout")
async def is_silent_for_ever(peer):
    await peer.gone()


@behaviour("reset")
async def closes_without_an_answer(peer):
    peer.close()


@behaviour("reset")
async def resets_without_an_answer(peer):
    peer.reset()


@behaviour("reset")
async def resets_in_mid_header(peer):
    await peer.send(WHOLE[:-12])
    await asyncio.sleep(0.02)
    peer.reset()


@behaviour(DELIVERED)
async def resets_in_mid_body(peer):
    """The status is known; what follows is not needed."""
    await peer.send(WHOLE[:-2])
    await asyncio.sleep(0.02)
    peer.reset()


@behaviour(DELIVERED)
async def closes_in_mid_chunk(peer):
    await peer.send(answer("200 OK", "Transfer-Encoding: chunked", body=b"10\r\nhalf"))
    peer.close()


@behaviour("reset", accept_from=WHOLE_HEAD + 1, alone=True)
async def closes_one_byte_later_each_time(peer):
    """From before the first byte to the end of the header; then the status is known."""
    await peer.send(WHOLE[:peer.port.turn - 1])
    peer.close()


@behaviour("reset", accept_from=WHOLE_HEAD + 1, alone=True)
async def resets_one_byte_later_each_time(peer):
    await peer.send(WHOLE[:peer.port.turn - 1])
    if peer.port.turn > WHOLE_HEAD:
        peer.close()
        return
    await asyncio.sleep(0.005)
    peer.reset()


# --- Answers without an end -----------------------------------------------------------------------------------------

@behaviour("timeout")
async def drips_its_header(peer):
    await peer.drip(answer("200 OK", "X-Slow: " + "s" * 500, "Content-Length: 0"), pause=0.1)


@behaviour(DELIVERED)
async def drips_its_body(peer):
    await peer.send(answer("200 OK", "Content-Length: 500"))
    await peer.drip(b"s" * 500, pause=0.1)


@behaviour(DELIVERED)
async def drips_chunks(peer):
    await peer.send(answer("200 OK", "Transfer-Encoding: chunked"))
    while peer.connected:
        await peer.drip(b"1\r\ns\r\n", pause=0.1)


@behaviour(DELIVERED)
async def promises_more_than_it_sends(peer):
    await peer.send(answer("200 OK", "Content-Length: 100", body=b"few"))
    await peer.gone()


@behaviour(DELIVERED)
async def never_ends_an_answer_without_a_length(peer):
    await peer.send(answer("200 OK", body=b"and so on"))
    await peer.gone()


@behaviour("protocol")
async def sends_a_header_without_end(peer):
    await peer.send(b"HTTP/1.1 200 OK\r\n")
    await peer.flood((b"X-More: " + b"m" * 1000 + b"\r\n") * 16)


@behaviour("protocol")
async def sends_a_header_line_without_end(peer):
    await peer.send(b"HTTP/1.1 200 OK\r\nX-More: ")
    await peer.flood(b"m" * 16384)


@behaviour("protocol")
async def sends_a_status_line_without_end(peer):
    await peer.send(b"HTTP/1.1 200 ")
    await peer.flood(b"O" * 16384)


@behaviour(DELIVERED)
async def sends_a_body_without_end(peer):
    """The status is known; what follows is not needed."""
    await peer.send(answer())
    await peer.flood(b"b" * 32768)


@behaviour("server_error")
async def sends_a_refusal_without_end(peer):
    await peer.send(answer("500 Oops", "Content-Length: 1000000000000"))
    await peer.flood(b"b" * 32768)


@behaviour(DELIVERED)
async def sends_chunks_without_end(peer):
    await peer.send(answer("200 OK", "Transfer-Encoding: chunked"))
    await peer.flood((b"400\r\n" + b"c" * 1024 + b"\r\n") * 32)


@behaviour(DELIVERED)
async def sends_tiny_chunks_without_end(peer):
    await peer.send(answer("200 OK", "Transfer-Encoding: chunked"))
    await peer.flood((b"1;extension=" + b"e" * 80 + b"\r\nc\r\n") * 320)


@behaviour(DELIVERED)
async def sends_trailers_without_end(peer):
    await peer.send(answer("200 OK", "Transfer-Encoding: chunked", body=b"0\r\n"))
    await peer.flood((b"X-More: " + b"m" * 1000 + b"\r\n") * 32)


@behaviour(DELIVERED)
async def promises_a_terabyte(peer):
    await peer.send(answer("200 OK", "Content-Length: 1099511627776", body=b"few"))
    await peer.gone()


@behaviour("protocol")
async def says_100_continue_without_end(peer):
    await peer.flood(b"HTTP/1.1 100 Continue\r\n\r\n" * 100)


@behaviour("protocol")
async def says_103_with_long_headers_without_end(peer):
    await peer.flood(answer("103 Early Hints", "Link: " + "l" * 4000))


# --- Odd answers that are successes ---------------------------------------------------------------------------------

answers("sends_a_body_over_64_kib", answer("200 OK", "Content-Length: 80000", body=b"b" * 80000), DELIVERED)
answers("has_interim_answers", answer("100 Continue") + answer("103 Early Hints", "Link: </a>") + OK, DELIVERED)
answers("has_a_body_with_204", answer("204 No Content", "Content-Length: 5", body=b"hello"), DELIVERED)
answers("speaks_http_1_0", b"HTTP/1.0 200 OK\r\n\r\nhello", DELIVERED, close=True)
answers("ends_its_body_by_closing", answer("200 OK", body=b"hello"), DELIVERED, close=True)
answers("gives_no_reason", b"HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n", DELIVERED)
answers("gives_no_reason_and_no_space", b"HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n", DELIVERED)
answers("folds_a_header", b"HTTP/1.1 200 OK\r\nX-Folded: a\r\n b\r\nContent-Length: 0\r\n\r\n", DELIVERED)
answers("folds_its_length", b"HTTP/1.1 200 OK\r\nContent-Length:\r\n\t0\r\n\r\n", DELIVERED)
answers("ends_lines_with_lf", b"HTTP/1.1 200 OK\nContent-Length: 0\n\n", DELIVERED)
answers("mixes_its_line_ends", b"HTTP/1.1 200 OK\nX: y\r\nContent-Length: 0\n\r\n", DELIVERED)
answers("speaks_http_1_2", b"HTTP/1.2 200 OK\r\nContent-Length: 0\r\n\r\n", DELIVERED)
answers("begins_with_an_empty_line", b"\r\n" + OK, DELIVERED)
answers("has_one_length_twice", answer("200 OK", "Content-Length: 5", "Content-Length: 5", body=b"hello"), DELIVERED)
answers("has_a_header_of_60_kib", answer("200 OK", "X-Long: " + "l" * 61440, "Content-Length: 0"), DELIVERED)
answers("has_many_headers", answer("200 OK", *["X-Many: yes"] * 4000, "Content-Length: 0"), DELIVERED)
answers("has_a_chunk_over_64_bits", answer("200 OK", "Transfer-Encoding: chunked",
                                           body=b"10000000000000001\r\nh"), DELIVERED)
answers("has_a_chunk_without_size", answer("200 OK", "Transfer-Encoding: chunked", body=b"xyz\r\n"), DELIVERED)
answers("sends_a_gzip_bomb", answer("200 OK", "Content-Encoding: gzip", "Content-Length: 10236",
                                    body=gzip.compress(bytes(10_500_000), 9)[:10236].ljust(10236, b"\0")), DELIVERED)
answers("sends_nul_in_its_body", answer("200 OK", "Content-Length: 5", body=b"\0\0\0\0\0"), DELIVERED)
answers("says_202", answer("202 Accepted", "Content-Length: 0"), DELIVERED)
answers("says_299", answer("299 Whatever", "Content-Length: 0"), DELIVERED)
answers("closes_after_each_answer", OK, DELIVERED, close=True)
answers("says_close_and_does_not", answer("200 OK", "Content-Length: 0", "Connection: close"), DELIVERED)


@behaviour(DELIVERED)
async def closes_when_it_is_asked_again(peer):
    """The race of keep-alive: a second request meets a connection that is being closed."""
    await peer.send(OK)
    await peer.asked()
    peer.reset()


# --- Answers that are none ------------------------------------------------------------------------------------------

answers("switches_protocols", answer("101 Switching Protocols", "Upgrade: websocket", "Connection: upgrade"),
        "protocol")
answers("has_length_and_chunks", answer("200 OK", "Content-Length: 5", "Transfer-Encoding: chunked",
                                        body=b"0\r\n\r\n"), "protocol")
answers("has_two_lengths", answer("200 OK", "Content-Length: 0", "Content-Length: 5", body=b"hello"), "protocol")
answers("has_a_negative_length", answer("200 OK", "Content-Length: -1"), "protocol")
answers("has_a_signed_length", answer("200 OK", "Content-Length: +5", body=b"hello"), "protocol")
answers("has_a_length_over_64_bits", answer("200 OK", "Content-Length: 18446744073709551617", body=b"h"), "protocol")
answers("has_a_space_before_the_colon", b"HTTP/1.1 200 OK\r\nContent-Length : 0\r\n\r\n", "protocol")
answers("has_nul_in_its_header", b"HTTP/1.1 200 OK\r\nX-Nul: a\0b\r\nContent-Length: 0\r\n\r\n", "protocol")
answers("has_a_header_over_64_kib", answer("200 OK", "X-Long: " + "l" * 66000, "Content-Length: 0"), "protocol")
answers("begins_with_two_empty_lines", b"\r\n\r\n" + OK, "protocol")
answers("folds_onto_nothing", b"HTTP/1.1 200 OK\r\n folded\r\nContent-Length: 0\r\n\r\n", "protocol")
answers("has_a_bare_cr_in_its_header", b"HTTP/1.1 200 OK\r\nX: a\rb\r\nContent-Length: 0\r\n\r\n", "protocol")
answers("sends_garbage", bytes(range(256)) * 4, "protocol")
answers("sends_empty_lines", b"\r\n" * 200, "protocol", "reset", close=True)
answers("speaks_http_0_9", b"<html>hello</html>\r\n", "protocol", close=True)
answers("speaks_http_2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0", "protocol")
answers("says_it_speaks_http_2", b"HTTP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n", "protocol")
answers("speaks_smtp", b"220 mail.example.com ESMTP\r\n", "protocol", close=True)
answers("echoes_a_request", b"POST /hook HTTP/1.1\r\nContent-Length: 0\r\n\r\n", "protocol")
answers("has_a_status_of_two_digits", b"HTTP/1.1 20 OK\r\nContent-Length: 0\r\n\r\n", "protocol")
answers("has_a_status_of_four_digits", b"HTTP/1.1 2000 OK\r\nContent-Length: 0\r\n\r\n", "protocol")
answers("has_a_negative_status", b"HTTP/1.1 -200 OK\r\nContent-Length: 0\r\n\r\n", "protocol")
answers("has_status_000", b"HTTP/1.1 000 OK\r\nContent-Length: 0\r\n\r\n", "protocol", "timeout", "reset")
answers("has_status_999", answer("999 Negative", "Content-Length: 0"), "server_error", "protocol")


# --- Answers that are refusals --------------------------------------------------------------------------------------

answers("says_404", answer("404 Not Found", "Content-Length: 0"), "rejected")
answers("says_304", answer("304 Not Modified"), "redirect")
answers("forges_a_second_answer", answer("500 Oops", "Content-Length: 0") + OK, "server_error")
answers("forges_many_answers", answer("500 Oops", "Content-Length: 0") + OK * 500, "server_error")


@behaviour("server_error", needs={"retry": {"schedule": ["3s"] * 8}})
async def forges_an_answer_in_advance(peer):
    """A second answer while the connection rests: the next delivery must not take it for its own.

    Whatever comes while a request is under way is its answer, as far as anyone can tell.  So this is done only in the
    pause after the first report, long before the second one and the retries.
    """
    await peer.send(answer("500 Oops", "Content-Length: 0"))
    if peer.port.turn <= EVENTS and not await peer.asked(within=0.25):
        await peer.send(OK)


for asked in ["120", "99999999999999999999999999", "-1", "Fri, 31 Dec 9999 23:59:59 GMT", "soon", "", "1e9",
              "\xff\xfe"]:
    answers(f"says_503_and_retry_after_{asked.encode('latin-1').hex()[:16] or 'nothing'}",
            answer("503 Later", f"Retry-After: {asked}", "Content-Length: 0"), "server_error", "throttled",
            needs={"retry": {"max_retry_after": "300ms"}})

# The path is noted by the canary, which must never see it.
CANARY = b"http://127.0.0.1:CANARY/stolen"
for status in [300, 301, 302, 303, 305, 307, 308]:
    async def redirects(peer, status=status):
        head = f"HTTP/1.1 {status} Elsewhere\r\nContent-Length: 0\r\nLocation: ".encode()
        await peer.send(head + CANARY.replace(b"CANARY", str(peer.canary).encode()) + b"\r\n\r\n")
    redirects.__name__ = f"redirects_with_{status}"
    behaviour("redirect")(redirects)


# --- Under TLS ------------------------------------------------------------------------------------------------------

TLS_RECORD = 16384  # bytes at most


@behaviour("server_error", tls=SERVED)
async def forges_a_second_answer_in_a_tls_record_of_its_own(peer):
    """Both records arrive together; the second may rest in the daemon's TLS layer, where no socket shows it."""
    head = answer("500 Oops", "Content-Length: LENGTH")
    length = TLS_RECORD - len(head) - len(str(TLS_RECORD)) + len("LENGTH")
    await peer.send(head.replace(b"LENGTH", str(length).encode()) + b"b" * length + OK)


@behaviour(DELIVERED, tls=SERVED)
async def begins_a_tls_record_behind_its_answer(peer):
    """The record never ends; a client that reads more than the answer waits for the rest of it."""
    await peer.send_together(OK, b"\x17\x03\x03")


@behaviour(DELIVERED, tls=SERVED)
async def drips_its_body_under_tls(peer):
    await peer.send(answer("200 OK", "Content-Length: 500"))
    await peer.drip(b"s" * 500, pause=0.1)


@behaviour(DELIVERED, tls=SERVED)
async def ends_tls_in_mid_body(peer):
    """TCP ends without TLS having said so."""
    await peer.send(WHOLE[:-2])
    peer.abort()


@behaviour(DELIVERED, tls=SERVED)
async def never_closes_tls_properly(peer):
    await peer.send(WHOLE)
    peer.abort()


# --- Answers before their time --------------------------------------------------------------------------------------

@behaviour(DELIVERED, "protocol", "reset", at_accept=True, alone=True)
async def answers_before_it_is_asked(peer):
    """A success if it is one is told by the same connection; what matters is that nothing hangs or is lost."""
    await peer.send(OK)
    request = await peer.request()
    if request is not None:
        peer.note(request, True, "answers_before_it_is_asked")
    peer.close()


@behaviour("server_error", "reset", "protocol", at_accept=True)
async def refuses_before_it_is_asked(peer):
    """A full server does this: it says 503 and closes with the request unread."""
    peer.stop_reading()
    await peer.send(answer("503 Full", "Content-Length: 0", "Connection: close"))
    await asyncio.sleep(0.01)
    peer.close()
