"""Profiles as JSON: readable, editable, and the same bytes for the same profile.

``docs/profile.schema.json`` describes the form. Pages stand in a list; what stands on them says
where by positions in that list, runs written as "0-5,7". Things that stand on the same pages, as
the same, share an entry. What has no use yet, but that other shards may have too, is a hash.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from base64 import b85decode, b85encode
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from cleaner.profiles.forms import KEY_BYTES, fold, is_loose, key_in, nameless, shown
from cleaner.profiles.habits import FIELDS, NO_MONTH, Habit, hashed
from cleaner.profiles.known import EARLY, INLINE, KEPT, LOOSE_STORIES, PROSE, pack, unpack
from cleaner.profiles.record import VERSION, K, Marks, Profile, Ruling, Text
from cleaner.records import CleanerError

SUFFIX = ".json"
_MARKS = {"kept": KEPT, "inline": INLINE, "prose": PROSE, "early": EARLY}
_UNSAFE = re.compile(r"[^\w.-]+")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_PAGE_BITS = 64
_LONGEST_NAME = 57
"""Characters of a site in the name of its file: at most 228 bytes, so that with a hash, the suffix
and what is put around the name while it is written it has the 255 that file systems allow."""
_OURS = re.compile(rb'\s*\{\s*"version"\s*:\s*%d\s*,' % VERSION)
_OPENING = 200


class ProfileError(CleanerError):
    """A file that is no profile, or of another version; the message names it."""


def dumps(profile: Profile) -> str:
    """A profile as JSON, one thing a line."""
    order = _in_order(profile)
    place = {page: at for at, page in enumerate(order)}
    used = {key: text for key, text in profile.texts.items() if _is_shown(key, text, profile)}
    values = {habit: on for habit, on in profile.habits.items() if not _is_hidden(habit, on)}
    forms = {text.form: text.marks for text in used.values() if text.marks}
    content = {
        "version": VERSION,
        "site": profile.site,
        "stories": profile.known.stories,
        "pages": {f"{page:016x}": profile.pages[page] for page in order},
        "rulings": dict(sorted(_rulings(profile))),
        "texts": _grouped(forms, _names_of, place, "texts"),
        "containers": _grouped(profile.containers, str, place, "paths"),
        "habits": [_habit(habit, marks, place) for habit, marks in _by_number(values)],
        "places": _grouped(profile.places, _odds_and_share, place, "paths"),
        "once": {
            label: _joined(on)
            for label, on in sorted(_hidden(profile, place, used.keys() | values.keys()).items())
        },
    }
    return _laid_out(content)


def loads(text: str | bytes, name: str = "profile") -> Profile:
    """The profile that JSON holds. Raises ``ProfileError``; ``name`` stands in its message."""
    try:
        content = json.loads(text)
        if content.get("version") != VERSION:
            raise ProfileError(
                f"{name}: version {content.get('version')!r} of a profile, this program reads "
                f"version {VERSION}; move it away and learn the site again"
            )
        return _profile(content)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as e:
        raise ProfileError(f"{name}: no profile ({type(e).__name__}: {e})") from e


def write(profile: Profile, path: Path) -> None:
    """Write a profile to a file, whole or not at all."""
    partial = path.with_name(f".{path.name}.partial")
    partial.write_bytes(dumps(profile).encode("utf-8", "replace"))
    partial.replace(path)


def read(path: Path) -> Profile:
    """The profile in a file. Raises ``ProfileError``."""
    try:
        return loads(path.read_bytes(), str(path))
    except OSError as e:
        raise ProfileError(f"{path}: cannot be read ({e.strerror or e})") from e


def paths_in(folder: Path) -> list[Path]:
    """The files of profiles in a folder, or the file itself. Raises ``ProfileError`` for none."""
    paths = sorted(folder.glob("*" + SUFFIX)) if folder.is_dir() else [folder]
    if not paths:
        raise ProfileError(f"{folder}: no profiles in this folder; make some with `cleaner learn`")
    return paths


def check_folder(folder: Path) -> None:
    """Raise ``ProfileError`` if a file in a folder, or a file, is no profile of our version.

    Files that begin and end as ours do are believed, so that a large folder is no work.
    """
    for path in paths_in(folder):
        try:
            with path.open("rb") as file:
                ours = _OURS.match(file.read(_OPENING)) is not None
                file.seek(-min(_OPENING, path.stat().st_size), os.SEEK_END)
                ours = ours and file.read().rstrip().endswith(b"\n}")
        except OSError as e:
            raise ProfileError(f"{path}: cannot be read ({e.strerror or e})") from e
        if not ours:
            read(path)


def file_name(site: str) -> str:
    """The name of the file of a site's profile, of no other site too.

    Where characters or length have to give way, a hash of the whole stands for them.
    """
    safe = _UNSAFE.sub("_", site).strip(".")[:_LONGEST_NAME]
    if safe == site:
        return safe + SUFFIX
    digest = hashlib.sha256(site.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{safe or 'site'}-{digest}{SUFFIX}"


def _in_order(profile: Profile) -> list[int]:
    """The pages, those that share much beside each other: so runs of them are long."""
    texts = profile.known.texts
    order = sorted(texts, key=lambda key: (-texts[key].stories, key))

    def lacks(page: int) -> list[bool]:
        return [page not in profile.texts[key].marks for key in order]

    return sorted(profile.pages, key=lambda page: (lacks(page), page))


def _is_shown(key: int, text: Text, profile: Profile) -> bool:
    """Whether a text is written out: its form is known, and it counts for something."""
    repeat = profile.known.texts.get(key)
    if repeat is None or not text.form:
        return False
    return bool(text.ruling) or repeat.stories >= LOOSE_STORIES or not is_loose(text.form)


def _is_hidden(habit: Habit, marks: Marks) -> bool:
    """Whether a value is one page's only, or known as a hash only."""
    return habit[0] in FIELDS.values() and (len(marks) == 1 or habit == hashed(habit))


