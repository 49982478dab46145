"""Embedded posts of social networks: which elements hold one, and whom it is by.

The networks hand out quotes with their text and a line like "— Name (@name) March 3, 2024";
sites put them into figures and elements of their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from turbohtml import Element

from cleaner.grammar.letters import fold
from cleaner.records import Block, Post

_NETWORKS = {
    "twitter": "twitter",
    "tweet": "twitter",
    "instagram": "instagram",
    "instgrm": "instagram",
    "tiktok": "tiktok",
    "bluesky": "bluesky",
    "bsky": "bluesky",
    "mastodon": "mastodon",
    "reddit": "reddit",
    "shreddit": "reddit",
    "facebook": "facebook",
    "fb": "facebook",
    "threads": "threads",
    "telegram": "telegram",
    "tgme": "telegram",
}
"""Networks by the words that stand for them in names of classes and elements."""
_OFFERED = re.compile(
    r"twitter-(?:tweet|video)(?:-rendered)?|instagram-media|tiktok-embed|bluesky-embed"
    r"|mastodon-embed|reddit-(?:embed-bq|card|embed)|fb-(?:post|video|xfbml-parse-ignore)|text-post-media"
    r"|telegram-(?:post|embed|message)|tgme_widget_message"
)
"""Classes that the networks' own snippets carry, and copies of them."""
_EMBED = re.compile(r"(?:^|[-_])embed(?:s|ded)?(?:$|[-_])|^(?:tweet|social-?post)$")
_TAGS = frozenset({"blockquote", "figure"})
_NOT_POSTS = re.compile(r"wp-embedded-content")
_WORD = re.compile(r"[a-z]+")
_POST_URL = re.compile(
    r"(?:twitter|x)\.com/\w+/status|instagram\.com/(?:p|reel|tv)/|tiktok\.com/@[\w.-]+/video"
    r"|bsky\.app/profile/[^/]+/post|reddit\.com/r/\w+/comments|threads\.(?:net|com)/@[\w.]+/post"
    r"|facebook\.com/.*(?:posts|videos|photos|permalink)|/@[\w.-]+/\d{6,}"
    r"|//t(?:elegram)?\.me/(?:s/)?\w{4,}/\d+"
)
_CHANNEL = re.compile(r"//t(?:elegram)?\.me/(?:s/)?(\w{4,})/\d+")
_CREDIT = re.compile(
    r"[—–]\s*(?P<author>[^—–]{1,80}?)\s*\(\s*(?P<handle>@[\w.-]+(?:@[\w.-]+)?)\s*\)(?P<rest>.*)$"
)
_HANDLE = re.compile(r"(?<![\w/.])@[\w.-]*\w(?:@[\w.-]+\w)?")
_HANDLE_IN_BRACKETS = re.compile(r"\(\s*(@[\w.-]*\w(?:@[\w.-]+\w)?)\s*\)")
_USER = re.compile(r"/(?:u|user)/([\w-]+)/?$")
_LONGEST_DATE = 60
_LONGEST_NAME = 80
_LONGEST = 20_000
"""Characters of an element beyond which it is no post but a part of the page."""


def may_be_post(tag: str, classes: str | None) -> bool:
    """Whether an element may hold an embedded post, by its tag and class."""
    if tag not in _TAGS:
        return "-" in tag and bool(_network_in(tag))
    return any(
        _OFFERED.fullmatch(name) or (_EMBED.search(name) and not _NOT_POSTS.match(name))
        for name in (classes or "").lower().split()
    )


def with_posts(
    blocks: Sequence[Block], found: Sequence[tuple[int, int, Element]]
) -> tuple[Block, ...]:
    """The blocks, those in an embedded post with whom it is by.

    ``found`` names index of a block, number of the post and its element.
    """
    if not found:
        return tuple(blocks)
    marked = list(blocks)
    posts: dict[int, Post | None] = {}
    for index, number, element in found:
        if number not in posts:
            posts[number] = read_post(element)
        if posts[number]:
            marked[index] = replace(marked[index], post=posts[number])
    return tuple(marked)


def read_post(element: Element) -> Post | None:
    """Whom an embedded post is by; None if the element holds none after all."""
    text = fold(" ".join(element.strings))
    if len(text) > _LONGEST:
        return None
    links = [(link, (link.attr("href") or "").strip()) for link in element.find_all("a", limit=40)]
    url = _url(element, [href for _, href in links])
    offered = _offered_by(element)
    author, handle, date = _credit(element, text, links)
    if not (offered or handle or (url and author)):
        return None
    return Post(offered or _network_of(url), author, handle, date or _date(element, links), url)


