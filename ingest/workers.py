"""A pool of processes that parse under limits: a killed, hung or greedy parser is an answer, not a crash.

Each call runs in a worker (`ingest.worker`), a program that starts from nothing, never a fork. What breaks a
limit ends its worker; the next call gets a new one. In a `ProcessPoolExecutor` one death costs all calls that
are under way, here it costs one.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from corpus.errors import SourceError, TooLarge
from ingest.worker import MEGABYTE, Answer, Call, Ending, Limits

T = TypeVar("T")

__all__ = ["Limits", "WorkerLost", "Workers"]

START = 180.0  # seconds to import and prepare
_ROOT = str(Path(__file__).parent.parent)
_ENVIRONMENT = {
    **dict.fromkeys(  # a process a core: threads beside them only take turns
        (
            "OMP_NUM_THREADS",
            "OMP_THREAD_LIMIT",
            "OPENBLAS_NUM_THREADS",
            "MKL_NUM_THREADS",
            "MALLOC_ARENA_MAX",
        ),
        "1",
    ),
    "TOKENIZERS_PARALLELISM": "false",
}
_PROGRAM = "import sys; from ingest.worker import main; main(int(sys.argv[1]))"


class WorkerLost(Exception):
    """A call that broke a limit or its worker; `problem` tells it of a document."""

    def __init__(self, reason: str, hint: str, kind: type[SourceError] = SourceError) -> None:
        super().__init__(reason, hint, kind)
        self.reason, self.hint, self.kind = reason, hint, kind

    def problem(self, source: str) -> SourceError:
        return self.kind(source, self.reason, self.hint)


@dataclass(frozen=True, slots=True)
class _Task:
    future: Future[Any]
    call: Call


class Workers(Executor):
    """`count` worker processes that start with the first call (or `start`), each with `prepare()` done once.

    with Workers(2, limits=Limits(seconds=60)) as workers:
        extraction = workers.submit(extract, data, "bao-cao.pdf").result()
    """

    def __init__(
        self, count: int = 1, *, limits: Limits | None = None, prepare: Callable[[], object] | None = None
    ) -> None:
        self._count, self._limits = count, limits or Limits()
        self._prepare = Call(prepare) if prepare else None
        self._tasks: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._workers: set[_Worker] = set()
        self._lock, self._closed = threading.Lock(), False

    def start(self) -> None:
        """Start the processes before there is work: their imports then run beside the caller's."""
        with self._lock:
            while len(self._threads) < self._count and not self._closed:
                thread = threading.Thread(target=self._serve, daemon=True, name="tracuu-worker")
                self._threads.append(thread)
                thread.start()

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """A call of an importable function; its future raises `WorkerLost` where it broke a limit."""
        if kwargs:
            raise TypeError("a call in a worker takes positional arguments")
        if self._closed:
            raise RuntimeError("the workers are shut down")
        self.start()
        task = _Task(Future(), Call(fn, args))
        self._tasks.put(task)
        return task.future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002, RUF100
        """End the workers when the calls are done; with `cancel_futures` at once."""
        with self._lock:
            self._closed = True
        if cancel_futures:
            self._cancel()
        for _ in self._threads:
            self._tasks.put(None)
        for thread in self._threads if wait else ():
            thread.join()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.shutdown(cancel_futures=error is not None)

    def _cancel(self) -> None:
        with contextlib.suppress(queue.Empty):
            while True:
                if task := self._tasks.get_nowait():
                    task.future.cancel()
        with self._lock:
            for worker in self._workers:
                worker.kill()

    def _serve(self) -> None:
        """The loop of a thread that owns one worker at a time."""
        worker = self._started()
        while task := self._tasks.get():
            if task.future.set_running_or_notify_cancel():
                worker = worker if worker.is_alive() else self._replaced(worker)
                _settle(task.future, worker, task.call)
        self._replaced(worker, again=False)

    def _started(self) -> _Worker:
        worker = _Worker(self._limits, self._prepare)
        with self._lock:
            self._workers.add(worker)
        return worker

    def _replaced(self, worker: _Worker, *, again: bool = True) -> _Worker:
        worker.kill()
        with self._lock:
            self._workers.discard(worker)
        return self._started() if again and not self._closed else worker


