"""The learned labeller of plain-text pages."""

import json
from importlib import resources

import numpy as np
import pytest

from cleaner.blocks.text import read
from cleaner.evidence import text_model, text_story
from cleaner.evidence.text_features import BUCKETS, NAMES, classes, measure
from cleaner.reasons import REASONS
from cleaner.records import Page

CERTAIN = 3.4
PROSE = [
    "The harbour town of Kestrel Bay woke to flooded streets on Tuesday, after a night in which "
    "more rain fell than in the whole of the month before, officials said.",
    '"We have pumps running at every corner, and still the water comes," said Mara Ellison, who '
    "has led the town's fire brigade for eleven years.",
    "Schools stayed closed, and the ferry to the islands was cancelled until Thursday. The mayor "
    "asked residents of the lower quarter to spend the night with relatives.",
    "Insurers put the first estimate of the damage at 40 million crowns, a figure that is expected "
    "to rise once the mills along the river have been inspected.",
]
MENU = ["Home", "News", "Sport", "Weather", "Log in", "Subscribe"]
FOOT = [
    "Sign up for our newsletter",
    "Share on Facebook",
    "Read more",
    "© 2021 Kestrel Courier. All rights reserved.",
    "Privacy policy",
    "Terms of use",
]
CLEAN = {
    "en": PROSE,
    "de": [
        "Der Gemeinderat von Altweiler hat am Montagabend nach langer Debatte beschlossen, die "
        "alte Mühle am Fluss zu kaufen und daraus ein Museum zu machen.",
        "Die Bürgermeisterin sprach von einem Glücksfall für den Ort. Kritik kam von der "
        "Opposition, die auf die hohen Schulden der Gemeinde verwies.",
        "Das Gebäude stammt aus dem Jahr 1782 und steht seit zwanzig Jahren leer. Die Sanierung "
        "soll im Frühjahr beginnen und rund vier Millionen Euro kosten.",
    ],
    "ru": [
        "Жители посёлка Заречный уже третий день остаются без электричества после сильной бури, "
        "которая повалила десятки деревьев и оборвала линии электропередачи.",
        "Ремонтные бригады работают круглосуточно, сообщил глава района. По его словам, свет "
        "вернут в большинство домов к вечеру пятницы.",
        "В школах отменены занятия, а больница перешла на резервные генераторы, запаса топлива для "
        "которых хватит ещё на два дня.",
    ],
    "zh": [
        "清河镇政府星期三宣布，将在今年内修复镇上三座古桥，预计投入资金两千万元，工程由当地的文物保护部门负责监督。",
        "镇长在会议上表示，古桥是居民生活的一部分，修复工作不会影响两岸的交通，施工期间会搭建临时便桥供行人通过。",
        "据介绍，三座古桥都建于明代，其中最长的一座有九十米，去年夏天的洪水冲毁了两个桥墩，至今没有开放。",
    ],
}


def page(*lines: str):
    return read(Page("\n".join(lines), "text"))


def removed(reading):
    kept = ("body", "heading")
    votes = [v for (v,) in text_model.votes(reading)]
    return [v.label not in kept and v.weight > CERTAIN for v in votes]


def test_every_block_gets_one_vote_with_a_known_label_and_reason():
    reading = page(*MENU, "Flood in Kestrel Bay", "By Tom Arden", *PROSE, *FOOT)
    votes = text_model.votes(reading)
    assert len(votes) == len(reading.blocks)
    for (vote,) in votes:
        assert vote.evidence == "model"
        assert 0 <= vote.weight <= text_model.LIMIT
        assert (vote.reason in REASONS) == (vote.label not in ("body", "heading"))


def test_an_empty_page_gets_no_votes():
    assert text_model.votes(page("")) == []


def test_most_of_the_menu_and_the_foot_goes_and_the_article_stays():
    gone = removed(page(*MENU, *PROSE, *FOOT))
    assert sum(gone[: len(MENU)]) >= len(MENU) - 2
    assert sum(gone[-len(FOOT) :]) >= len(FOOT) - 2
    assert not any(gone[len(MENU) : len(MENU) + len(PROSE)])