def _network_in(name: str) -> str:
    return next((_NETWORKS[word] for word in _WORD.findall(name) if word in _NETWORKS), "")


def _offered_by(element: Element) -> str:
    """The network whose own snippet this is; empty for a site's own element."""
    for name in (element.attr("class") or "").lower().split():
        if _OFFERED.fullmatch(name):
            return _network_in(name) or "threads"
    return ""


def _network_of(url: str) -> str:
    """The network that an address of a post belongs to."""
    host = (urlsplit(url).hostname or "") if url else ""
    if host in ("x.com", "www.x.com"):
        return "twitter"
    return _network_in(host) or ("mastodon" if url else "")


def _url(element: Element, hrefs: list[str]) -> str:
    """The address of the post, as an attribute or the last such link has it."""
    names = ("cite", "data-instgrm-permalink", "data-href", "data-embed-url", "data-url")
    given = [value.strip() for name in names if (value := element.attr(name))]
    inner = element.find("blockquote")
    if inner is not None and (cite := inner.attr("cite")):
        given.append(cite.strip())
    posts = [address for address in (*given, *reversed(hrefs)) if _POST_URL.search(address)]
    return _valid((posts or given or [""])[0])


def _valid(url: str) -> str:
    try:
        return url if urlsplit(url).hostname else ""
    except ValueError:
        return ""


def _credit(element: Element, text: str, links: list[tuple[Element, str]]) -> tuple[str, str, str]:
    """Author, handle and date; empty strings for what is not said."""
    if found := _CREDIT.search(text):
        return found["author"].strip(), found["handle"], _as_date(found["rest"])
    if found := _HANDLE_IN_BRACKETS.search(text):
        return _name_before(element, text[: found.start()]), found[1], ""
    for link, href in links:
        if account := _account(fold(link.text), href):
            return "", account, ""
    cite = element.find("cite")
    if cite is not None and 0 < len(fold(cite.text)) <= _LONGEST_NAME:
        return fold(cite.text).lstrip("—– "), "", ""
    return _by_link(element, links), _only_handle(text), ""


def _account(name: str, href: str) -> str:
    """The account that a link leads to, by its address or its text."""
    if user := _USER.search(urlsplit(_valid(href)).path):
        return f"u/{user[1]}"
    if channel := _CHANNEL.search(href):
        return f"@{channel[1]}"
    return name if _HANDLE.fullmatch(name) else ""


def _name_before(element: Element, text: str) -> str:
    """The name that stands before a handle, where an element or capitals set it apart."""
    text = text.rstrip()
    for inner in element.find_all(["b", "strong", "a", "cite"], limit=40):
        name = fold(inner.text)
        if 0 < len(name) <= _LONGEST_NAME and text.endswith(name):
            return name
    words = text.split()
    first = len(words)
    while first and words[first - 1][:1].isupper() and len(words) - first < 5:
        first -= 1
    return " ".join(words[first:])


def _by_link(element: Element, links: list[tuple[Element, str]]) -> str:
    """The name that is linked to an account, behind the text of the post."""
    quoted = element.find("p")
    for link, href in links if quoted is not None else ():
        path = urlsplit(_valid(href)).path.strip("/")
        name = fold(link.text)
        to_account = path and "/" not in path and 0 < len(name) <= _LONGEST_NAME
        if to_account and link.closest("p") is None:
            return name
    return ""


def _only_handle(text: str) -> str:
    """The handle with its server, where the text names just one."""
    found = {handle for handle in _HANDLE.findall(text) if handle.count("@") == 2}
    return found.pop() if len(found) == 1 else ""


def _date(element: Element, links: list[tuple[Element, str]]) -> str:
    """When the post was written: of a ``<time>`` element, or the text of the link to the post."""
    time = element.find("time")
    if time is not None:
        return fold(time.attr("datetime") or time.text)[:_LONGEST_DATE]
    texts = [fold(link.text) for link, href in links if _POST_URL.search(href)]
    return next((date for text in reversed(texts) if (date := _as_date(text))), "")


def _as_date(text: str) -> str:
    text = text.strip(" ,·|")
    digits = sum(c.isdigit() for c in text)
    return text if digits >= 2 and len(text) <= _LONGEST_DATE else ""
