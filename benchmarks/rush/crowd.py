"""People who press the button: a small HTTP client that keeps its connection, and no more than that."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

FOUND = 302


@dataclass(frozen=True, kw_only=True, slots=True)
class Visitor:
    """A person who is signed in: the cookies that say so."""

    session: str
    csrf: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """The status of an answer, and how many seconds it took."""

    status: int
    seconds: float


class Phone:
    """One connection to the web server."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None

    async def sign_up(self, visitor: Visitor, activity: str) -> Answer:
        """Send the form as the page does, and read the answer to its end."""
        if self.writer is None or self.reader is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        body = urlencode({"csrfmiddlewaretoken": visitor.csrf}).encode()
        head = (
            f"POST /activities/{activity}/sign-up/ HTTP/1.1\r\n"
            f"Host: localhost:{self.port}\r\n"
            f"Cookie: sessionid={visitor.session}; csrftoken={visitor.csrf}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        began = time.perf_counter()
        self.writer.write(head.encode() + body)
        return Answer(status=await _answer(self.reader), seconds=time.perf_counter() - began)

    def close(self) -> None:
        """Hang up."""
        if self.writer is not None:
            self.writer.close()


async def _answer(reader: asyncio.StreamReader) -> int:
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    lines = head.lower().split("\r\n")
    length = next((int(line.split(":")[1]) for line in lines if line.startswith("content-length:")), 0)
    if length:
        await reader.readexactly(length)
    return int(lines[0].split()[1])


async def race(port: int, visitors: Sequence[Visitor], activity: str) -> tuple[list[Answer], float]:
    """Everybody presses at once, each on a connection of their own; the answers, and when the last came."""
    phones = [Phone(port) for _ in visitors]
    began = time.perf_counter()
    pairs = zip(phones, visitors, strict=True)
    answers = await asyncio.gather(*(phone.sign_up(visitor, activity) for phone, visitor in pairs))
    lasted = time.perf_counter() - began
    for phone in phones:
        phone.close()
    return answers, lasted


async def stream(port: int, visitors: Sequence[Visitor], activity: str, *, clients: int) -> tuple[list[Answer], float]:
    """`clients` connections sign one visitor after another up, until all are; the answers, and how long it took."""
    waiting, answers = iter(visitors), list[Answer]()

    async def client() -> None:
        phone = Phone(port)
        for visitor in waiting:
            answers.append(await phone.sign_up(visitor, activity))
        phone.close()

    began = time.perf_counter()
    await asyncio.gather(*(client() for _ in range(clients)))
    return answers, time.perf_counter() - began