@pytest.mark.parametrize("language", CLEAN)
def test_nothing_goes_from_a_clean_article(language):
    assert not any(removed(page(*CLEAN[language])))
    assert not any(removed(page("\n\n".join(CLEAN[language]))))


def test_the_same_page_gets_the_same_votes():
    reading = page(*MENU, *PROSE)
    first = text_model.votes(reading)
    text_model.votes(page(*FOOT))
    assert text_model.votes(reading) == first


@pytest.mark.parametrize(
    "odd", ["\ud800", "\x00", "😀" * 40, "...", "a" * 5000, "\u200b", "٣٢١", "#"]
)
def test_odd_text_is_measured_without_gaps(odd):
    numbers = measure(page(odd, "A line.", odd)).numbers
    assert numbers.shape[1] == len(NAMES)
    assert np.isfinite(numbers).all()


def test_measures_do_not_depend_on_blank_lines():
    tight, loose = (
        measure(page(*MENU, *PROSE)),
        measure(page(*"\n\n".join(MENU + PROSE).split("\n"))),
    )
    assert (tight.numbers == loose.numbers).all()
    assert (tight.ids == loose.ids).all()


def test_characters_are_classed():
    different = "Aa7 .漢ไبא"
    assert len({int(classes()[ord(c)]) for c in different}) == len(different)


def test_a_forest_adds_the_leaves_that_it_walks_to():
    forest = text_model.Forest(
        feature=np.array([1, 0, 0, 0, 0, 2, 0, 0]),
        border=np.array([0.5, np.inf, 2.0, np.inf, np.inf, -1.0, np.inf, np.inf], np.float32),
        below=np.array([1, 1, 3, 3, 4, 6, 6, 7]),
        value=np.array([0, 1, 0, 10, 100, 0, 0.25, 0.5], np.float32),
        roots=np.array([0, 5]),
        depth=2,
        outputs=1,
    )
    columns = np.array([[9, 0.5, -2], [2, 0.6, 0], [2.1, 7, -1]], np.float32)
    assert forest.scores(columns).tolist() == [[1.25], [10.5], [100.25]]


def test_neighbours_stand_beside_a_block():
    numbers = np.arange(3 * len(NAMES), dtype=np.float32).reshape(3, -1)
    wide = text_model.spread(numbers, np.array([7.0, 8.0, 9.0], np.float32))
    column = text_model.COLUMNS.index
    assert wide[1, column("lexical-1")] == 7
    assert wide[1, column("lexical+1")] == 9
    assert wide[0, column("lexical-1")] == text_model.OUTSIDE
    assert wide[2, column("glued-2")] == numbers[0, NAMES.index("glued")]


def test_a_model_for_other_features_is_refused(tmp_path):
    source = resources.files("cleaner") / "data" / "models" / text_model.FILE
    with source.open("rb") as file, np.load(file, allow_pickle=False) as data:
        arrays = dict(data)
    arrays["columns"] = arrays["columns"][::-1]
    np.savez(tmp_path / "other.npz", **arrays)
    with pytest.raises(ValueError, match="other features"):
        text_model.load(tmp_path / "other.npz")


def test_the_shipped_model_is_small_and_says_what_it_was_made_from():
    folder = resources.files("cleaner") / "data" / "models"
    assert len((folder / "text.npz").read_bytes()) < 4_000_000
    facts = json.loads((folder / "text.json").read_text())
    assert len(facts["training_data_sha256"]) == 64
    assert facts["out_of_fold"]["text-real"]
    assert len(text_model.shipped().words) == BUCKETS


def columns_of_equal_blocks(count):
    columns = np.zeros((count, len(text_model.COLUMNS)), np.float32)
    columns[:, NAMES.index("log_length")] = np.log1p(100)
    return columns


MOST = np.array([3] * 9 + [7, -4], np.float32)


def test_the_guard_goes_up_when_most_of_a_page_would_go():
    few = np.array([3] * 6 + [-4] * 5, np.float32)
    assert text_model.guard(few, columns_of_equal_blocks(11)).tolist() == few.tolist()
    lowered = text_model.guard(MOST, columns_of_equal_blocks(11))
    assert lowered == pytest.approx([-1] * 9 + [7, -8], abs=1e-3)


