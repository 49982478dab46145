"""The package as a user meets it: what importing it costs, its typing mark, its closed words."""

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
