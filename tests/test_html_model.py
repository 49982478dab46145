"""The learned labeller of HTML blocks and its features."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from cleaner.blocks.html import read
from cleaner.evidence import html_model
from cleaner.evidence.html_features import FEATURES, GROUPS, NAME_BUCKETS, _name, features
from cleaner.records import Page, Reading

SENTENCES = (
    "The council met on Tuesday evening, and the debate over the harbour wall went on for hours.",
    "Engineers told the members that the stones had moved, although nobody could say how far.",
    "A second survey, due in spring, will decide whether the old quay can carry lorries again.",
    "Until then the fishermen unload at the northern pier, which doubles the way to the market.",
)
MENU = "".join(f'<li><a href="/{w}">{w}</a></li>' for w in ("Home", "World", "Sport", "Weather"))
PAGE = f"""<html lang="en"><head><title>Harbour wall: survey in spring | The Shore</title>
<meta property="og:title" content="Harbour wall: survey in spring"></head><body>
<nav class="main-menu"><ul>{MENU}</ul></nav><main><article class="article-body">
<h1>Harbour wall: survey in spring</h1>{"".join(f"<p>{s}</p>" for s in SENTENCES)}
<figure><figcaption>The quay in March. Photo: A. Reed</figcaption></figure></article></main>
<footer class="site-footer"><ul>{MENU}</ul><p>© 2024 The Shore. All rights reserved.</p></footer>
</body></html>"""


@pytest.fixture
def page() -> Reading:
    return read(Page(PAGE, "html"))


def test_body_is_kept_and_furniture_is_not(page: Reading) -> None:
    votes = html_model.votes(page)
    assert len(votes) == len(page.blocks)
    kept = [b.text for b, v in zip(page.blocks, votes, strict=True) if v[0].label == "body"]
    assert kept == list(SENTENCES)


@pytest.mark.parametrize(
    ("texts", "before", "after"),
    [
        (["Rain fell.", "___", "Snow fell."], [3, -1, 2], [3, 2, 2]),
        (["Rain fell.", "___", "Follow us"], [3, 2, -4], [3, -4, -4]),
        (["Rain fell.", "* * *", "On the web:", "Harbour office"], [3, 1, 2, -5], [3, -5, -5, -5]),
        (["Rain fell.", "___"], [3, 2], [3, -2]),
        (["Rain fell.", "This is what they found:", "Menu"], [3, 2, -1], [3, -1, -1]),
        (["Rain fell, he said:", "Snow fell."], [-2, 3], [-2, 3]),
    ],
)
def test_dividers_and_announcements_go_with_their_neighbours(texts, before, after) -> None:
    blocks = read(Page("".join(f"<p>{text}</p>" for text in texts), "html")).blocks
    values = [float(value) for value in before]
    html_model._with_neighbours(blocks, values)
    assert values == after


def test_reasons_are_named_where_the_page_names_them(page: Reading) -> None:
    reasons = {
        block.text: vote[0].reason
        for block, vote in zip(page.blocks, html_model.votes(page), strict=True)
    }
    assert reasons["The quay in March. Photo: A. Reed"] == "caption"
    assert reasons["Harbour wall: survey in spring"] == "title"
    assert reasons["Weather"] == "boilerplate"
    assert reasons[SENTENCES[0]] == ""


def test_weights_are_bounded_log_odds(page: Reading) -> None:
    for (vote,) in html_model.votes(page):
        assert 0 <= vote.weight <= 8
        assert vote.evidence == "model"


def test_the_same_page_gets_the_same_votes(page: Reading) -> None:
    assert html_model.votes(page) == html_model.votes(read(Page(PAGE, "html")))


def test_a_page_of_links_gives_less_confidence(page: Reading) -> None:
    links = read(Page(f"<html><body><ul>{MENU * 8}</ul></body></html>", "html"))
    sure = html_model.page_confidence(page, html_model.votes(page))
    unsure = html_model.page_confidence(links, html_model.votes(links))
    assert 0 <= unsure < sure <= 1


def test_pages_without_blocks() -> None:
    empty = read(Page("", "html"))
    assert html_model.votes(empty) == []
    assert html_model.page_confidence(empty, []) == 0.0


@pytest.mark.parametrize("markup", ["x", "<p>x", "<p>\ud800", "<p>©</p><p>2</p>", "<td>字" * 9])
def test_small_pages(markup: str) -> None:
    reading = read(Page(markup, "html"))
    found = features(reading)
    assert found.dense.shape == (len(reading.blocks), len(FEATURES))
    assert np.isfinite(found.dense).all()
    assert len(html_model.votes(reading)) == len(reading.blocks)


def test_groups_hold_every_feature_once() -> None:
    assert sorted(name for group in GROUPS.values() for name in group) == sorted(FEATURES)
    assert len(set(FEATURES)) == len(FEATURES)


def test_shipped_card_tells_where_the_weights_come_from() -> None:
    folder = Path(html_model.__file__).parents[1] / "data" / "models"
    card = json.loads((folder / "html.json").read_text("utf-8"))
    assert len(card["training_sha256"]) == 64
    assert (folder / "html.npz").stat().st_size < 6_000_000


def test_weights_of_other_features_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "html.json").write_text('{"features": ["other"]}', "utf-8")
    monkeypatch.setattr(html_model, "_MODELS", tmp_path)
    with pytest.raises(html_model.ModelError, match="other features"):
        html_model.load.__wrapped__()


def test_names_are_known_by_themselves_and_by_their_parts() -> None:
    whole, part = set(_name("articleBody")), set(_name("article"))
    assert part < whole
    assert len(whole) == 3
    assert all(0 <= number < NAME_BUCKETS for number in whole)


def test_json_ld_that_breaks_off_in_the_body_or_holds_no_text_there() -> None:
    scripts = [
        '{"@type": "NewsArticle", "articleBody": "The ferry stays in po',
        '{"@type": "NewsArticle", "articleBody": null}',
        '{"@type": "NewsArticle", "articleBody": "The ferry stays in port until Thursday."}',
    ]
    story = "<p>The ferry stays in port until Thursday.</p>"

    def likeness(*given: str) -> list[list[float]]:
        head = "".join(f'<script type="application/ld+json">{s}</script>' for s in given)
        page = read(Page(f"<html><head>{head}</head><body>{story}</body></html>", "html"))
        return features(page).dense.tolist()

    nothing = likeness()
    assert likeness(scripts[0]) == likeness(scripts[1]) == nothing
    assert likeness(scripts[2]) == likeness(*reversed(scripts)) != nothing
