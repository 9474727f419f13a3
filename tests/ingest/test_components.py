from __future__ import annotations

import copy
import os

from corpus.errors import DamagedFile
from ingest.components import Batch, Ingest, Job, Stage
from ingest.pipeline import extract
from tests.ingest.builders import as_html, as_text


def test_pipeline_reads_what_the_plain_story_reads() -> None:
    jobs = [Job("a.txt", as_text(), key="a"), Job("b.html", as_html(), key="b")]
    done, failed = Ingest().run(jobs)
    assert not failed
    assert [job.key for job in done] == ["a", "b"]
    assert done[0].extraction == extract(as_text(), source="a.txt")
    assert set(done[0].seconds) == {"read", "clean", "masthead", "outline", "annotate", "passages"}


def test_one_bad_file_stops_nothing() -> None:
    done, failed = Ingest().run([Job("rac.pdf", b"rac"), Job("a.txt", as_text())])
    assert [job.source for job in done] == ["a.txt"]
    assert [(job.source, type(job.problem)) for job in failed] == [("rac.pdf", DamagedFile)]


def test_an_unforeseen_error_is_the_files_problem() -> None:
    result = Stage("clean").run(documents=Batch((Job("a.txt", b""),)))  # out of order: nothing was read
    assert "RuntimeError" in str(result["failed"].jobs[0].problem)


def test_a_batch_copies_as_itself() -> None:
    batch = Batch((Job("a.txt", b"x"),))
    assert copy.deepcopy(batch) is batch


def test_stages_go_to_yaml_and_telemetry_is_off() -> None:
    assert "step: annotate" in Ingest().pipeline.dumps()
    assert os.environ["HAYSTACK_TELEMETRY_ENABLED"] == "False"
