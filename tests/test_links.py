"""Lines of texts that are nothing but links."""

import pytest

from cleaner import clean
from cleaner.blocks import read
from cleaner.evidence.links import CONTENTS, LEADS_AWAY, PICTURED, votes
from cleaner.records import Page

SITE = "https://www.quaypost.example/news/flood"
PROSE = (
    "The harbour office says that the gates were shut at nine, an hour before the water came over "
    "the wall and into the lower streets."
)
OWN = "[Harbour fair returns to the old quay](https://quaypost.example/culture/fair)"


def voted(*lines, url=SITE):
    """The texts of the lines that are voted on, with whether each leads away."""
    reading = read(Page("\n\n".join(lines), "text", url))
    found = votes(reading)
    assert set(found) <= {(), (LEADS_AWAY,), (CONTENTS,), (PICTURED,)}
    return [b.text for b, v in zip(reading.blocks, found, strict=True) if v]


@pytest.mark.parametrize(
    "line",
    [
        OWN,
        f"**{OWN}**",
        "[Назад к разделу](https://quaypost.example/culture)",
        "[Harbour](/topics/harbour)",
        '[Harbour](/topics/harbour "All about the harbour")',
    ],
)
def test_a_line_that_is_a_link_to_the_site_leads_away(line):
    assert voted(PROSE, line, PROSE) == [line]


@pytest.mark.parametrize(
    "lines",
    [
        [PROSE, "[The report](https://quaypost.example/files/report.pdf)", PROSE],
        [PROSE, "[The town council](https://council.example/flood)", PROSE],
        [PROSE, "[The town council](//council.example/flood)", PROSE],
        [PROSE, f"## {OWN}", PROSE],
        [PROSE, f"More is in {OWN}.", PROSE],
        [PROSE[:-1], OWN, PROSE],
        [PROSE, OWN, "which nobody had asked for, the office says."],
        [PROSE, OWN, ", the office says."],
        [PROSE, "[1](#note-1)", PROSE],
        [PROSE, "[12](https://quaypost.example/12)", PROSE],
        [PROSE, "**[Quay House](/house/quay)**", PROSE, "[Mill House](/house/mill)", PROSE],
    ],
    ids=[
        "a file", "another site", "another site by //", "a heading", "a sentence", "after an open "
        "line", "before a small letter", "before a comma", "a footnote", "a number", "subheadings",
    ],
)  # fmt: skip
def test_other_links_are_not_voted_on(lines):
    assert voted(*lines) == []


def test_no_site_is_known_without_the_address_of_the_page():
    assert voted(PROSE, OWN, PROSE, url=None) == []


def test_a_table_of_contents_goes_with_its_heading():
    entries = ["* [Where the water came from](#where)", "* [What the town does now](#now)"]
    texts = [entry.removeprefix("* ") for entry in entries]
    assert voted(PROSE, "## Contents", *entries, PROSE) == ["Contents", *texts]
    assert voted(PROSE, PROSE, *entries, PROSE) == texts
    assert voted(PROSE, "## Contents", entries[0], PROSE) == []


def test_html_is_not_voted_on():
    assert votes(read(Page(f"<p>{OWN}</p>", "html", SITE))) == [()]


def test_a_link_is_not_cut_in_two():
    link = "[Read more: harbour fair returns](https://quaypost.example/culture/fair)"
    article = clean("\n\n".join([PROSE, link, PROSE]), kind="text", url=SITE)
    assert link in [removed.text for removed in article.removed]
    kept = f"{PROSE} You can [watch the video]({SITE}/video) of the gates at the office."
    assert kept in clean("\n\n".join([PROSE, kept, PROSE]), kind="text", url=SITE).text


PICTURE = "The quay at dawn - Quay Post, 1920, 04.11.2023"


@pytest.mark.parametrize(
    "time", ["Yesterday, 21:40", "4 ноября, 08:05", "04.11.2023 08:05", "8.05"]
)
def test_a_headline_between_what_tells_of_its_picture_and_its_time(time):
    link = ["Harbour fair returns to the old quay", time]
    assert voted(PROSE, PICTURE, *link, PROSE) == link


@pytest.mark.parametrize(
    "lines",
    [
        [PICTURE, "Gates of the harbour", PROSE],
        [PICTURE, "The gates were shut at nine.", "8.05"],
        ["The quay at dawn - Quay Post", "Harbour fair returns", "Yesterday, 21:40"],
    ],
    ids=["no time", "a sentence", "no picture"],
)
def test_other_lines_below_a_picture_stay(lines):
    assert voted(PROSE, *lines, PROSE) == []
