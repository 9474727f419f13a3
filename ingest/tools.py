"""Programs of the system that read what no library does: which are there, how to get them, running them.

A program gets arguments of our naming, a folder of its own, limits on time, memory and output.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import SourceError, TooLarge, UnsupportedType


@dataclass(frozen=True, slots=True)
class Tool:
    """A program, what it is for, and Debian's packages of it."""

    name: str
    purpose: str
    commands: tuple[str, ...]
    packages: str

    @property
    def path(self) -> str | None:
        return next((found for command in self.commands if (found := shutil.which(command))), None)

    @property
    def install(self) -> str:
        return f"sudo apt-get install {self.packages}"


TESSERACT = Tool(
    "tesseract", "nhận dạng chữ trong bản quét", ("tesseract",), "tesseract-ocr tesseract-ocr-vie"
)
ANTIWORD = Tool("antiword", "đọc Word đời cũ (.doc)", ("antiword",), "antiword")
LIBREOFFICE = Tool(
    "libreoffice",
    "đọc RTF, ODT và .doc dùng phông cũ",
    ("soffice", "libreoffice"),
    "libreoffice-writer-nogui",
)
TOOLS = (TESSERACT, ANTIWORD, LIBREOFFICE)


def installed(tool: Tool) -> bool:
    """Whether a program can be run; Tesseract counts only with its Vietnamese data."""
    return tool.path is not None and (tool is not TESSERACT or "vie" in ocr_languages())


def ocr_languages() -> frozenset[str]:
    """The languages that Tesseract can read."""
    if TESSERACT.path is None:
        return frozenset()
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command
            [TESSERACT.path, "--list-langs"], capture_output=True, timeout=20, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return frozenset()
    return frozenset((done.stdout + done.stderr).decode("utf-8", errors="replace").split())


@dataclass(frozen=True, slots=True)
class Limits:
    """What a program may use."""

    seconds: float
    memory: int  # bytes of address space
    output: int = 256_000_000  # bytes of any one file, its printed output included


@dataclass(frozen=True, slots=True)
class Outcome:
    code: int
    stdout: bytes
    stderr: str


def require(tool: Tool, *, source: str, kind: str) -> str:
    """The path of a program; raises with the one line that installs it."""
    if tool.path is None:
        raise UnsupportedType(
            source, f"{kind} cần {tool.name} để đọc, máy này chưa có.", f"Cài: {tool.install}"
        )
    return tool.path


def run(
    tool: Tool, options: Sequence[str], *, folder: Path, limits: Limits, source: str, kind: str
) -> Outcome:
    """Run a program in a folder until it ends or uses too much; raises when it does, or is not there."""
    command = [*_limited(limits), require(tool, source=source, kind=kind), *options]
    printed, complaints = folder / "stdout", folder / "stderr"
    with printed.open("wb") as stdout, complaints.open("wb") as stderr:
        process = subprocess.Popen(  # noqa: S603 - options are ours, files are named by us
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=stdout, stderr=stderr,
            env=_environment(folder), start_new_session=True,
        )  # fmt: skip
        try:
            code = process.wait(limits.seconds)
        except subprocess.TimeoutExpired as error:
            reason = f"{tool.name} đọc quá {limits.seconds:.0f} giây."
            raise SourceError(source, reason, "Hãy lưu tệp thành .docx rồi thử lại.") from error
        finally:
            _end(process)
    if printed.stat().st_size >= limits.output // 512 * 512:
        raise TooLarge(source, f"{tool.name} cho ra quá nhiều chữ.", "Hãy tách tệp.")
    return Outcome(code, printed.read_bytes(), complaints.read_text("utf-8", errors="replace")[:4000])


def _environment(folder: Path) -> dict[str, str]:
    """Nothing of ours but where programs are found; a UTF-8 locale, or names and letters turn into "?"."""
    path = os.environ.get("PATH", os.defpath)
    return {
        "PATH": path,
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LC_ALL": "C.UTF-8",
        "OMP_THREAD_LIMIT": "1",
    }


# Set before the program starts, so that whatever it starts in turn has them too; where the system has no such
# limit, time alone is limited. The program and its options are arguments, never part of this text.
_SET_LIMITS = 'for kind in v f t; do ulimit -$kind "$1" 2>/dev/null; shift; done; exec "$@"'


def _limited(limits: Limits) -> list[str]:
    """What stands before a command to limit it: kB of address space, blocks of 512 bytes, seconds."""
    most = (limits.memory // 1024, limits.output // 512, int(limits.seconds) + 1)
    return ["/bin/sh", "-c", _SET_LIMITS, "sh", *map(str, most)]


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program with everything that it started."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except OSError:
        return  # it has ended, and left nothing behind
    finally:
        process.wait()
