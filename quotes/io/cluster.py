"""Many articles over the machines of a Dask cluster: in order, in bounded memory, and what is lost is read again.

What a worker runs is `quotes.io.bulk.Reader`, as the processes of one machine do, so that the answers are the same. A
task that fails is tried on another worker; a worker that dies is the scheduler's to notice, and its task goes to
another; a scheduler that was started anew is handed everything that was under way.
"""

from __future__ import annotations

import itertools
import logging
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from quotes.errors import BadInput, ClusterUnavailable
from quotes.io.bulk import CHUNKS_AHEAD, Chunk, Item, Read, Result, chunks
from quotes.io.workers_here import workers_here
from quotes.models import Failure

TRIES = 3
CONNECT_SECONDS = 5.0
RETURN_SECONDS = 300.0  # that a scheduler which went away is waited for
LOOK_SECONDS = 1.0
ALONE_SECONDS = 60.0  # that workers of a run's own may take to start anew
SCHEME = "dask://"

_KILLED = "The workers that read this article were killed, one after the other; it may need more memory than they have."

log = logging.getLogger(__name__)


def address_of(engine: str) -> str:
    """`dask://HOST:PORT` -> `HOST:PORT`, `dask://local` -> `local`; `BadInput` for anything else."""
    address = engine.removeprefix(SCHEME).rstrip("/")
    host, _, port = address.rpartition(":")
    if not engine.startswith(SCHEME) or not (address == "local" or (host and port.isdecimal())):
        raise BadInput(f"--engine {engine} is not known: take dask://HOST:PORT of a scheduler, or dask://local.")
    return address


def spread(articles: Iterable[Item], read: Read, *, engine: str, jobs: int = 1) -> Iterator[Result]:
    """Run `read`, which must be importable on every worker, over chunks; one result an article, in order.

    `engine` is `dask://HOST:PORT`, or `dask://local` for `jobs` workers that live as long as the run. An article
    that three workers cannot read, or whose reading kills them, becomes a `Failure`. Raises `ClusterUnavailable`.
    """
    address = address_of(engine)
    try:
        import distributed  # noqa: F401
    except ImportError:
        raise BadInput(f"--engine {engine} needs an extra; install it: pip install 'quotes[cluster]'.") from None
    some = chunks(articles)
    first = next(some, None)
    if first is None:
        return  # a run that was done already needs no machine
    for name in ("distributed", "distributed.client"):  # what they say of lost connections is said here in a sentence
        logging.getLogger(name).setLevel(logging.CRITICAL)
    with nullcontext(f"tcp://{address}") if address != "local" else workers_here(jobs, TRIES) as scheduler:
        cluster = _Cluster(scheduler, read, own=address == "local")
        try:
            yield from cluster.results(itertools.chain([first], some))
        finally:
            cluster.close()


