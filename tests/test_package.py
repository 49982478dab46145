"""The package as a user meets it: what importing it costs, its typing mark, its closed words."""

import os
import subprocess
import sys
from importlib import resources

import cleaner

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
