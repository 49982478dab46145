"""What the labeller does on pages of sites it does not know, without training anything:

``python -m training.html.unseen DATA_FOLDER LOGITS_NPZ [TOPIC...]``.

LOGITS_NPZ is what ``training.html.train --logits`` wrote. Topics, all unless named: ``calibration``
(also writes ``calibration.png``), ``threshold``, ``context``, ``errors``, ``sites``. Prints tables.
"""

from __future__ import annotations

import argparse
import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure

from cleaner.evidence.html_model import doubt
from training.html.dataset import Example, examples
from training.html.labels import tokens
from training.html.scores import page_score, summary

SETS = ("html-wcxb", "html-fundus", "html-sites")
HERE = Path(__file__).parent
_CLIP = 8.0
_FEWEST_PAGES = 3
_COSTS = (0.0, 0.5, 1.0, 2.0)
Score = tuple[float | None, float | None, float, float]


@dataclass(frozen=True)
class Seen:
    """A page with the logits of models that do not know its site."""

    page: Example
    logits: np.ndarray

    @property
    def kept(self) -> np.ndarray:
        return self.logits > 0


def load(data: Path, logits: Path) -> list[Seen]:
    """All pages of the sets. Raises ``ValueError`` if the reader has changed since."""
    found = []
    with np.load(logits) as stored:
        for page in itertools.chain.from_iterable(examples(data / name) for name in SETS):
            values = stored[f"{page.dataset}/{page.name}"]
            if len(values) != len(page.labels):
                raise ValueError(f"{page.name} has other blocks now; run training.html.train")
            found.append(Seen(page, np.clip(values, -_CLIP, _CLIP)))
    return found


def by_set(pages: Iterable[Seen]) -> dict[str, list[Seen]]:
    found: dict[str, list[Seen]] = {name: [] for name in SETS}
    for seen in pages:
        found[seen.page.dataset].append(seen)
    return found


def row(cells: Iterable[object]) -> str:
    return "| " + " | ".join(f"{c:.4f}" if isinstance(c, float) else str(c) for c in cells) + " |"


def header(*cells: str) -> str:
    return row(cells) + "\n" + row("---" for _ in cells)


# Calibration


def calibration(pages: list[Seen]) -> None:
    """How often blocks with a given probability are body, and what sure pages reach."""
    print(header("set", "probability", "blocks", "mean", "body", "off by (all bins)"))
    figure = Figure(figsize=(10, 4.5))
    left, right = figure.subplots(1, 2)
    for name, part in by_set(pages).items():
        chance = np.concatenate([1 / (1 + np.exp(-s.logits)) for s in part])
        body = np.concatenate([s.page.labels for s in part])
        place = np.minimum((chance * 10).astype(int), 9)
        bins = [(place == number).nonzero()[0] for number in range(10)]
        off = sum(abs(chance[b].sum() - body[b].sum()) for b in bins) / len(body)
        for number, b in enumerate(bins):
            span = f"{number / 10}-{(number + 1) / 10}"
            print(row([name, span, len(b), float(chance[b].mean()), float(body[b].mean()), off]))
        left.plot(
            [chance[b].mean() for b in bins], [body[b].mean() for b in bins], "o-", label=name
        )
        points = page_points(part)
        right.plot([p[0] for p in points], [p[1] for p in points], "o-", label=name)
    _finish(left, "probability of body", "share that is body", 0.0)
    _finish(right, "signs of doubt on the page (sixths of the pages)", "word F1", None)
    figure.tight_layout()
    figure.savefig(HERE / "calibration.png", dpi=100, metadata={"Software": None})


def _finish(axes, x: str, y: str, start: float | None) -> None:
    if start is not None:
        axes.plot([start, 1], [start, 1], color="grey", linewidth=0.8)
    axes.set(xlabel=x, ylabel=y)
    axes.legend()