def _rulings(profile: Profile) -> Iterator[tuple[str, Ruling]]:
    for key, text in profile.texts.items():
        if text.ruling:
            yield text.form or nameless(key), text.ruling


def _grouped(
    table: Mapping[str, Marks], said: Callable[[int], str], place: Mapping[int, int], what: str
) -> list[dict[str, Any]]:
    """Entries of things that stand on the same pages as the same, those of most pages first."""
    groups: defaultdict[tuple[tuple[str, str], ...], list[str]] = defaultdict(list)
    for name, marks in table.items():
        groups[tuple(_by_value(marks, said, place))].append(name)
    entries = [{"on": dict(on), what: sorted(names)} for on, names in groups.items()]
    return sorted(entries, key=lambda e: (-len(table[e[what][0]]), e[what]))


def _by_value(
    marks: Marks, said: Callable[[int], str], place: Mapping[int, int]
) -> Iterator[tuple[str, str]]:
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for page, value in marks.items():
        groups[value].append(place[page])
    for value, on in sorted(groups.items()):
        yield said(value), runs(sorted(on))


def _names_of(marks: int) -> str:
    where = [name for name, bit in _MARKS.items() if marks & bit]
    return " ".join(where if marks & KEPT else ["gone", *where])


def _odds_and_share(value: int) -> str:
    return "{} {}".format(*unpack(value))


def _habit(habit: Habit, marks: Marks, place: Mapping[int, int]) -> dict[str, Any]:
    kind, value = habit
    pages = sorted(marks, key=place.__getitem__)
    entry: dict[str, Any] = {"what": kind, "value": value, "on": runs(place[p] for p in pages)}
    return entry | ({"months": [marks[p] for p in pages]} if kind == "zone" else {})


