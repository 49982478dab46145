"""Whether a text shares the topic of its page."""

import numpy as np
import pytest

from cleaner.evidence.text_features import terms
from cleaner.evidence.text_topics import NAMES, TERMS, Terms, topics

STORIES = {
    "en": (
        "The ferry between Kestrel Bay and the islands stays in port until Thursday.",
        "Engineers found a crack in the ferry's rudder when they inspected it in port.",
        "The islands are supplied by helicopter while engineers repair the rudder.",
        "A bakery in Lowmoor has won a national award for its sourdough bread.",
    ),
    "ru": (
        "Паром между посёлком и островами останется в порту до четверга.",
        "Инженеры нашли трещину в руле парома при осмотре в порту.",
        "Острова снабжает вертолёт, пока инженеры чинят руль парома.",
        "Пекарня в городе получила премию за хлеб на закваске.",
    ),
    "ja": (
        "島へ渡る連絡船は木曜日まで港にとどまる見通しだ。",
        "技術者が港で連絡船を点検し、かじに亀裂を見つけた。",
        "かじの修理が終わるまで、島へはヘリコプターで物資を運ぶ。",
        "隣町のパン屋が全国大会で金賞を受けた。",
    ),
    "ko": (
        "섬으로 가는 연락선은 목요일까지 항구에 머문다.",
        "기술자들이 항구에서 연락선을 점검하다 균열을 찾았다.",
        "연락선을 고칠 때까지 섬에는 헬기로 물자를 나른다.",
        "이웃 마을 빵집이 전국 대회에서 금상을 받았다.",
    ),
}
PROSE = np.ones(4, bool)
RARE = np.zeros(TERMS)
"""No term stands on any site: all count alike, and none is common."""


@pytest.mark.parametrize("language", STORIES)
def test_the_teaser_of_another_story_shares_least(language):
    found = topics(terms(STORIES[language]), PROSE)
    for name in ("topic", "topic_prose"):
        assert found[name][3] < found[name][:3].min()


def test_columns_are_those_named_one_value_a_text():
    found = topics(terms(STORIES["en"]), PROSE, RARE)
    assert set(found) == set(NAMES)
    assert {len(values) for values in found.values()} == {4}


def test_words_common_on_all_sites_count_nothing():
    sites = np.full(TERMS, 900.0)
    found = topics(terms(STORIES["en"]), PROSE, sites)
    assert found["terms"].tolist() == [0, 0, 0, 0]
    assert found["topic"].tolist() == [-1, -1, -1, -1]


def test_texts_without_words_have_no_topic():
    found = topics(terms(["12 / 7", "***"]), np.zeros(2, bool), RARE)
    assert found["topic_prose"].tolist() == [-1, -1]


def test_a_term_of_the_text_before_is_not_one_of_the_text_after():
    pair = Terms(np.array([0, 1, 1]), np.array([5, 5, 9]))
    sites = RARE.copy()
    sites[9] = 100
    found = topics(pair, np.ones(2, bool), sites)
    assert found["topic_next"][0] == 1
    assert found["topic_previous"][0] == 0
    assert found["topic_before"].tolist() == [0, 1]
    assert found["topic_after"].tolist() == [1, 0]


def test_a_line_break_inside_a_text_does_not_part_it():
    assert terms(["one ferry\nleaves", "port"]).row.max() == 1
