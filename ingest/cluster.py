"""Reading on the workers of a Dask cluster, each within the limits of a process of its own.

A Dask worker hands the file on to a bounded process beside it: what a hostile file kills is that process.
The library and the index are written by the one who asked, as with local workers.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from concurrent.futures import Executor, Future
from functools import cache
from typing import Any, TypeVar

from corpus.errors import WrongUse
from ingest.workers import Limits, WorkerLost, Workers

T = TypeVar("T")

CONNECT = 10.0  # seconds to find the scheduler


class Cluster(Executor):
    """The workers that a scheduler knows, as an executor."""

    def __init__(self, address: str, *, limits: Limits, prepare: Callable[[], object]) -> None:
        try:
            from distributed import Client  # an optional package, and a second of imports
        except ImportError as error:
            hint = "Cài thêm: pip install 'tracuu[dask]'."
            raise WrongUse("TRACUU_DASK", "chưa cài gói distributed.", hint) from error
        try:
            self._client: Any = _connect(Client, address)
        except (OSError, ValueError) as error:
            reason = f"không nối được bộ điều phối {address!r} ({type(error).__name__})."
            raise WrongUse("TRACUU_DASK", reason, "Kiểm tra địa chỉ và dask scheduler.") from error
        self._executor = self._client.get_executor(pure=False, retries=1)
        self._limits, self._prepare = limits, pickle.dumps(prepare)

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """A call in a bounded process of some worker; its future raises `WorkerLost` where both died."""
        answer: Future[T] = Future()
        answer.set_running_or_notify_cancel()
        theirs = self._executor.submit(call_bounded, self._limits, self._prepare, fn, *args, **kwargs)
        theirs.add_done_callback(lambda done: _settle(answer, done))
        return answer

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002, RUF100
        self._executor.shutdown(wait=wait and not cancel_futures)
        self._client.close()


def _connect(client: Any, address: str) -> Any:
    return client(address, timeout=CONNECT, set_as_default=False)


def call_bounded(limits: Limits, prepare: bytes, function: Callable[..., T], *arguments: Any) -> T:
    """On the Dask worker: the call in the bounded process beside it, which serves one call after another."""
    return _beside(limits, prepare).submit(function, *arguments).result()


@cache
def _beside(limits: Limits, prepare: bytes) -> Workers:
    return Workers(1, limits=limits, prepare=pickle.loads(prepare))  # noqa: S301  # from our own client


def _settle(answer: Future[T], done: Future[T]) -> None:
    error = done.exception()
    if error is None:
        answer.set_result(done.result())
    elif type(error).__name__ == "KilledWorker":
        reason = "các tiến trình Dask đọc tệp này đều chết."
        answer.set_exception(WorkerLost(reason, "Xem nhật ký của chúng rồi nạp lại với --retry-failed."))
    else:
        answer.set_exception(error)
