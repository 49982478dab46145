"""The closed vocabulary of reasons for which a block is not in the text."""

from __future__ import annotations

REASONS: dict[str, str] = {
    "sign-in-prompt": "Asks the reader to sign in or register, or lists what members get.",
    "comment-policy": "States the rules or the state of the comment section.",
    "comments": "A reader's comment or the frame around comments.",
    "embedded-post": "Part of an embedded post; the Markdown shows it in its place.",
    "newsletter": "Offers a newsletter or e-mail alert.",
    "subscription-offer": "Sells a subscription or says that the text is for subscribers.",
    "share-bar": "Buttons and prompts to share, save, print, follow or copy the link.",
    "counter": "A bare count of shares, comments, pictures or views.",
    "related-link": "A link or headline that leads to another story.",
    "related-list": "A list, or the heading of a list, of other stories.",
    "navigation": "Menus, breadcrumbs, page numbers, skip links.",
    "ad-marker": "Marks, or is, an advertisement or sponsored item.",
    "cookie-notice": "Asks for consent or explains cookies and data use.",
    "copyright": "Copyright, reuse and licence lines.",
    "photo-credit": "Names the photographer or picture agency.",
    "app-promo": "Promotes the site's app.",
    "donation-appeal": "Asks for money for the site.",
    "author-bio": "Describes the author, not the story.",
    "player-control": "Labels of a video or audio player.",
    "form-message": "Labels and messages of a form.",
    "contact-line": "How to reach the newsroom.",
    "tags": "Topic tags and category labels.",
    "promo": "Promotes another offer of the site.",
    "template-residue": "Code or placeholders of the page that were never rendered.",
    "disclaimer": "Legal or editorial small print about the site, not the story.",
    "duplicate": "Says again, word for word, what stands elsewhere on the page.",
    "site-repeat": "Stands on several pages of the same site.",
    "low-content": "Too little text among too much else to be part of the article.",
    "boilerplate": "Looks like page furniture to the learned labeller; no single kind stands out.",
    "title": "The headline; it is in the metadata.",
    "subtitle": "The standfirst; it is in the metadata.",
    "byline": "The author line; it is in the metadata.",
    "date-line": "The date line; it is in the metadata.",
    "place-line": "The dateline of place; it is in the metadata.",
    "caption": "The caption of a picture.",
}


def explain(reason: str) -> str:
    """One sentence for people about a reason. Raises ``KeyError`` for an unknown one."""
    return REASONS[reason]