def page_points(part: list[Seen]) -> list[tuple[float, float]]:
    """Sixths of the pages by the share of text that is unsure: its mean and the mean word F1."""
    pairs = []
    for seen in part:
        sizes = np.array([len(text) for text in seen.page.texts])
        pairs.append((doubt(seen.logits, sizes)[0], page_score(seen.page, seen.kept)[3]))
    parts = np.array_split(np.array(sorted(pairs)), 6)
    return [(float(p[:, 0].mean()), float(p[:, 1].mean())) for p in parts]


# Decisions made otherwise


def figures(pages: Sequence[Seen], keep: Callable[[Seen], np.ndarray]) -> dict[str, float]:
    return summary(page_score(seen.page, keep(seen)) for seen in pages)


def threshold(pages: list[Seen]) -> None:
    """One threshold for all pages."""
    print(header("set", "keep above", "f4", "precision", "recall", "exact", "word F1"))
    for name, part in by_set(pages).items():
        for least in (-1.0, -0.5, 0.0, 0.5, 1.0):
            found = figures(part, lambda seen, least=least: seen.logits > least)
            print(row([name, f"{least:+}", *found.values()]))


def likeliest(logits: np.ndarray, begin: float, end: float) -> np.ndarray:
    """The likeliest run of labels where beginning and ending a stretch of body have a price."""
    if not begin and not end:
        return logits > 0
    came = np.zeros((len(logits), 2), bool)
    out, body = 0.0, 0.0
    for at, value in enumerate(logits.tolist()):
        came[at] = body - end > out, body >= out - begin
        out, body = max(out, body - end), max(body, out - begin) + value
    labels = np.zeros(len(logits), bool)
    state = body > out
    for at in range(len(logits) - 1, -1, -1):
        labels[at] = state
        state = came[at, int(state)]
    return labels


def context(pages: list[Seen]) -> None:
    """Viterbi: prices of changes chosen on four folds, for word F1 and exact, used on the fifth."""
    prices = list(itertools.product(_COSTS, _COSTS))
    print(header("set", "decision", "f4", "exact", "word F1"))
    for name, part in by_set(pages).items():
        scores = [_scores(seen, prices) for seen in part]
        chosen = [_price_elsewhere(part, scores, seen.page.fold) for seen in part]
        honest = [rows[best] for rows, best in zip(scores, chosen, strict=True)]
        top = max(range(len(prices)), key=lambda n: _goodness([rows[n] for rows in scores]))
        plain = prices.index((0.0, 0.0))
        for label, rows in (
            ("each block alone", [r[plain] for r in scores]),
            ("prices from the other folds", honest),
            (f"best prices for the set itself: {prices[top]}", [r[top] for r in scores]),
        ):
            found = summary(rows)
            print(row([name, label, found["f4"], found["exact"], found["word_f1"]]))


def _scores(seen: Seen, prices: list[tuple[float, float]]) -> list[Score]:
    """The page's score for each pair of prices; most change nothing and are scored once."""
    known: dict[bytes, Score] = {}
    found = []
    for price in prices:
        labels = likeliest(seen.logits, *price)
        key = labels.tobytes()
        if key not in known:
            known[key] = page_score(seen.page, labels)
        found.append(known[key])
    return found


def _price_elsewhere(part: list[Seen], scores: list[list[Score]], fold: int) -> int:
    rows = [r for seen, r in zip(part, scores, strict=True) if seen.page.fold != fold] or scores
    return max(range(len(rows[0])), key=lambda n: _goodness([r[n] for r in rows]))


def _goodness(rows: list[Score]) -> float:
    found = summary(rows)
    return found["word_f1"] + found["exact"] / 4


# Errors


def _place(labels: np.ndarray, at: int) -> str:
    body = np.flatnonzero(labels > 0)
    if not len(body):
        return "page without body"
    if at < body[0]:
        return "before the body"
    if at > body[-1]:
        return "after the body"
    return "within the body"


