"""The process that parses: it does one call after another for `ingest.workers`.

Hostile input may hang it, kill it or fill its memory; only this process dies of it. A worker loads what the
functions that it is sent import, nothing more.
"""

from __future__ import annotations

import contextlib
import enum
import os
import pickle
import resource
import signal
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

MEGABYTE = 1 << 20
GRACE = 5  # seconds that the owner has to end a slow worker before it ends itself
MANY_LEFT = 0.5  # of the memory limit still held after a call: time for a fresh process


@dataclass(frozen=True, slots=True)
class Limits:
    """What one call may use: seconds, bytes of memory beyond what the worker starts with, bytes of answer."""

    seconds: float = 600.0
    memory: int = 2048 * MEGABYTE
    output: int = 256 * MEGABYTE


class Ending(enum.Enum):
    """How a call ended."""

    DONE = enum.auto()
    RAISED = enum.auto()
    OUT_OF_MEMORY = enum.auto()
    TOO_MUCH_OUTPUT = enum.auto()


@dataclass(frozen=True, slots=True)
class Call:
    """`function(*arguments)`; sent as a pickle, so the function is one that can be imported."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The value or the exception of a call; after the `last` one the worker ends."""

    ending: Ending
    value: Any = None
    last: bool = False


def main(descriptor: int) -> None:
    """Prepare, say so, then answer calls until nobody asks any more."""
    connection = Connection(descriptor)
    limits, prepare = connection.recv()
    if prepare:
        prepare.function(*prepare.arguments)
    _keep_quiet()
    _limit(limits)
    connection.send(None)
    with contextlib.suppress(EOFError, BrokenPipeError):
        is_last = False
        while not is_last:
            message, is_last = _next_answer(connection, limits)
            connection.send_bytes(message)


def _keep_quiet() -> None:
    """What parsers print goes nowhere: it would break into the owner's progress."""
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)


def _limit(limits: Limits) -> None:
    """Hold memory to a margin over what is in use now; no core file of a crash."""
    most = _memory(0) + limits.memory
    resource.setrlimit(resource.RLIMIT_AS, (most, resource.getrlimit(resource.RLIMIT_AS)[1]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _memory(column: int) -> int:
    """Bytes of address space (column 0) or in memory (column 1); 0 on systems that do not tell."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[column]) * resource.getpagesize()
    except OSError:
        return 0


def _next_answer(connection: Connection[Any, Any], limits: Limits) -> tuple[bytes, bool]:
    try:
        return _answer(connection.recv_bytes(), limits)
    except MemoryError:
        return pickle.dumps(Answer(Ending.OUT_OF_MEMORY, last=True)), True


def _answer(request: bytes, limits: Limits) -> tuple[bytes, bool]:
    """The answer to one call, and whether it is the last; the alarm ends a call that nobody waits for."""
    before = _memory(1)
    signal.alarm(int(limits.seconds) + GRACE)
    try:
        answer = _called(request)
        is_last = answer.last or _memory(1) - before > MANY_LEFT * limits.memory
        message = pickle.dumps(Answer(answer.ending, answer.value, is_last))
    finally:
        signal.alarm(0)
    if len(message) > limits.output:
        return pickle.dumps(Answer(Ending.TOO_MUCH_OUTPUT, len(message), last=True)), True
    return message, is_last


def _called(request: bytes) -> Answer:
    try:
        call: Call = pickle.loads(request)  # noqa: S301  # from the process that started this one
        return Answer(Ending.DONE, call.function(*call.arguments))
    except MemoryError:
        raise
    except Exception as error:
        return Answer(Ending.RAISED, _portable(error))


def _portable(error: Exception) -> Exception:
    """The error, or its words where it does not survive the way between processes."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301  # our own bytes
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
