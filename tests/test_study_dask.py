"""A sweep on a Dask cluster: the same rows, though a worker dies on the way."""

from __future__ import annotations

import os
import signal
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from distributed import LocalCluster
from typer.testing import CliRunner

from realloc.case.load import load_folder
from realloc.cli.app import app
from realloc.study import sweep
from realloc.study.axes import read_axes
from realloc.workers import Crew, crew, local

EXAMPLE = Path(__file__).parent.parent / "scenarios" / "phetchaburi-2564"
VARY = "calendar.decision=2021-06-01..2021-06-20"


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    """A real scheduler with two workers, each a process of its own."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the cluster's own
        with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as two:
            yield two


@pytest.mark.filterwarnings("ignore")
def test_a_worker_that_dies_loses_and_doubles_nothing(cluster):
    raw = load_folder(EXAMPLE)
    axes = read_axes([VARY], raw, raw.case(), ())
    question = sweep.Question.of(raw, "base", (), axes)
    count = sweep.size(axes, paired=False)
    points = list(sweep.points(question, axes, paired=False))
    rows = []
    with crew(dask=cluster.scheduler_address) as able:
        assert len(able.executor._client.nthreads()) == 2  # type: ignore[attr-defined]
        for row in sweep.rows(question, points, able, count):
            rows.append(row)
            if len(rows) == 3:
                os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)
    assert [row.number for row in rows] == list(range(1, count + 1))
    assert rows == list(sweep.rows(question, points, Crew(local(1), 1), count))


@pytest.mark.filterwarnings("ignore")
def test_the_command_line_works_on_a_cluster(cluster, tmp_path):
    files = [tmp_path / "here.csv", tmp_path / "there.csv"]
    for file, more in zip(files, (["--workers", "1"], ["--dask", cluster.scheduler_address]), strict=True):
        vary = ["--vary", "covid.cap=5,50", "--vary", "scenario=base,cap-50"]
        result = CliRunner().invoke(app, ["sweep", str(EXAMPLE), *vary, "-o", str(file), *more])
        assert result.exit_code == 0
    assert files[0].read_bytes() == files[1].read_bytes()
