"""The whole product on text pages, with models that saw no page of the site: honest end figures.

    python -m training.text.endtoend --data FOLDER [--cache FILE] [--folds FILE]

Every page goes through ``cleaner.clean`` as it is; only the model is the one of the other folds.
Writes ``training/text/ENDTOEND.md`` and ``endtoend.png``: the trade-off beside what others make of
the same texts, body lost by language, and which lines the chrome that is left stands in. The scorer
is that of ``benchmarks/gate.py``.
"""

from __future__ import annotations

import argparse
import pickle
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

import cleaner
from benchmarks.gate import scorer, shared_folder
from cleaner import label
from cleaner.evidence import text_model
from training.text import pages, relabel
from training.text.corpus import FOLDS, SETS, build
from training.text.crossval import calibrate, fold_models
from training.text.data import Marked, fold_of, load_set
from training.text.peers import PEERS

HERE = Path(__file__).parent
CUTS = (0.5, 1.1, 1.6, 2.5, 3.4)
"""Log-odds above which a block goes; ``thorough`` is 1.1, ``careful`` 1.6, ``gentle`` 3.4."""
TALLY = ("chrome_left", "chrome", "body_lost", "body", "clean", "documents")
THIN = {
    relabel.SET: 3,
    "text-sites": 6,
    "text-wcxb-near": 4,
    "text-wcxb-full": 6,
    "text-fundus-full": 2,
}
"""Of these sets every so-manieth document is cleaned."""
LENGTHS = (6, 13, 26, 60)
"""Words below which a line is counted with the shorter ones."""
LEAST_DOCUMENTS = 4
"""A language with fewer has no row."""
LABELS = {-1: "free", 0: "body", 1: "chrome", 8: "chrome"}

Cleaned = Callable[[Marked], str]


def by_folds(models: Sequence[text_model.Model], cut: float) -> Cleaned:
    """The product at a cut, for each document with the model that does not know its site."""

    def cleaned(doc: Marked) -> str:
        model = models[fold_of(doc.site, FOLDS)]
        text_model.shipped = lambda: model
        label.THRESHOLDS["text"]["careful"] = cut
        return cleaner.clean(doc.text, kind="text").text

    return cleaned


def tokens(tool: Any, doc: Marked, text: str) -> list[tuple[str, int, bool]]:
    """Label, line and whether it is kept of each token, counted as the scoring tool does."""
    line, at, found = 0, 0, []
    for match in tool.TOKEN.finditer(doc.text):
        line += doc.text.count("\n", at, match.start())
        at = match.start()
        found.append((match.group(), LABELS.get(int(doc.marks[at]), "other"), line))
    kept = tool.kept_mask([word for word, _, _ in found], tool.tokens(text))
    return [(kind, row, bool(k)) for (_, kind, row), k in zip(found, kept, strict=True)]


def tally(found: Sequence[tuple[str, int, bool]]) -> Counter[str]:
    """What is left and lost of one document."""
    left = sum(k for kind, _, k in found if kind == "chrome")
    lost = sum(not k for kind, _, k in found if kind == "body")
    others = any(k for kind, _, k in found if kind == "other")
    kinds = Counter(kind for kind, _, _ in found)
    return Counter(
        chrome_left=left,
        chrome=kinds["chrome"],
        body_lost=lost,
        body=kinds["body"],
        clean=int(not left and not lost and not others),
        documents=1,
    )


def shares(total: Counter[str]) -> tuple[float, float, float]:
    """chrome_left, body_lost and clean_docs."""
    return (
        total["chrome_left"] / max(1, total["chrome"]),
        total["body_lost"] / max(1, total["body"]),
        total["clean"] / max(1, total["documents"]),
    )


def by_length(found: Sequence[tuple[str, int, bool]]) -> Counter[str]:
    """Tokens of chrome, and those left, by the length of their line."""
    lines = Counter(row for _, row, _ in found)
    out: Counter[str] = Counter()
    for kind, row, kept in found:
        if kind == "chrome":
            out[f"all {_length(lines[row])}"] += 1
            out[f"left {_length(lines[row])}"] += kept
    return out


def _length(words: int) -> str:
    return next((f"under {most}" for most in LENGTHS if words < most), f"{LENGTHS[-1]} and more")


def row(*cells: object) -> str:
    texts = [f"{cell:.4f}" if isinstance(cell, float) else str(cell) for cell in cells]
    return "| " + " | ".join(texts) + " |"


def head(*names: str) -> list[str]:
    return [row(*names), "|" + "---|" * len(names)]


def documents(data: Path, name: str) -> list[Marked]:
    """The documents of a set, those labelled by hand, or the pages written for training."""
    if name in pages.SETS:
        return list(pages.load_pages(name))
    found = relabel.by_hand(data) if name == relabel.SET else load_set(data / name)
    return list(found)[:: THIN.get(name, 1)]