@dataclass(slots=True)
class _Task:
    """A chunk under way, or what became of it (`done`)."""

    chunk: Chunk
    done: list[Result] | None = None
    tries: int = 0
    avoid: frozenset[str] = frozenset()  # workers that could not do it
    only: frozenset[str] = frozenset()  # the workers that were there and are to do it
    future: Any = None  # None: not handed over yet, which it is when it is the first


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What came back of a task: results, or the error that kept its worker from giving any."""

    results: list[Result] | None = None
    worker: str = ""
    error: str = ""
    killed: bool = False


class _Cluster:
    """A scheduler, as one run uses it."""

    def __init__(self, address: str, read: Read, *, own: bool = False) -> None:
        self._address = address
        self._read = read
        self._own = own  # its workers are this run's own
        self._alone_since: float | None = None
        self._client = self._connected(within=0.0)
        self._room, self._room_until = 0, 0.0
        self._check_workers()

    def close(self) -> None:
        """Leave the scheduler; what is under way there is given up."""
        with suppress(Exception):
            self._client.close(timeout=LOOK_SECONDS)

    def results(self, some: Iterable[Chunk]) -> Iterator[Result]:
        """What was read of chunks, in their order."""
        ahead: deque[_Task] = deque()
        for chunk in some:
            ahead.append(_Task(chunk))
            self._submit([ahead[-1]], ahead)
            while len(ahead) >= self._most_ahead():
                yield from self._first(ahead)
        while ahead:
            yield from self._first(ahead)

    def _first(self, ahead: deque[_Task]) -> list[Result]:
        """The results of the first task, which is taken away; none if articles of it are tried again by themselves."""
        task = ahead[0]
        if task.done is None:
            if task.future is None:
                self._submit([task], ahead)
            outcome = self._wait(ahead)
            task.tries += 1
            results = outcome.results or [_gave_up(item, outcome) for item in task.chunk]
            if outcome.killed:
                again = set(range(len(task.chunk))) if len(task.chunk) > 1 else set()
            else:
                again = {at for at, one in enumerate(results) if _at_fault(task.chunk[at], one)}
            ahead.popleft()
            if again and (outcome.killed or task.tries < TRIES):
                tries = 0 if outcome.killed else task.tries
                avoid = task.avoid | ({outcome.worker} if outcome.worker else frozenset())
                parts = [
                    _Task([item], None, tries, avoid) if at in again else _Task([item], [results[at]])
                    for at, item in enumerate(task.chunk)
                ]
                ahead.extendleft(reversed(parts))
                log.warning("A task failed on a worker; its articles are tried on another.")
                # after a death one by one: Dask blames all that the dead worker had been given, read or not
                self._submit(parts[:1] if outcome.killed else parts, ahead)
                return []
            return results
        return ahead.popleft().done or []

    def _wait(self, ahead: deque[_Task]) -> _Outcome:
        """What became of the first task, however long it takes and however often the scheduler goes away."""
        from distributed.scheduler import KilledWorker

        while True:
            try:
                results, worker, error = ahead[0].future.result(timeout=LOOK_SECONDS)
                return _Outcome(results, worker, error)
            except TimeoutError:
                if self._client.status == "running":
                    self._free(ahead)
                    self._check_company()
                    continue
            except (CancelledError, OSError):
                pass
            except KilledWorker:
                return _Outcome(killed=True)
            except Exception as error:  # the worker could not even begin, or not send what it had
                return _Outcome(error=repr(error))
            self._again(ahead)

    def _submit(self, tasks: Iterable[_Task], ahead: deque[_Task]) -> None:
        """Hand tasks to the scheduler; all that is under way if it has to be found anew."""
        try:
            for task in tasks:
                if task.done is None:
                    self._hand_over(task)
        except (CancelledError, OSError, RuntimeError):
            self._again(ahead)

    def _hand_over(self, task: _Task) -> None:
        task.only = frozenset(self._client.nthreads()) - task.avoid if task.avoid else frozenset()
        where = {"workers": sorted(task.only), "allow_other_workers": True} if task.only else {}
        task.future = self._client.submit(_reading, self._read, list(task.chunk), pure=False, **where)

    def _free(self, ahead: deque[_Task]) -> None:
        """Let whoever is there do the first task, if those that were to do it have gone: Dask may wait for them."""
        task = ahead[0]
        with suppress(CancelledError, OSError, RuntimeError, TimeoutError):
            if task.only and not task.only & frozenset(self._client.nthreads()):
                task.avoid = frozenset()
                self._submit([task], ahead)

    def _check_company(self) -> None:
        """Where no worker is there any more: say so, once; `ClusterUnavailable` where none can come.

        One of this run's own that is killed is started again, but not one that is killed while it is.
        """
        now = time.monotonic()
        with suppress(CancelledError, OSError, RuntimeError, TimeoutError):
            if self._client.nthreads():
                self._alone_since = None
            elif self._alone_since is None:
                self._alone_since = now
                if not self._own:
                    log.warning("No worker is left at %s; one is waited for.", self._address)
        if self._own and self._alone_since is not None and now - self._alone_since > ALONE_SECONDS:
            raise ClusterUnavailable(
                "No worker is left: they were killed, as where memory is short. Take fewer --jobs, and run the same "
                "command again."
            )

    def _again(self, ahead: deque[_Task]) -> None:
        """Find the scheduler anew, and hand it everything that has no answer."""
        log.warning("The scheduler at %s went away; it is waited for.", self._address)
        until = time.monotonic() + RETURN_SECONDS
        while True:
            self.close()
            self._client = self._connected(within=until - time.monotonic())
            try:
                for task in ahead:
                    if task.done is None and (task.future is not None or task is ahead[0]):
                        self._hand_over(task)
                return
            except (CancelledError, OSError, RuntimeError):
                if time.monotonic() > until:
                    raise self._gone() from None

    def _connected(self, *, within: float) -> Any:
        """A client of the scheduler, tried for so many seconds and once at least."""
        from distributed import Client

        until = time.monotonic() + within
        while True:
            try:
                return Client(self._address, timeout=CONNECT_SECONDS, set_as_default=False)
            except (OSError, TimeoutError):
                if time.monotonic() > until:
                    raise self._gone() from None
                time.sleep(LOOK_SECONDS)

    def _gone(self) -> ClusterUnavailable:
        place = self._address.removeprefix("tcp://")
        return ClusterUnavailable(
            f"No Dask scheduler answers at {place}: start one there with `dask scheduler`, or mend the address."
        )

    def _most_ahead(self) -> int:
        """How many tasks are under way at once: what is in memory does not depend on how long the input is."""
        if time.monotonic() > self._room_until:
            with suppress(CancelledError, OSError, RuntimeError):
                self._room = CHUNKS_AHEAD * sum(self._client.nthreads().values())
            self._room_until = time.monotonic() + 5 * LOOK_SECONDS
        return max(CHUNKS_AHEAD, self._room)

    def _check_workers(self) -> None:
        """Whether those who are there can read as this version does; those who come later are not asked."""
        here = version("quotes")
        found = self._client.run(_version, on_error="return")
        for worker, theirs in found.items():
            if theirs != here:
                raise ClusterUnavailable(
                    f"The worker at {worker} cannot read as quotes {here} does ({theirs!r}): "
                    "install the same version there."
                )
        if not found:
            log.warning("No worker has joined the scheduler yet; `dask worker %s` starts one.", self._address)


def _reading(read: Read, chunk: Chunk) -> tuple[list[Result] | None, str, str]:
    """On a worker: what was read, who read it, and the error where nothing was."""
    from distributed import get_worker

    worker = str(get_worker().address)
    try:
        return read(chunk), worker, ""
    except Exception as error:
        return None, worker, repr(error)


def _version() -> str:
    return version("quotes")


def _at_fault(item: Item, result: Result) -> bool:
    """Whether another worker might read what this one could not: it is no fault of the article's."""
    return isinstance(result, Failure) and result.status >= 500 and not isinstance(item, Failure)


def _gave_up(item: Item, outcome: _Outcome) -> Result:
    if isinstance(item, Failure):
        return item
    if outcome.killed:
        return Failure(item.id, "worker-killed", _KILLED, 500)
    return Failure(
        item.id, "internal", f"{TRIES} workers could not read this article ({outcome.error}); report it.", 500
    )
