"""Many processes: the order, the memory, and a process that is killed."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from quotes.errors import TooSlow, fault
from quotes.io.bulk import CHUNK_ARTICLES, CHUNKS_AHEAD, Reader, chunks, spread
from quotes.models import Document, Extraction, Failure, RawArticle

JOBS = 2


def shout(chunk):
    """A reader that needs no model: the text in capitals. "poison" kills its process."""
    results = []
    for item in chunk:
        if isinstance(item, RawArticle) and item.text == "poison":
            os.kill(os.getpid(), signal.SIGKILL)
        results.append(item if isinstance(item, Failure) else Extraction(Document(item.id, item.text.upper())))
    return results


def named(result):
    return (result.id, result.code) if isinstance(result, Failure) else (result.document.id, result.document.text)


def numbered(count):
    return [RawArticle(text=f"text {number}", id=str(number)) for number in range(count)]


def test_results_come_in_order_with_failures_in_their_places():
    items = [*numbered(40), Failure("broken", "bad-input", "It is broken."), *numbered(3)]
    results = [named(result) for result in spread(items, shout, jobs=JOBS)]
    expected = [(str(number), f"TEXT {number}") for number in range(40)]
    assert results == [*expected, ("broken", "bad-input"), *expected[:3]]


def test_an_article_that_kills_its_process_is_reported_and_no_other_is_lost(caplog):
    items = numbered(70)
    items[20] = RawArticle(text="poison", id="20")
    results = [named(result) for result in spread(items, shout, jobs=JOBS)]
    assert results == [("20", "worker-killed") if n == 20 else (str(n), f"TEXT {n}") for n in range(70)]
    assert "killed" in caplog.text


def test_no_more_of_the_input_is_taken_than_the_processes_have_to_do():
    taken = 0

    def counted():
        nonlocal taken
        for item in numbered(1000):
            taken += 1
            yield item

    results = spread(counted(), shout, jobs=1)
    next(results)
    assert taken <= CHUNK_ARTICLES * (CHUNKS_AHEAD + 1)
    results.close()


def test_chunks_are_cut_by_number_and_by_length():
    assert [len(chunk) for chunk in chunks(numbered(2 * CHUNK_ARTICLES + 1))] == [CHUNK_ARTICLES, CHUNK_ARTICLES, 1]
    long = [RawArticle(html="x" * 150_000), RawArticle(text="x" * 150_000), RawArticle(text="y")]
    assert [len(chunk) for chunk in chunks(long)] == [2, 1]


def test_a_fault_in_one_article_does_not_end_the_reading(monkeypatch):
    class Broken:
        def stream(self, items):
            raise RecursionError("too deep")

    monkeypatch.setattr("quotes.io.bulk.extractor", lambda model, max_chars: Broken())
    results = list(Reader().stream([RawArticle(text="a", id="1"), Failure("2", "x", "y")]))
    assert [result.code for result in results] == ["internal", "x"]
    assert results[0].message == fault("reading")


ARTICLES = [
    RawArticle(
        text=f"“We shall see {number} ships,” said Olga Mar{number}. “{number} more,” she added.", id=str(number)
    )
    for number in range(20)
]


@pytest.mark.parametrize("jobs", [2, 3])
def test_the_answers_do_not_depend_on_the_number_of_processes(jobs):
    alone = [result.as_dict() for result in Reader().stream(ARTICLES)]
    assert [result.as_dict() for result in Reader(jobs=jobs).stream(ARTICLES)] == alone
    assert alone[7]["quotes"][0]["speaker"]["mention"]["text"] == "Olga Mar7"


def alive(pid):
    with contextlib.suppress(OSError):
        return " Z " not in Path(f"/proc/{pid}/stat").read_text()
    return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="Processes are looked at in /proc, as Linux has it.")
def test_no_process_outlives_the_one_that_was_asked():
    program = (
        "from quotes.io.bulk import spread\n"
        "from tests.cli.test_bulk import numbered, report_and_wait\n"
        "for _ in spread(numbered(40), report_and_wait, jobs=2): pass\n"
    )
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]) as asked:
        workers = {int(asked.stdout.readline()) for _ in range(2)}
        assert all(map(alive, workers))
        asked.kill()
    deadline = time.monotonic() + 20
    while any(map(alive, workers)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(alive, workers))


def report_and_wait(chunk):
    os.write(1, f"{os.getpid()}\n".encode())  # in one piece: two processes write here
    time.sleep(60)


def doze(chunk):
    """A reader that needs no model; "doze" takes it a minute."""
    if any(item.text == "doze" for item in chunk):
        time.sleep(60)
    return shout(chunk)


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_article_over_its_seconds_is_a_failure_and_no_other_is_lost(jobs):
    items = numbered(40)
    items[20] = RawArticle(text="doze", id="20")
    results = [named(result) for result in spread(items, doze, jobs=jobs, seconds=3)]
    assert results == [("20", "timeout") if n == 20 else (str(n), f"TEXT {n}") for n in range(40)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_command_line_gives_up_an_article_after_its_seconds(jobs, tmp_path):
    hog = "“We shall see ships,” said Olga Mar, and Ann Lee (“the other”) and “he” said “so”.\n" * 20_000
    lines = [{"id": "a", "text": ARTICLES[0].text}, {"id": "hog", "text": hog}, {"id": "b", "text": ARTICLES[1].text}]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "quotes.cli", "extract", "in.jsonl", "--jobs", str(jobs)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "QUOTES_ARTICLE_TIMEOUT": "8"},
        capture_output=True,
        text=True,
        timeout=300,
    )
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1, done.stderr
    assert [("error" in one and one["error"]["code"]) or len(one["quotes"]) for one in found] == [2, "timeout", 2]
    assert "QUOTES_ARTICLE_TIMEOUT" in found[1]["error"]["message"]


@pytest.mark.parametrize("options", [(), ("--jobs", "2"), ("--engine", "dask://local")])
def test_a_users_own_module_is_not_taken_for_pythons(options, tmp_path):
    """In a folder with a `signal.py` each process ran that, ended, and was said to need more memory."""
    if options[:1] == ("--engine",):
        pytest.importorskip("distributed", reason="needs Dask: pip install 'quotes[cluster]'")
    command, here = tmp_path / "bin" / "main.py", tmp_path / "here"
    for folder in (command.parent, here):
        folder.mkdir()
    command.write_text("if __name__ == '__main__':\n    from quotes.cli import main\n    main()\n")
    (here / "signal.py").write_text("raise SystemExit('a user’s own')", encoding="utf-8")
    (here / "a.txt").write_text(ARTICLES[0].text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(command), "extract", "a.txt", *options],
        cwd=here,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)["quotes"]) == 2
    assert done.stderr == ""


def test_a_large_page_is_turned_into_a_document_within_the_seconds_too():
    page = RawArticle(html="<article>" + "<p>Ann Lee said it was <b>so</b>.</p>" * 5_000 + "</article>")
    with pytest.raises(TooSlow, match=r"0\.001 s"):
        Reader(seconds=0.001).document(page)
    assert Reader(seconds=100).document(page).text.startswith("Ann Lee said it was so.")