def points(
    tool: Any, docs: Sequence[Marked], models: Sequence[text_model.Model]
) -> dict[str, tuple[float, float, float]]:
    """What each cut and each peer gives: chrome_left, body_lost, clean_docs."""
    ways: dict[str, Cleaned] = {f"cut {cut}": by_folds(models, cut) for cut in CUTS}
    for name, peer in PEERS.items():
        ways[name] = lambda doc, peer=peer: peer(doc.text, doc.language)
    found = {}
    for name, way in ways.items():
        total: Counter[str] = Counter()
        for doc in docs:
            total += tally(tokens(tool, doc, way(doc)))
        found[name] = shares(total)
    return found


def closer_look(
    tool: Any, docs: Sequence[Marked], cleaned: Cleaned
) -> tuple[dict[str, Counter[str]], Counter[str]]:
    """Tallies by language, and the chrome that is left by length of line."""
    languages: dict[str, Counter[str]] = {}
    lengths: Counter[str] = Counter()
    for doc in docs:
        found = tokens(tool, doc, cleaned(doc))
        languages.setdefault(doc.language, Counter()).update(tally(found))
        lengths.update(by_length(found))
    return languages, lengths


def language_table(languages: dict[str, Counter[str]]) -> list[str]:
    lines = head("language", "documents", "chrome_left", "body_lost", "clean_docs")
    for name, total in sorted(languages.items()):
        if total["documents"] >= LEAST_DOCUMENTS:
            lines.append(row(name, total["documents"], *shares(total)))
    return lines


def length_table(lengths: Counter[str]) -> list[str]:
    lines = head("words of the line", "words of chrome", "left", "share left")
    for key in [*(f"under {most}" for most in LENGTHS), f"{LENGTHS[-1]} and more"]:
        every, left = lengths[f"all {key}"], lengths[f"left {key}"]
        lines.append(row(key, every, left, left / max(1, every)))
    return lines


def plot(found: dict[str, dict[str, tuple[float, float, float]]], path: Path) -> None:
    """Curves of ours, points of the others, a panel a set."""
    figure = Figure(figsize=(11, 3.2 * ((len(found) + 2) // 3)))
    panels = figure.subplots((len(found) + 2) // 3, 3, squeeze=False).ravel()
    for panel, (name, ways) in zip(panels, found.items(), strict=False):
        ours = [ways[f"cut {cut}"] for cut in CUTS]
        panel.plot([x[1] for x in ours], [x[0] for x in ours], marker=".", label="cleaner")
        for peer, mark in zip(PEERS, "sx^", strict=True):
            panel.plot(ways[peer][1], ways[peer][0], mark, label=peer)
        panel.set(title=name, xlabel="body_lost", ylabel="chrome_left", ylim=(0, 1.02))
    panels[0].legend(fontsize=7)
    for panel in panels[len(found) :]:
        panel.remove()
    figure.tight_layout()
    figure.savefig(path, dpi=90, metadata={"Software": None})


def report(
    found: dict[str, dict[str, tuple[float, float, float]]],
    looks: dict[str, tuple[dict[str, Counter[str]], Counter[str]]],
    cut: float,
) -> str:
    parts = ", ".join(f"1/{n} of {name}" for name, n in THIN.items())
    lines = [
        "# The whole product on texts of sites that its model did not see",
        "",
        f"`careful` is cut {cut}; `gentle` closes no runs, besides.",
        "The peers see the same texts with their lines as paragraphs.",
        f"Of some sets a part is cleaned: {parts}.",
        "",
        *head("set", "way", "chrome_left", "body_lost", "clean_docs"),
    ]
    for name, ways in found.items():
        lines += [row(name, way, *values) for way, values in ways.items()]
    lines += ["", "![trade-off](endtoend.png)", ""]
    for name, (languages, lengths) in looks.items():
        lines += [f"## {name} at cut {cut}", "", *language_table(languages), ""]
        lines += [*length_table(lengths), ""]
    return "\n".join(lines)


def folds(data: Path, cache: Path | None, file: Path | None) -> list[text_model.Model]:
    """Models by fold, from the file if it is there; else trained, and written there."""
    if file and file.exists():
        models: list[text_model.Model] = pickle.loads(file.read_bytes())
        return models
    examples = build(data, cache)
    models = calibrate(examples, fold_models(examples, range(1)))
    if file:
        file.write_bytes(pickle.dumps(models, 4))
    return models


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--folds", type=Path)
    every = [name for name in (*SETS, relabel.SET, *pages.SETS) if name != "text-seed"]
    parser.add_argument("--sets", nargs="+", default=every, choices=every)
    given = parser.parse_args()
    tool, models = scorer(shared_folder()), folds(given.data, given.cache, given.folds)
    cut = label.THRESHOLDS["text"]["careful"]
    found, looks = {}, {}
    for name in given.sets:
        docs = documents(given.data, name)
        if name in ("text-real", *pages.SETS):
            looks[name] = closer_look(tool, docs, by_folds(models, cut))
        found[name] = points(tool, docs, models)
        print(name, found[name], flush=True)
    (HERE / "ENDTOEND.md").write_text(report(found, looks, cut))
    plot(found, HERE / "endtoend.png")


if __name__ == "__main__":
    main()
