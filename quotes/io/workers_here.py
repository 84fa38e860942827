"""Dask workers of this machine, started for one run and ended with it."""

from __future__ import annotations

import logging
import signal
from collections.abc import Iterator
from contextlib import contextmanager

from quotes.errors import ClusterUnavailable
from quotes.io.workers import SAFE_PATH, blind_to_this_folder, deaf_to


@contextmanager
def workers_here(jobs: int, tries: int) -> Iterator[str]:
    """The address of a scheduler with so many workers, which gives an article to so many one after the other.

    Raises `ClusterUnavailable` where they do not start.
    """
    import dask
    from distributed import LocalCluster

    safe_path = f"distributed.nanny.pre-spawn-environ.{SAFE_PATH}"  # of a worker that takes the place of another
    with dask.config.set({"distributed.scheduler.allowed-failures": tries - 1, safe_path: "1"}):
        try:
            # a terminal sends Ctrl-C to the workers too, and they are needed to the end
            with blind_to_this_folder(), deaf_to(signal.SIGINT):
                local = LocalCluster(
                    n_workers=jobs,
                    threads_per_worker=1,
                    host="127.0.0.1",
                    dashboard_address=None,
                    scheduler_kwargs={"dashboard_address": "127.0.0.1:0"},  # else its port is 8787, or a warning
                    worker_dashboard_address=None,
                    silence_logs=logging.CRITICAL,
                )
        except RuntimeError as error:
            raise ClusterUnavailable(
                f"A worker ended while it was started ({error}): there may be too little memory for --jobs {jobs}; "
                "take fewer, and run the same command again."
            ) from error
        with local as cluster:
            yield str(cluster.scheduler_address)
