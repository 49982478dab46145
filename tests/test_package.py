"""The package as a user meets it: what importing it costs, its typing mark, its closed words."""

import os
import subprocess
import sys
from importlib import resources

import pytest

import cleaner
from cleaner import Options

HEAVY = {"trafilatura", "lxml", "bs4", "numpy", "turbohtml", "selectolax", "click", "tqdm"}


def test_import_loads_nothing_heavy():
    code = "import sys, cleaner; print(*sorted({m.partition('.')[0] for m in sys.modules}))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not HEAVY & set(loaded)


def test_typed_mark_is_shipped():
    assert resources.files(cleaner).joinpath("py.typed").is_file()


def test_every_reason_is_one_sentence():
    for name, sentence in cleaner.REASONS.items():
        assert sentence.endswith(".") and len(sentence) < 100, name
        assert cleaner.explain(name) == sentence


@pytest.mark.parametrize(
    ("call", "error", "says"),
    [
        (
            lambda: Options(mode="Gentle"),
            ValueError,
            "mode must be one of .*'gentle'.*'Gentle'",
        ),
        (lambda: Options(second_opinion="nevr"), ValueError, "second_opinion must be .*'always'"),
        (lambda: Options(fast_path=None), ValueError, "fast_path must be .*, not None"),
        (lambda: Options(disabled_rules="clock"), TypeError, "disabled_rules must be a set"),
        (lambda: Options(reference_time="now"), TypeError, "reference_time must be a datetime"),
        (lambda: cleaner.clean("x", options={}), TypeError, "options must be Options, not dict"),
        (lambda: cleaner.clean("x", profile={}), TypeError, "profile must be Profile, not dict"),
        (
            lambda: cleaner.clean("x", options=Options(disabled_rules={"clocks"})),
            ValueError,
            "no rule 'clocks'; there are .*clock",
        ),
        (lambda: cleaner.clean_many("page.html"), TypeError, "several pages, not one str"),
        (lambda: cleaner.clean_many([], options={}), TypeError, "options must be Options"),
        (lambda: cleaner.learn(b"page"), TypeError, "several pages, not one bytes"),
        (lambda: cleaner.learn_sites({"html": "x"}), TypeError, "several pages, not one dict"),
    ],
)
def test_wrong_arguments_are_refused_by_name(call, error, says):
    with pytest.raises(error, match=says):
        call()


def test_names_of_rules_may_come_in_any_collection():
    assert Options(disabled_rules=["clock"]) == Options(disabled_rules=frozenset({"clock"}))


def test_equal_articles_are_one_in_a_set():
    first, again = (cleaner.clean("The ferry stays in port.") for _ in range(2))
    assert len({first, again}) == 1


def test_workers_of_a_program_that_starts_them_anew_say_what_to_do(tmp_path):
    script = tmp_path / "script.py"
    script.write_text("import cleaner\nprint(list(cleaner.clean_many(['a', 'b'], jobs=2)))\n")
    run = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False)
    assert "CleanerError: a worker process ended early" in run.stderr


THREADS_OF_CALLER = """
import numpy
from threadpoolctl import threadpool_info
import cleaner
from cleaner.evidence import html_model

def threads():
    return {pool["filepath"]: pool["num_threads"] for pool in threadpool_info()}

seen = []
forward = html_model._forward
html_model._forward = lambda *args: (seen.append(threads()), forward(*args))[1]
before = threads()
cleaner.clean("<p>The ferry stays in port until Thursday.</p>", kind="html")
assert seen and set(seen[0].values()) == {1}, seen
assert threads() == before, (before, threads())
"""


def test_numpy_that_the_caller_loaded_gets_its_threads_back():
    run = subprocess.run(
        [sys.executable, "-c", THREADS_OF_CALLER],
        env=os.environ | {"OPENBLAS_NUM_THREADS": "2"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