def _settle(future: Future[Any], worker: _Worker, call: Call) -> None:
    try:
        result = worker.call(call)
    except BaseException as error:
        future.set_exception(error)
    else:
        future.set_result(result)


class _Worker:
    """One process and the line to it."""

    def __init__(self, limits: Limits, prepare: Call | None) -> None:
        self._limits, self._ready, self._spent = limits, False, False
        self._line, theirs = Pipe()
        self._process = _start(theirs)
        theirs.close()
        with contextlib.suppress(OSError):  # a process that is dead already is found out by its first call
            self._line.send((limits, prepare))

    def is_alive(self) -> bool:
        return not self._spent and self._process.poll() is None

    def call(self, call: Call) -> Any:
        self._wait_until_ready()
        try:
            self._line.send_bytes(pickle.dumps(call))
            if not self._line.poll(self._limits.seconds):
                raise self._too_slow()
            # the answer of a broken parser may be endless: the length stands before it
            answer: Answer = pickle.loads(self._line.recv_bytes(self._limits.output + MEGABYTE))  # noqa: S301
        except (EOFError, OSError) as error:
            raise self._died() from error
        self._spent = answer.last
        return self._value(answer)

    def _wait_until_ready(self) -> None:
        if self._ready:
            return
        try:
            is_up = self._line.poll(START)
            self._ready = is_up and self._line.recv() is None
        except (EOFError, OSError):
            is_up = False
        if not is_up:
            self.kill()
            raise BrokenProcessPool("tiến trình đọc tài liệu không khởi động được; xem lỗi phía trên.")

    def _value(self, answer: Answer) -> Any:
        match answer.ending:
            case Ending.RAISED:
                raise answer.value
            case Ending.OUT_OF_MEMORY:
                raise self._too_big()
            case Ending.TOO_MUCH_OUTPUT:
                reason = f"kết quả đọc quá lớn ({answer.value // MEGABYTE} MB)."
                raise WorkerLost(reason, "Hãy tách tệp thành nhiều phần.", TooLarge)
        return answer.value

    def _too_big(self) -> WorkerLost:
        reason = f"cần hơn {self._limits.memory // MEGABYTE} MB bộ nhớ để đọc."
        return WorkerLost(reason, "Hãy tách tệp, hoặc tăng TRACUU_READ_MEMORY_MB.", TooLarge)

    def _too_slow(self) -> WorkerLost:
        self.kill()
        reason = f"đọc quá {self._limits.seconds:g} giây nên đã bị dừng."
        return WorkerLost(
            reason, "Hãy tách tệp, hoặc tăng TRACUU_READ_SECONDS rồi chạy lại với --retry-failed."
        )

    def _died(self) -> WorkerLost:
        self.kill()
        code = self._process.wait()
        how = signal.Signals(-code).name if code < 0 else f"mã {code}"
        how += ", có thể vì thiếu bộ nhớ" if code in (-signal.SIGABRT, -signal.SIGKILL) else ""
        return WorkerLost(
            f"tiến trình đọc tệp này chết đột ngột ({how}).", "Tệp có thể hỏng; hãy mở và lưu lại tệp."
        )

    def kill(self) -> None:
        """End the process with the programs that it started."""
        self._spent = True
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


def _start(theirs: Connection[Any, Any]) -> subprocess.Popen[bytes]:
    path = os.pathsep.join(filter(None, (_ROOT, os.environ.get("PYTHONPATH"))))
    return subprocess.Popen(  # noqa: S603  # this interpreter, our own module
        [sys.executable, "-P", "-c", _PROGRAM, str(theirs.fileno())],
        pass_fds=[theirs.fileno()],
        env={**os.environ, **_ENVIRONMENT, "PYTHONPATH": path},
        start_new_session=True,  # ended with all that it started, and not by an interrupt from the keyboard
    )
