"""The phrase files of all languages, each held by handwritten lines, and the matcher."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.blocks import read
from cleaner.evidence import phrases, word_files
from cleaner.evidence.phrases import STRONG, Phrase, Phrasebook, Search, automaton, files
from cleaner.evidence.phrases.records import PhraseMatch
from cleaner.evidence.phrases.search import LINK, Marked
from cleaner.evidence.phrases.skim import skim, skim_tokens
from cleaner.records import Block, Page, Reading, Vote

LINES = Path(__file__).parent / "lines"
LANGUAGES = sorted(phrases.known_languages())


@cache
def cases(language: str) -> list[dict[str, Any]]:
    return list(tomllib.loads((LINES / f"{language}.toml").read_text("utf-8"))["case"])


def lines(case: dict[str, Any]) -> list[str]:
    return [*case.get("lines", []), *([case["line"]] if "line" in case else [])]


def reading(*texts: str, gap: str = "\n") -> Reading:
    blocks, at = [], 0
    for index, text in enumerate(texts):
        blocks.append(Block(index, text, at, at + len(text)))
        at += len(text) + len(gap)
    return Reading(Page(gap.join(texts), "text"), tuple(blocks))


def votes_on(book: Phrasebook, case: dict[str, Any], line: str) -> tuple[Vote, ...]:
    page = reading(*case.get("before", []), line, *case.get("after", []))
    return Search(book).votes(page)[len(case.get("before", []))]


def holds(language: str, case: dict[str, Any], line: str) -> bool:
    """Whether the votes and cuts on a line are what the case asks for."""
    if not case["go"]:
        everything = phrases.load()
        strong = [v for v in votes_on(everything, case, line) if v.weight >= STRONG]
        return not strong and not Search(everything).cuts(line)
    own = phrases.load(frozenset({language}))
    strong = [v for v in votes_on(own, case, line) if v.weight >= STRONG]
    cuts = Search(own).cuts(line)
    reasons = {v.reason for v in strong} | {m.reason for m in own.match(line)}
    return bool(strong or cuts) and case["reason"] in reasons


@pytest.mark.parametrize("language", LANGUAGES)
def test_lines(language: str) -> None:
    wrong = [
        line
        for case in cases(language)
        if not case.get("known_failure")
        for line in lines(case)
        if not holds(language, case, line)
    ]
    assert not wrong


KNOWN_FAILURES = [
    pytest.param(language, case, line, id=f"{language}-{line}")
    for language in LANGUAGES
    for case in cases(language)
    if case.get("known_failure")
    for line in lines(case)
]


@pytest.mark.xfail(strict=True)
@pytest.mark.parametrize(("language", "case", "line"), KNOWN_FAILURES)
def test_known_failure(language: str, case: dict[str, Any], line: str) -> None:
    assert holds(language, case, line)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_is_exercised_by_a_handwritten_line(language: str) -> None:
    book = phrases.load(frozenset({language}))
    found = {
        Phrase(m.reason, m.where, m.language, m.phrase)
        for case in cases(language)
        for line in lines(case)
        for m in book.match(line)
    }
    assert not [p for p in book.phrases if p not in found]


def book(**places: list[str]) -> Phrasebook:
    return Phrasebook(
        Phrase("promo", where, "en", text)  # type: ignore[arg-type]
        for where, texts in places.items()
        for text in texts
    )


def matched(text: str, **places: list[str]) -> list[str]:
    return [text[m.start : m.end] for m in book(**places).match(text)]


def test_folding_drops_case_accents_apostrophes_and_punctuation() -> None:
    assert matched("À LIRE AUSSI :", line=["à lire aussi"])
    assert matched("A lire aussi", line=["à lire aussi"])
    assert matched("Don’t miss…", line=["don't miss"])
    assert matched("ΔΙΑΒΑΣΤΕ ΕΠΙΣΗΣ", line=["Διαβάστε επίσης"])
    assert matched("إقرأ أيضاً", line=["اقرا ايضا"])
    assert matched("İLGİLİ HABERLER", line=["ilgili haberler"])


def test_scripts_without_spaces_count_character_by_character() -> None:
    assert matched("責任編集：山田", start=["責任編集"]) == ["責任編集"]
    assert matched("【下載】我們的App", line=["下載我們的app"])


def test_numbers_and_wildcards() -> None:
    assert matched("1.2k shares", line=["# shares"])
    assert matched("12,345 shares", line=["# shares"])
    assert not matched("shares", line=["# shares"])
    assert matched("more from a b c d e f g h", line=["more from *"])
    assert not matched("more from a b c d e f g h i", line=["more from *"])


def test_groups_may_be_empty_nested_and_glued_to_a_word() -> None:
    pattern = ["{see|read} {all {our|the}|} newsletter{s|}"]
    for text in ("see newsletter", "read all the newsletters", "see all our newsletter"):
        assert matched(text, line=pattern), text
    assert not matched("see all newsletters", line=pattern)


def test_a_start_may_ask_for_a_colon() -> None:
    assert matched("Tags: harbour", start=["tags :"])
    assert matched("Tags | harbour", start=["tags :"])
    assert matched("Tags", start=["tags :"])
    assert not matched("Tags are sewn into coats", start=["tags :"])
    assert not matched("Tags-to-riches", start=["tags :"])


def test_an_end_may_ask_for_a_sentence_before_it() -> None:
    for text in ("The bridge shuts. More", "Who pays? [more]", "“It shuts.” More »"):
        assert matched(text, end=[". more"]), text
    for text in ("The bridge costs more", "It shuts, more", "It shuts. More.", "More"):
        assert not matched(text, end=[". more"]), text


def test_bracket_cuts_take_the_whole_bracket() -> None:
    text = "The wall (RELATED: Ten walls, and one that fell down in the night) stands."
    (cut,) = Search(book(cut=["(related *)"])).cuts(text)
    assert text[: cut.start] + text[cut.end :] == "The wall  stands."


def test_a_row_of_phrases_is_a_line() -> None:
    one = book(line=["share", "print this", "# comments"])
    assert Search(one).vote("Share | Print this | 12 comments")
    assert Search(one).vote("Share 12 Print this 3")
    assert not Search(one).vote("Share the load")
    assert not Search(one).vote("12 13")


def test_rows_of_prices_and_short_questions_are_no_rows_of_phrases() -> None:
    names = ["facebook", "comment", "partager"]
    assert matched("Facebook 12", line=names)
    assert not matched("Facebook $0.50 - $3.00", line=names)
    assert not matched("Comment partager ?", line=names)


@pytest.mark.parametrize(
    ("line", "gone"),
    [
        ("The wall (read also: Ten walls) will be raised.", 1),
        ("The wall will be raised. (Read also about walls)", 1),
        ("The wall (read: a heap of stones) will be raised.", 0),
        ("The wall (read also chapter 3) will be raised.", 0),
    ],
)
def test_a_bracket_inside_a_sentence_goes_only_with_the_title_of_a_story(line, gone) -> None:
    cut = Phrase("related-link", "cut", "en", "({read|read also} *)")
    assert len(Search(Phrasebook([cut])).cuts(line)) == gone


def test_a_finished_sentence_that_fills_a_gap_is_in_doubt() -> None:
    found = Search(book(line=["stay up to date {with *|}"])).vote
    for line in ("Stay up to date", "Stay up to date with us.", "Stay up to date with all we do"):
        vote = found(line)
        assert vote and vote[0].weight >= STRONG, line
    told = found("Stay up to date with your vaccinations, the agency said on Monday.")
    assert told and told[0].weight < STRONG


def test_rows_of_crosses_are_drawn() -> None:
    found = Search(book(line=["{share|x} {share|x} {share|x|}"])).vote
    assert found("Share X")
    assert not found(".X.X.X.")


def test_one_word_with_a_full_stop_is_an_answer() -> None:
    no = Phrase("form-message", "line", "en", "no")
    assert Search(Phrasebook([no])).vote("No")
    assert not Search(Phrasebook([no])).vote("No.")


def test_what_could_match_anything_is_refused() -> None:
    for pattern in ("*", "{a|}", "{>|more}", "{a", "a}", "a|b", "# *"):
        with pytest.raises(ValueError):
            book(line=[pattern])


def test_starts_lose_weight_with_length() -> None:
    one = book(start=["sign up"])
    short = Search(one).vote("Sign up " + "a " * 10)
    middle = Search(one).vote("Sign up " + "a " * 40)
    assert short and middle and short[0].weight == 7.0 > middle[0].weight > 0
    assert Search(one).vote("Sign up " + "a " * 100) is None


def test_a_start_may_be_trusted_at_length() -> None:
    one = Search(book(start=["this website uses cookies …"]))
    opening = "This website uses cookies "
    for words, weight in ((10, 9.0), (100, 9.0), (156, 4.5)):
        vote = one.vote(opening + "a " * words)
        assert vote and vote[0].weight == weight
    assert one.vote(opening + "a " * 300) is None
    assert one.vote("On Monday " + opening + "a " * 10) is None


def test_nothing_is_cut_out_of_standard_text_that_goes_as_a_whole() -> None:
    one = Search(book(start=["this website uses cookies …"], cut=["click here"]))
    assert not one.cuts("This website uses cookies and more. Click here to see.")
    assert one.cuts("The website uses cookies and more. Click here to see.")


def test_speech_is_protected() -> None:
    one = book(line=["click here"], start=["sign up"], cut=["click here"])
    for text in ("“Click here”", '"Sign up," she said', "„Click here“"):
        assert Search(one).vote(text) is None
    assert not Search(one).cuts("The mail said “click here” and they did.")
    assert Search(one).cuts("The wall stands. Click here It fell.")


def test_nothing_is_cut_out_of_a_quotation_but_a_marker_of_advertisements() -> None:
    one = book(cut=["click here"])
    quoted = (
        'It said: "Your account is locked. Click here to open it."',
        "„Ihr Konto ist gesperrt. Click here, um es zu öffnen“, stand da.",
        "« Votre compte est fermé. Click here pour le rouvrir », lisait-on.",
        "画面には「ロックされました。click here」と出た。",
    )
    for text in quoted:
        assert not Search(one).cuts(text), text
    assert Search(one).cuts('"It fell," he said. Click here "We ran," she said.')
    marker = Phrasebook([Phrase("ad-marker", "cut", "en", "story continues below")])
    assert Search(marker).cuts('"It fell. Story continues below We ran," he said.')


@given(st.text('a "“”„«»「」『』', max_size=12))
def test_a_quotation_opens_before_and_closes_after(text: str) -> None:
    marked = Marked(text)
    for at in range(len(text) + 1):
        before, after = text[:at], text[at:]
        simple = before.count('"') % 2 == 1 and '"' in after
        held = any(
            max(map(before.rfind, opening)) > before.rfind(closing) and closing in after
            for opening, closing in (
                ("“„", "”"),
                ("„", "“"),
                ("«", "»"),
                ("「", "」"),
                ("『", "』"),
            )
        )
        assert marked.in_quotation(at) == (simple or held)


@given(st.lists(st.sampled_from(["[a](b)", "[a", "](b)", " word ", "x"]), max_size=8).map("".join))
def test_a_match_tears_links_that_it_holds_in_part(text: str) -> None:
    marked = Marked(text)
    links = [set(range(*link.span())) for link in LINK.finditer(text)]
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            held = set(range(start, end))
            torn = any(link & held and not link <= held for link in links)
            match = PhraseMatch("related-link", "cut", start, end, "en", "a")
            assert marked.tears_link(match) == torn


def test_nothing_is_cut_out_of_a_markdown_link() -> None:
    one = book(cut=["click here", "(related *)"])
    for text in (
        "The wall stands, [click here](https://a.example/b) to see.",
        "It fell. [Related: more walls](https://a.example/b) We ran.",
    ):
        assert not Search(one).cuts(text), text
    assert Search(one).cuts("It fell. [Related: more walls] We [ran](https://a.example/b).")


FRONT = "The council met on Monday and settled nothing at all, said those who were there."
HINDI = "नगर परिषद की बैठक सोमवार को हुई और वहां मौजूद लोगों के मुताबिक कुछ भी तय नहीं हुआ।"
ZHONG = (
    "市议会星期一开会讨论了旧码头的未来但是据在场的人说最后什么也没有决定下来会议持续了三个小时。"
)


@pytest.mark.parametrize(
    ("front", "tail"),
    [
        (FRONT, " Read also: Harbour reopens after storm"),
        (FRONT, " READ ALSO: Dr. Ode speaks"),
        (FRONT, " Lea también: Reabre el puerto"),
        (FRONT, " Читайте також: Порт відкрито"),
        (FRONT, " Слідкуйте за нами у Facebook"),
        (FRONT, " İlgili Haber Liman yeniden açıldı"),
        (FRONT, " بیشتر بخوانید: بندر باز شد"),
        (HINDI, " यह भी पढ़ें: बंदरगाह फिर खुला"),
        (ZHONG, "相关阅读：旧码头重开"),
        (FRONT, "ADVERTISEMENT"),
        (FRONT, " Share this story"),
        (FRONT, "Share this story"),
        (FRONT, "Follow us on WhatsApp"),
        (FRONT, "Read also: Harbour reopens after storm"),
        (FRONT, "Read also: Will the harbour reopen?"),
        (FRONT, "Lue myös: Satama avataan uudelleen"),
        (f"{FRONT} {FRONT}", " More"),
        (f"{FRONT[:-1]}, {FRONT[:-1]} and {FRONT}", " More"),
        (FRONT, "Citește și: Portul se redeschide"),
        (FRONT, "Čtěte také"),
        (FRONT, "Sdílet Facebook Twitter"),
        (FRONT, " [Read also: Harbour reopens](https://quaypost.example/fair)"),
        (HINDI, "व्हाट्सएप चैनल से जुड़ें"),
        (FRONT, " Sign up for our free daily newsletter."),
        (FRONT, " Mehr News aus der Region gibt es in unserem kostenlosen Newsletter."),
    ],
)
def test_chrome_behind_the_last_sentence_is_cut(front: str, tail: str) -> None:
    (cut,) = Search(phrases.load()).cuts(front + tail)
    assert (front + tail)[cut.start : cut.end] == tail.strip()


@pytest.mark.parametrize(
    "tail",
    [
        "Read also: the harbour reopens, as we said.",
        "Open in Grant, which makes up a snow day.",
        "Supported by her sister.",
        "Follow the coast to the north.",
        '"Sign up for our newsletter," it says.',
        '"We have news for you. Sign up for our free daily newsletter."',
        "He reads the newsletter of the council.",
        "Foto: Jana Keller",
        "Turn to page 4",
        "Sign in with your email",
        "Create an account",
        "Download the app",
        "Leave a comment",
        "Read also: will the harbour reopen?",
    ],
)
def test_a_last_sentence_of_the_story_is_not_cut(tail: str) -> None:
    assert not Search(phrases.load()).cuts(f"{FRONT} {tail}")


@pytest.mark.parametrize(
    "tail",
    ["Read the rest aloud, he said.", "Harbour", "org/share this story", "..Read more"],
)
def test_not_all_that_is_glued_is_cut(tail: str) -> None:
    assert not Search(phrases.load()).cuts(FRONT + tail)


@pytest.mark.parametrize(
    "text",
    [
        "They met... Read more",
        "They met. Read also: Harbour reopens",
        "The council wants to close the old bridge over the river in autumn. More",
        "You have reached your limit of free articles for this month, dear reader. Subscribe now",
    ],
)
def test_nothing_is_cut_from_a_short_line_a_teaser_or_chrome(text: str) -> None:
    assert not Search(phrases.load()).cuts(text)


def test_a_label_in_brackets_stays_with_its_headline() -> None:
    search = Search(phrases.load(frozenset({"zh"})))
    assert not search.cuts("【延伸阅读】旧码头今年重开")
    assert search.vote("【延伸阅读】旧码头今年重开")
    assert search.cuts("【延伸阅读】市议会星期一开会讨论了旧码头的未来。")


def test_a_heading_takes_short_lines_along() -> None:
    one = book(heading=["related stories"])
    prose = "The council met on Monday and settled nothing at all, said those who were there. " * 2
    page = reading("Related stories", "Wall to be raised", "Sea falls", prose, "Ends")
    votes = Search(one).votes(page)
    assert [bool(v) for v in votes] == [True, True, True, False, False]
    assert 0 < votes[1][0].weight < STRONG
    closing = Search(one).votes(reading(prose, "Related stories", "Wall to be raised", "Sea falls"))
    assert closing[2][0].weight >= STRONG
    assert closing[2][0].reason == "promo"


def test_the_last_line_of_a_list_in_a_text_may_head_the_prose_below() -> None:
    one = book(heading=["log in"])
    prose = "The council met on Monday and settled nothing at all, said those who were there. " * 2
    lines = ["Log in", "Letters of the week", "Bells are a joy"]
    votes = Search(one).votes(reading(*lines, prose))
    assert [v[0].weight for v in votes[1:3]] == [4.0, 2.0]
    assert not votes[3]
    button = Search(one).votes(reading(*lines[:2], "Get quote", prose))
    assert button[2][0].weight == 4.0
    html = read(Page("".join(f"<p>{line}</p>" for line in [*lines, prose]), "html"))
    assert Search(one).votes(html)[2][0].weight == 4.0


def test_where_a_story_goes_on_is_not_cut_out_of_a_question() -> None:
    marker = Search(
        Phrasebook([Phrase("ad-marker", "cut", "en", "the story goes on below the advert")])
    )
    asked = "The story goes on below the advert? Not this time, for the tractor was found."
    assert not marker.cuts(asked)
    assert marker.cuts(asked.replace("advert?", "advert"))
    arabic = Search(Phrasebook([Phrase("related-link", "cut", "ar", "تابع القراءة أسفل الإعلان")]))
    assert not arabic.cuts("تابع القراءة أسفل الإعلان؟ ليس هذه المرة، فقد عثر على الجرار سريعا.")


def test_the_first_of_several_lines_below_a_label_of_other_stories_leads_away() -> None:
    one = Search(Phrasebook([Phrase("related-list", "heading", "en", "also read")]))
    prose = "The council met on Monday and settled nothing at all, said those who were there. " * 2
    lines = ["Also read", "Fire in the old mill", "What the mayor says"]
    several = one.votes(reading(*lines, prose))
    assert [v[0].evidence for v in several[1:3]] == ["first-link:phrase:en", "phrase:en"]
    single = one.votes(reading(*lines[:2], prose))
    assert single[1][0].evidence == "phrase:en"
    html = read(Page("".join(f"<p>{line}</p>" for line in [*lines, prose]), "html"))
    assert one.votes(html)[1][0].evidence == "phrase:en"


@pytest.mark.parametrize(
    ("markup", "voted"),
    [
        ("<div><h3>Related stories</h3><p>Wall to be raised</p></div><h2>Sea falls</h2>", 2),
        ("<div><div><h3>Related stories</h3></div><p>Wall raised</p><p>Sea falls</p></div>", 3),
        ("<h3>Related stories</h3><ul><li>Wall raised</li><li>Sea falls</li></ul>", 3),
    ],
    ids=["a box of its own", "a heading in a box", "no box"],
)
def test_a_list_ends_with_the_element_around_it_and_its_heading(markup: str, voted: int) -> None:
    prose = "<p>The council met on Monday and settled nothing at all.</p>" * 3
    page = read(Page(f"<html><body><main>{markup}{prose}</main></body></html>", "html"))
    found = Search(book(heading=["related stories"])).votes(page)
    assert [bool(votes) for votes in found] == [n < voted for n in range(len(found))]


@pytest.mark.parametrize(
    ("texts", "voted"),
    [
        (["Also read", "Fire in the old mill", "Mayor sells his boat"], [0, 1, 2]),
        (["Also read", "Fire in the old mill"], [0]),
        (["Also read", "Fire in the old mill", "Mayor sells his boat", "The mill " * 20], [0]),
    ],
    ids=["at the end", "one headline only", "with prose below"],
)
def test_a_line_that_announces_stories_takes_a_last_list_along(
    texts: list[str], voted: list[int]
) -> None:
    one = Phrasebook([Phrase("related-link", "line", "en", "also read")])
    found = Search(one).votes(reading(*texts))
    assert [i for i, votes in enumerate(found) if votes] == voted


def test_a_list_ends_where_blank_lines_begin() -> None:
    one = book(heading=["related stories"])
    texts = ["Related stories", "Wall raised", "Sea falls", "Fish gone"]
    source = "Related stories\nWall raised\nSea falls\n\nFish gone"
    blocks = tuple(
        Block(i, t, source.index(t), source.index(t) + len(t)) for i, t in enumerate(texts)
    )
    votes = Search(one).votes(Reading(Page(source, "text"), blocks))
    assert [bool(v) for v in votes] == [True, True, True, False]


def test_more_states_than_are_remembered_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["share on a b c facebook now", "x y share on on on facebook", "share facebook"]
    places = {"cut": ["share on * facebook"], "line": ["share {on *|} facebook {now|}"]}
    before = [book(**places).match(t) for t in texts]
    monkeypatch.setattr(automaton, "STATES", 2)
    assert [book(**places).match(t) for t in texts] == before
    assert any(before)


@settings(deadline=None)
@given(st.text(max_size=400))
def test_any_text_gets_offsets_inside_it(text: str) -> None:
    whole = phrases.load()
    for match in whole.match(text):
        assert 0 <= match.start < match.end <= len(text)
    ends = [0]
    for cut in Search(whole).cuts(text):
        assert ends[-1] <= cut.start
        ends.append(cut.end)


def test_names_of_tables_are_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "cleaner" / "data" / "phrases"
    folder.mkdir(parents=True)
    (folder / "xx.toml").write_text('[no-such-reason]\nline = ["a"]\n')
    (folder / "xy.toml").write_text('[promo]\nline = ["a", "a"]\n')
    monkeypatch.setattr(word_files.resources, "files", lambda name: tmp_path / name)
    for language in ("xx", "xy"):
        with pytest.raises(ValueError):
            phrases.read_phrases.__wrapped__(language)


def test_items_of_a_digest_are_spared():
    item = "The council of district {} voted for the bridge on Tuesday. Read more"
    single = read(Page(item.format(1), "text"))
    digest = read(Page("\n".join(item.format(n) for n in range(6)), "text"))
    assert phrases.new_search().votes(single)[0][0].weight >= STRONG
    assert all(vote[0].weight < STRONG / 1.5 for vote in phrases.new_search().votes(digest))


def test_the_compiled_form_is_in_step_with_the_phrase_files() -> None:
    """If this fails, run ``python -m cleaner.evidence.phrases``."""
    assert files.compiled().read_text("utf-8") == files.compile_phrases()


WORDS = st.text("aéAßがガｶﾞำ日Ĳ5²½٣kM.,_'’ʼ` -©ı\u0301\u0345\u200d\u00ad\u064b\u0645𝐑", max_size=30)


@settings(deadline=None, max_examples=300)
@given(st.one_of(WORDS, st.text(max_size=30)))
def test_a_skimmed_text_has_the_words_of_its_tokens(text: str) -> None:
    assert skim(text) == list(skim_tokens(token.text for token in phrases.tokenize(text)))


def test_a_book_whose_keys_are_known_finds_what_any_other_finds() -> None:
    quick = phrases.load()
    plain = Phrasebook(quick.phrases)
    for language in LANGUAGES[::9]:
        for case in cases(language):
            for line in lines(case):
                assert quick.match(line) == plain.match(line)


def test_a_phrase_does_not_speak_for_the_sentence_glued_to_its_headline() -> None:
    one = Search(book(start=["read also"]))
    before = "The mill on the river burned down on Sunday night, the brigade said. " * 8
    link = "Read also: Why flour got dearer"
    story = "The fire spread from the drying loft to the store in less than ten minutes."

    def voted(text: str) -> list[bool]:
        return [bool(votes) for votes in one.votes(read(Page(text, "text")))]

    assert not any(voted(f"{before}{link} {story}"))
    assert any(voted(f"{before}{link}."))
    assert any(voted(f"{link} {story}"))


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("<a>Condividi</a><a>Tweet</a><a>Invia</a>", "share-bar"),
        ("<a>Teilen</a><a>Drucken</a>", "share-bar"),
        ("<b>GUARDA ANCHE</b><a>Il ponte chiude fino a maggio</a>", "related-link"),
        ("<span>Lees ook</span><a>De brug blijft dicht</a>", "related-link"),
        ("<span>READ MORE</span><a>The bridge stays shut</a>", "related-link"),
        ("<a>Condividi</a><a>Il ponte chiude</a>", ""),
        ("<a>Teilen</a>macht Freude", ""),
        ("<b>Il ponte</b><a>chiude fino a maggio</a>", ""),
        ("<b>Lees ook</b><a>De brug</a> in de krant van morgen, met foto's.", ""),
        ("<b>Sport</b><a>Il ponte</a><a>La diga</a>", ""),
    ],
)
def test_what_stands_without_a_space_beside_a_link_is_looked_at_by_itself(
    markup: str, reason: str
) -> None:
    page = read(Page(f"<html><body><div>{markup}</div></body></html>", "html"))
    (found,) = phrases.new_search().votes(page)
    assert [vote.reason for vote in found] == ([reason] if reason else [])


STORY = (
    "Стены старого склада разобрали за три дня, и на их месте теперь стоит вода.",
    "Жители посёлка говорят, что такого не помнят даже старики, родившиеся до войны.",
    "В администрации обещают засыпать яму до зимы, но денег на это пока не нашли.",
    "Мальчишки уже спустили туда лодку и катают на ней всех, кто согласен грести.",
    "Осенью здесь посадят ивы, если только вода не уйдёт сама, как ушла в прошлый раз.",
)


def leaning(*lines: str) -> dict[str, str]:
    """What phrases say of the lines that they know, in a text of theirs."""
    page = reading(*lines)
    votes = Search(phrases.load()).votes(page)
    return {b.text: v[0].label for b, v in zip(page.blocks, votes, strict=True) if v}


def test_a_label_between_two_paragraphs_may_be_a_subheading() -> None:
    one, two, three, four, five = STORY
    assert leaning(one, "Меню", two, "Пароль", three) == {"Меню": "heading", "Пароль": "heading"}
    assert leaning(one, "Контакты", "Кому звонить?", two) == {"Контакты": "heading"}
    assert leaning(one, "Меню", "Окунь: 900", "Щука: 1000", two) == {"Меню": "heading"}
    assert leaning(one, "Меню", "Поиск", two) == {"Меню": "chrome", "Поиск": "chrome"}
    assert leaning(one, "Реклама", two, "Поделиться", three, "Комментарии", four) == {
        "Реклама": "chrome",
        "Поделиться": "chrome",
        "Комментарии": "chrome",
    }
    assert leaning(one, "Видео", two) == {"Видео": "chrome"}
    others = (one, "Осень на реке", two, "Что говорят соседи", three)
    assert leaning(*others, "Видео", four, "Подписка", five) == {
        "Видео": "heading",
        "Подписка": "heading",
    }
    assert leaning(*others, "Читайте также", four) == {"Читайте также": "chrome"}


def test_a_sentence_behind_a_label_belongs_to_the_story() -> None:
    one = book(start=["source :", "read also :"])
    named = Phrasebook([Phrase("photo-credit", "start", "en", "source :")])
    assert not Search(named).vote("Source: it springs from the rock, two hours above the village.")
    assert Search(named).vote("Source: Bureau of Rivers and Springs, own sums")
    assert Search(named).vote("Source: Reuters.")
    assert Search(one).vote("Read also: the rock, the spring, the village and the hours between.")
    label = Phrasebook([Phrase("related-link", "start", "en", "read also :")])
    assert not Search(label).vote("Read also: what is printed small on the back of the box.")
    assert Search(label).vote("Read also: What is printed small on the back of the box.")
    editor = Phrasebook([Phrase("author-bio", "start", "en", "editor :")])
    assert not Search(editor).vote("Editor: Why did you leave?")
    assert not Search(editor).vote("Editor: 3 days, 2 nights")
    assert Search(editor).vote("Editor: Jane Doe")


def test_a_bracket_that_points_elsewhere_in_the_text_stays() -> None:
    one = Phrasebook([Phrase("related-link", "cut", "en", "(see also *)")])
    assert not Search(one).cuts("He bought it (see also chapter 3) and was sorry at once.")
    assert not Search(one).cuts("He bought it (see also chapter 3).")
    assert Search(one).cuts("He bought it (see also: A house for nothing) and was sorry.")
    assert Search(one).cuts("He bought it. (See also the house) He was sorry.")


def named(reason: str, **places: list[str]) -> Phrasebook:
    """A book whose phrases all have that reason."""
    return Phrasebook(
        Phrase(reason, where, "en", text)  # type: ignore[arg-type]
        for where, texts in places.items()
        for text in texts
    )


REPORTED = "Necessary cookies are small, but the others follow you around, said Dr Amina Patel."


def test_standard_text_that_somebody_says_by_name_is_reported() -> None:
    one = Search(book(start=["necessary cookies are …"]))
    vote = one.vote(REPORTED)
    assert vote and vote[0].weight == 1.0
    notice = one.vote("Necessary cookies are kept only if, when you are asked, you say yes.")
    assert notice and notice[0].weight == 9.0


def test_what_a_quotation_ends_with_is_no_button() -> None:
    one = Search(book(end=["click here"]))
    assert one.vote("The text message ends with the words: «Click here»") is None
    assert one.vote("Your parcel is on its way, click here") is not None


def test_nothing_is_cut_that_a_sentence_goes_on_to_report() -> None:
    one = Search(book(cut=["sign up for our newsletter"]))
    assert not one.cuts("Sign up for our newsletter, it says on his page, and many do so.")
    assert one.cuts("Sign up for our newsletter, it is free and comes on Fridays.")


def test_one_word_with_a_stop_is_an_answer_not_a_button_of_a_consent_form() -> None:
    one = Search(named("cookie-notice", line=["refuse"]))
    assert one.vote("Refuse.") is None
    assert one.vote("Refuse") is not None


def test_a_gap_in_the_label_of_other_stories_leaves_a_finished_sentence_in_doubt() -> None:
    one = Search(named("related-link", start=["the full list {*|} is {here|on}"]))
    told = one.vote("The full list of the victims is on a stone that the club put up in May.")
    label = one.vote("The full list of the winners is here")
    assert told and label and told[0].weight < label[0].weight


def test_a_line_that_announces_sentences_of_the_story_stays() -> None:
    one = named("related-link", line=["here are the latest developments {from *|}"])
    told = "The army said on Monday that it had taken two villages by the river."
    line = "Here are the latest developments:"
    assert not any(Search(one).votes(reading(told, line, told, told)))
    assert Search(one).votes(reading(told, line, "Army takes villages", "Talks go on"))[1]
    assert Search(one).votes(reading(told, line[:-1], told, told))[1]


def test_a_list_price_among_the_facts_of_a_review_stays() -> None:
    one = named("promo", line=["rrp #"])
    assert not any(Search(one).votes(reading("RRP: £349", "Weight: 254 g", "Battery: 38 hours")))
    assert not Search(one).votes(reading("Weight: 254 g", "RRP: £349", "Battery: 38 hours"))[1]
    assert Search(one).votes(reading("The folding hinge squeaks.", "RRP: £349", "£299"))[1]


def test_a_button_of_a_consent_form_may_be_a_subheading_among_others() -> None:
    one = Search(named("cookie-notice", line=["always active"]))
    told = "Her father kept the lock, and her mother mended nets all through the winter."
    heads = ("Childhood by the river", "A late fame")
    found = one.votes(reading(told, heads[0], told, "Always active", told, heads[1], told))
    assert found[3][0].label == "heading"
    assert one.votes(reading(told, "Always active", told))[1][0].label == "chrome"