def test_the_guard_stays_down_where_phrases_cover_what_would_go():
    columns = columns_of_equal_blocks(11)
    columns[:8, NAMES.index("phrase_cover")] = 0.9
    assert text_model.guard(MOST, columns).tolist() == MOST.tolist()


def test_the_guard_goes_up_sooner_where_teasers_make_up_the_page():
    odds = np.array([3] * 7 + [-4] * 4, np.float32)
    columns = columns_of_equal_blocks(11)
    assert text_model.guard(odds, columns).tolist() == odds.tolist()
    columns[:5, NAMES.index("phrase_end")] = 1
    lowered = text_model.guard(odds, columns)
    assert lowered == pytest.approx([-1] * 7 + [-8] * 4, abs=1e-3)


def spared(*changes, score=-1.0, **columns):
    """The odds of a page of four paragraphs and a doubtful one; ``changes`` are blocks' odds."""
    odds = np.array([-3, -2, -3, -2, 2.5], np.float32)
    for at, value in changes:
        odds[at] = value
    numbers = np.zeros((5, len(NAMES)), np.float32)
    words = np.full(5, columns.pop("story", -1.2), np.float32)
    words[4] = score
    for name, value in {"log_length": np.log1p(90), "ends": 1, "topic_prose": 0.2}.items():
        numbers[:, NAMES.index(name)] = value
    cover = np.zeros(5, np.float32)
    for name, (at, value) in columns.items():
        if name == "cover":
            cover[at] = value
        else:
            numbers[at, NAMES.index(name)] = value
    return text_story.spare(odds, numbers, words, cover)[4] < odds[4]


def test_what_a_story_says_throughout_is_no_sign_of_chrome_in_its_next_paragraph():
    assert spared()
    assert spared((3, 4.0), cover=(3, 0.5))  # "Read also: ..." between


def between(*, odds=2.3, score=-3.0, cover=0.0, above=2, below=1, beside=-3.0):
    """How much lower the odds are of a doubtful paragraph among sure ones of any story."""
    n = above + 1 + below
    all_odds = np.full(n, beside, np.float32)
    all_odds[above] = odds
    numbers = np.zeros((n + 3, len(NAMES)), np.float32)
    for name, value in {"log_length": np.log1p(90), "ends": 1}.items():
        numbers[:n, NAMES.index(name)] = value
    covered = np.zeros(n + 3, np.float32)
    covered[above] = cover
    words = np.full(n + 3, -3.2, np.float32)
    words[above] = score
    all_odds = np.concatenate([all_odds, np.full(3, 5, np.float32)])
    return all_odds[above] - text_story.spare(all_odds, numbers, words, covered)[above]


def test_a_paragraph_between_sure_ones_is_spared():
    assert between() == pytest.approx(1)


@pytest.mark.parametrize(
    "page",
    [
        {"odds": 2.7},
        {"score": -1.0},
        {"cover": 0.1},
        {"above": 1, "below": 2},
        {"above": 3, "below": 0},
        {"beside": 1.2},
    ],
    ids=[
        "no doubt",
        "words of chrome",
        "a phrase",
        "above the story",
        "below the story",
        "comments",
    ],
)
def test_no_other_paragraph_of_such_a_story_is_spared(page):
    assert between(**page) == 0


@pytest.mark.parametrize(
    "page",
    [
        {"story": -3.2, "score": -2.0},
        {"score": 0.6},
        {"cover": (4, 0.6)},
        {"topic_prose": (4, 0.0)},
        {"ends": (4, 0)},
        {"ends": (3, 0)},
        {"log_length": (4, np.log1p(20))},
    ],
)
def test_no_other_doubtful_block_is_spared(page):
    assert not spared(**page)


@pytest.mark.parametrize("changes", [[(3, 4.0)], [(4, 5.0)], [(0, 4.0), (1, 4.0)]])
def test_a_paragraph_is_spared_only_right_below_a_story(changes):
    assert not spared(*changes)


def test_what_phrases_of_several_languages_find_covers_a_text_once():
    text = "A plumber who advertised in the newsletter had to hire two men, the editor says."
    measures = measure(read(Page(text, "text")))
    assert measures.covered == pytest.approx(len("newsletter") / len(text))
    assert measures.numbers[0, NAMES.index("phrase_cover")] > measures.covered[0]