def _hidden(
    profile: Profile, place: Mapping[int, int], used: Iterable[int | Habit]
) -> dict[str, dict[int, list[int]]]:
    """Keys of all that is not written out, by marks or kind of habit, and by page."""
    found: defaultdict[str, defaultdict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for key in profile.texts.keys() - used:
        for page, marks in profile.texts[key].marks.items():
            found[_names_of(marks)][place[page]].append(key)
    for habit in profile.habits.keys() - used:
        for page in profile.habits[habit]:
            found[habit[0]][place[page]].append(key_in(habit[1]))
    return {label: dict(on) for label, on in found.items()}


def _joined(on: Mapping[int, list[int]]) -> dict[str, Any]:
    """Keys by page as one string, with their number on each page up to the last that has any."""
    counts = [len(on.get(at, ())) for at in range(max(on) + 1)]
    raw = b"".join(key.to_bytes(KEY_BYTES, "big") for at in sorted(on) for key in sorted(on[at]))
    return {"counts": counts, "keys": b85encode(raw).decode("ascii")}


def _apart(joined: Mapping[str, Any]) -> Iterator[tuple[int, int]]:
    """``(position of the page, key)`` of all keys that ``_joined`` put together."""
    raw, counts = b85decode(joined["keys"]), joined["counts"]
    _check(len(raw) == KEY_BYTES * sum(counts), "hashes are cut off")
    keys = (raw[at : at + KEY_BYTES] for at in range(0, len(raw), KEY_BYTES))
    for at, count in enumerate(counts):
        yield from ((at, int.from_bytes(key, "big")) for key in islice(keys, count))


def _by_number(table: Mapping[K, Marks]) -> list[tuple[K, Marks]]:
    return sorted(table.items(), key=lambda item: (-len(item[1]), item[0]))


def runs(numbers: Iterable[int]) -> str:
    """Ascending numbers as runs: "0-5,7"."""
    found: list[list[int]] = []
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return ",".join(str(a) if a == b else f"{a}-{b}" for a, b in found)


def numbers(given: str) -> list[int]:
    """The numbers of runs. Raises ``ValueError``."""
    found: list[int] = []
    for run in given.split(",") if given else ():
        first, _, last = run.partition("-")
        found += range(int(first), int(last or first) + 1)
    return found


def _laid_out(content: Mapping[str, Any]) -> str:
    parts = [f"  {_dump(key)}: {_lines(value)}" for key, value in content.items()]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _lines(value: Any) -> str:
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join("    " + _dump(v) for v in value) + "\n  ]"
    if isinstance(value, dict) and value:
        rows = [f"    {_dump(k)}: {_dump(v)}" for k, v in value.items()]
        return "{\n" + ",\n".join(rows) + "\n  }"
    return _dump(value)


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ": "))


def _profile(content: Mapping[str, Any]) -> Profile:
    pages = [int(page, 16) for page in content["pages"]]
    _check(all(0 <= p < 2**_PAGE_BITS for p in pages), "a page id is out of range")
    forms = _read_groups(content["texts"], "texts", _marks_of, pages)
    texts = {key_in(form): Text(form, marks) for form, marks in forms.items()}
    habits = dict(_read_habit(entry, pages) for entry in content["habits"])
    for label, joined in content["once"].items():
        for at, key in _apart(joined):
            if label in FIELDS.values():
                habits.setdefault((label, nameless(key)), {})[pages[at]] = NO_MONTH
            else:
                texts.setdefault(key, Text("", {})).marks[pages[at]] = _marks_of(label)
    return Profile(
        site=str(content["site"]),
        pages=dict(zip(pages, map(_day, content["pages"].values()), strict=True)),
        texts=_ruled(texts, content.get("rulings", {})),
        habits=habits,
        places=_read_groups(content["places"], "paths", _packed, pages),
        containers=_read_groups(content["containers"], "paths", int, pages),
    )


def _day(given: Any) -> str:
    """The ISO date of a page, or ""."""
    _check(given == "" or _ISO_DAY.fullmatch(str(given)) is not None, f"day {given!r} of a page")
    return str(given)


def _ruled(texts: Mapping[int, Text], rulings: Mapping[str, Any]) -> dict[int, Text]:
    """The texts with what a person wrote of some of them."""
    ruled = dict(texts)
    for name, ruling in rulings.items():
        _check(ruling in ("body", "chrome"), f"ruling {ruling!r}, it may be body or chrome")
        form = fold(name)
        key = key_in(form)
        known = ruled.get(key, Text("" if form == nameless(key) else shown(form), {}))
        ruled[key] = Text(known.form, known.marks, ruling)
    return ruled


def _read_groups(
    entries: Iterable[Mapping[str, Any]], what: str, value: Callable[[str], int], pages: list[int]
) -> dict[str, Marks]:
    """The marks of each thing in what ``_grouped`` made; what stands on no page is left out."""
    found: dict[str, Marks] = {}
    for entry in entries:
        marks = {pages[at]: value(said) for said, on in entry["on"].items() for at in numbers(on)}
        found |= {str(name): dict(marks) for name in entry[what] if marks}
    return found


def _read_habit(entry: Mapping[str, Any], pages: list[int]) -> tuple[Habit, Marks]:
    on = [pages[at] for at in numbers(entry["on"])]
    months = entry.get("months", [NO_MONTH] * len(on))
    return (str(entry["what"]), str(entry["value"])), dict(zip(on, months, strict=True))


def _packed(said: str) -> int:
    odds, share = map(int, said.split())
    _check(0 <= share <= 100, f"a place with {share} percent of a page")
    return pack(odds, share / 100)


def _marks_of(names: str) -> int:
    return sum(_MARKS[name] for name in names.split() if name != "gone")


def _check(fine: bool, problem: str) -> None:
    if not fine:
        raise ValueError(problem)
