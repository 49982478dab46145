"""Concepts: one meaning in all languages, found in the words of a page."""

import json

import pytest

from cleaner.evidence.concepts import IDS, read
from cleaner.evidence.concepts.files import FOLDER, compiled, load, sources, words_of
from cleaner.evidence.concepts.names import CONCEPTS, GROUPS
from cleaner.evidence.concepts.reader import BEGIN, SIZE
from cleaner.evidence.word_files import fingerprint


def named(*texts):
    """The concepts of each text, pairs as "a+b", the begin of a sentence as "^"."""
    names = [*CONCEPTS, "^"]
    found = [set() for _ in texts]
    for number, row in zip(*(part.tolist() for part in read(texts)), strict=True):
        left, right = divmod(number - SIZE, SIZE)
        found[row].add(names[number] if number < BEGIN else f"{names[left]}+{names[right]}")
    return found


@pytest.mark.parametrize(
    ("text", "concepts"),
    [
        ("Sign up for our free newsletter", {"newsletter", "free", "signin"}),
        ("Melden Sie sich für unseren kostenlosen Newsletter an", {"newsletter", "free"}),
        ("Inscrivez-vous à notre newsletter gratuite", {"newsletter", "free", "register"}),
        ("Přihlaste se k odběru zdarma", {"free"}),
        ("हमारे न्यूज़लेटर की सदस्यता लें", {"newsletter", "subscribe"}),
        ("وسجل في النشرة البريدية", {"newsletter"}),
        ("הירשמו לניוזלטר שלנו", {"newsletter"}),
        ("登录后查看更多评论", {"signin", "more", "comment"}),
        ("コメントを投稿するにはログインしてください", {"comment", "signin"}),
        ("เข้าสู่ระบบเพื่ออ่านความคิดเห็น", {"signin", "comment"}),
        ("Подпишитесь на нашу рассылку", {"subscribe", "newsletter"}),
        ("Die Polizei teilte am Montag mit", {"police", "when"}),
        ("El ministro dijo el lunes que habrá elecciones", {"official", "said", "when"}),
    ],
)
def test_a_concept_is_found_in_its_language(text, concepts):
    assert concepts <= named(text)[0]


def test_two_concepts_near_each_other_make_a_pair_in_their_order():
    found = named("Subscribe to the free newsletter")[0]
    assert {"subscribe+free", "free+newsletter"} <= found
    assert "newsletter+free" not in found


def test_a_pair_does_not_reach_over_the_end_of_a_sentence():
    found = named("We subscribe. Free newsletters are rare")[0]
    assert "subscribe+free" not in found
    assert "^+free" in found


def test_a_pair_does_not_reach_over_more_than_three_words():
    assert "subscribe+newsletter" in named("subscribe xx xx xx newsletter")[0]
    assert "subscribe+newsletter" not in named("subscribe xx xx xx xx newsletter")[0]


def test_words_count_in_the_languages_of_the_page():
    german = "Der Minister sagte am Montag, die Regierung werde nicht zahlen."
    spanish = "El ministro dijo el lunes que el gobierno no va a pagar nada."
    assert "donate" in named(german, "Spenden")[1]
    assert "donate" not in named(spanish, "Spenden")[1]


def test_english_counts_on_pages_of_all_languages():
    german = "Der Minister sagte am Montag, die Regierung werde nicht zahlen."
    assert "subscribe" in named(german, "Subscribe")[1]


def test_texts_keep_their_rows_and_no_text_has_none():
    ids, rows = read(["", "newsletter", "12 34 --", "newsletter"])
    assert set(rows.tolist()) == {1, 3}
    assert (ids < IDS).all()
    assert read([])[0].tolist() == []


def test_each_pair_of_text_and_concept_stands_once():
    ids, rows = read(["newsletter newsletter newsletter"])
    assert len(set(zip(ids.tolist(), rows.tolist(), strict=True))) == len(ids)


def test_the_compiled_form_is_made_from_the_files():
    assert json.loads(compiled().read_bytes())["made_from"] == fingerprint(FOLDER)


@pytest.mark.parametrize("language", sorted(sources()))
def test_each_language_has_words_for_most_concepts(language):
    told = {concept for concept, _ in words_of(language, sources()[language])}
    assert len(told) > 0.9 * len(CONCEPTS)


def test_a_file_with_an_unknown_concept_is_refused_by_name():
    text = sources()["en"].replace(b"\nclick = ", b"\nklick = ")
    with pytest.raises(ValueError, match=r"concepts of 'xx'.*click.*klick"):
        list(words_of("xx", text))


def test_a_word_in_capitals_is_refused_by_name():
    text = sources()["en"].replace(b'newsletter = "', b'newsletter = "Letter ')
    with pytest.raises(ValueError, match=r"concepts of 'xx', newsletter: bad word 'Letter'"):
        list(words_of("xx", text))


def test_the_table_holds_the_words_of_all_files():
    table = load()
    assert set(table.languages) == set(sources())
    assert len(GROUPS) > 5
    assert len(table.words) + len(table.stems) > 20000