def _lost_place(labels: np.ndarray, at: int) -> str:
    body = np.flatnonzero(labels > 0)
    return {int(body[0]): "first of the body", int(body[-1]): "last of the body"}.get(
        at, "within the body"
    )


def wrong(seen: Seen) -> list[tuple[int, str]]:
    """The wrong blocks that have words, each with its class; none on pages that are exact."""
    labels, found = seen.page.labels, []
    if page_score(seen.page, seen.kept)[2]:
        return []
    for at in np.flatnonzero(seen.kept != (labels > 0)):
        if tokens(seen.page.texts[at]):
            kept = bool(seen.kept[at])
            place = (_place if kept else _lost_place)(labels, int(at))
            found.append((int(at), f"{'kept' if kept else 'lost'}, {place}"))
    return found


def errors(pages: list[Seen]) -> None:
    """What keeps pages from being exact, and the words in wrong blocks."""
    print(header("set", "class", "pages with it", "pages with nothing else", "blocks", "words"))
    for name, part in by_set(pages).items():
        touched, alone, blocks, words = Counter(), Counter(), Counter(), Counter()
        for seen in part:
            mistakes = wrong(seen)
            kinds = {kind for _, kind in mistakes}
            touched.update(kinds)
            if len(kinds) == 1:
                alone.update(kinds)
            for at, kind in mistakes:
                blocks[kind] += 1
                words[kind] += len(tokens(seen.page.texts[at]))
        for kind, count in touched.most_common():
            print(row([name, kind, count, alone[kind], blocks[kind], words[kind]]))
    print()
    print(header("set", "pages", "exact", "right labels, text differs", "one block", "two", "more"))
    for name, part in by_set(pages).items():
        print(row([name, len(part), *_distances(part)]))


def _distances(part: list[Seen]) -> list[int]:
    counts: Counter[str] = Counter()
    for seen in part:
        if page_score(seen.page, seen.kept)[2]:
            counts["exact"] += 1
        else:
            counts[("reader", "one", "two", "more")[min(3, len(wrong(seen)))]] += 1
    return [counts[kind] for kind in ("exact", "reader", "one", "two", "more")]


def sites(pages: list[Seen], most: int = 12) -> None:
    """Sites with the lowest mean word F1, and how much of all that is missing they hold."""
    print(header("set", "site", "pages", "word F1", "exact", "share of the set's missing word F1"))
    for name, part in by_set(pages).items():
        groups: defaultdict[str, list[Score]] = defaultdict(list)
        for seen in part:
            groups[seen.page.site].append(page_score(seen.page, seen.kept))
        total = sum(1 - r[3] for rows in groups.values() for r in rows)
        several = {s: rows for s, rows in groups.items() if len(rows) >= _FEWEST_PAGES}
        ranked = sorted(several, key=lambda s: float(np.mean([r[3] for r in several[s]])))
        for site in ranked[:most]:
            rows = several[site]
            share = sum(1 - r[3] for r in rows) / total
            means = [float(np.mean([r[i] for r in rows])) for i in (3, 2)]
            print(row([name, site, len(rows), *means, f"{share:.0%}"]))
        low = sorted((1 - r[3] for rows in groups.values() for r in rows), reverse=True)
        worst = sum(low[: len(low) // 10])
        print(
            row(
                [
                    name,
                    "the worst tenth of the pages",
                    len(low) // 10,
                    "",
                    "",
                    f"{worst / total:.0%}",
                ]
            )
        )


TOPICS: dict[str, Callable[[list[Seen]], None]] = {
    "calibration": calibration,
    "threshold": threshold,
    "context": context,
    "errors": errors,
    "sites": sites,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("logits", type=Path)
    parser.add_argument("topics", nargs="*", choices=[[], *TOPICS])
    args = parser.parse_args()
    pages = load(args.data, args.logits)
    for topic in args.topics or TOPICS:
        print(f"\n## {topic}\n", flush=True)
        TOPICS[topic](pages)


if __name__ == "__main__":
    main()
