"""What hostile input does to a parser, as functions that a worker can import."""

from __future__ import annotations

import ctypes
import os
import sys
import time


def give(value: object) -> object:
    return value


def process_id() -> int:
    return os.getpid()


def run_for_ever() -> None:
    while True:
        pass


def sleep_for_ever() -> None:
    time.sleep(3600)


def fill_memory() -> int:
    return len(b"x" * (8 << 30))


def fill_memory_step_by_step() -> int:
    kept: list[bytearray] = []
    while True:
        kept.append(bytearray(16 << 20))


def crash() -> None:
    ctypes.string_at(0)


def leave() -> None:
    os._exit(3)


def answer_without_end() -> bytes:
    return b"x" * (40 << 20)


def talk() -> str:
    sys.stdout.write("not an answer\n")
    sys.stdout.flush()
    sys.stderr.write("nor this\n")
    return "answer"


def fail(words: str) -> None:
    raise ValueError(words)


def refuse_to_start() -> None:
    raise ImportError("a library is missing")


class Unportable(Exception):
    """An error that cannot be rebuilt from its arguments."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(f"{first} {second}")


def fail_unportably() -> None:
    raise Unportable("một", "hai")
