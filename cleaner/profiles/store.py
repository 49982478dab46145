"""Profiles as JSON: readable, editable, and the same bytes for the same profile.

``docs/profile.schema.json`` describes the form. Pages stand in a list; what stands on them says
where by positions in that list, runs written as "0-5,7".
"""

from __future__ import annotations

import json
import re
from base64 import b64decode, b64encode
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from cleaner.profiles.forms import key_of
from cleaner.profiles.habits import NO_MONTH, Habit
from cleaner.profiles.known import (
    HEAD,
    INLINE,
    KEPT,
    LATE,
    NOT_LATE,
    PROSE,
    SURE,
    TAIL,
    pack,
    unpack,
)
from cleaner.profiles.record import VERSION, K, Marks, Profile, SeenPage, Text
from cleaner.records import CleanerError

SUFFIX = ".json"
_MARKS = {
    "kept": KEPT,
    "sure": SURE,
    "head": HEAD,
    "inline": INLINE,
    "tail": TAIL,
    "prose": PROSE,
    "late": LATE,
    "not-late": NOT_LATE,
}
_UNSAFE = re.compile(r"[^\w.-]+")
_KEY_BYTES, _PAGE_BITS = 6, 64
_OURS = re.compile(rb'\s*\{\s*"version"\s*:\s*%d\s*,' % VERSION)
_OPENING = 200


class ProfileError(CleanerError):
    """A file that is no profile, or of another version; the message names it."""


def dumps(profile: Profile) -> str:
    """A profile as JSON, one thing a line."""
    place = {page: at for at, page in enumerate(sorted(profile.pages))}
    known = profile.known
    repeated = [key for key in profile.texts if key in known.texts]
    repeated.sort(key=lambda key: (-known.texts[key].stories, profile.texts[key].form, key))
    content = {
        "version": VERSION,
        "site": profile.site,
        "stories": known.stories,
        "pages": [_page(page, profile.pages[page]) for page in place],
        "texts": [_text(key, profile, place) for key in repeated],
        "containers": [
            {"path": path, "main": round(known.containers[path].main, 2), **_values(marks, place)}
            for path, marks in _by_number(profile.containers)
        ],
        "habits": [_habit(habit, marks, place) for habit, marks in _by_number(profile.habits)],
        "places": [_place(path, marks, place) for path, marks in _by_number(profile.places)],
        "once": _once(profile, place, set(repeated)),
    }
    return _laid_out(content)


def loads(text: str | bytes, name: str = "profile") -> Profile:
    """The profile that JSON holds. Raises ``ProfileError``; ``name`` stands in its message."""
    try:
        content = json.loads(text)
        if content.get("version") != VERSION:
            raise ProfileError(
                f"{name}: version {content.get('version')!r} of a profile, this program reads "
                f"version {VERSION}; learn the site again"
            )
        return _profile(content)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError) as e:
        raise ProfileError(f"{name}: no profile ({type(e).__name__}: {e})") from e


def write(profile: Profile, path: Path) -> None:
    """Write a profile to a file, whole or not at all."""
    partial = path.with_name(f".{path.name}.partial")
    partial.write_text(dumps(profile), encoding="utf-8")
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

    Files that begin as ours do are believed, so that a large folder is no work.
    """
    for path in paths_in(folder):
        try:
            with path.open("rb") as file:
                ours = _OURS.match(file.read(_OPENING)) is not None
        except OSError as e:
            raise ProfileError(f"{path}: cannot be read ({e.strerror or e})") from e
        if not ours:
            read(path)


def file_name(site: str) -> str:
    """The name of the file of a site's profile."""
    return (_UNSAFE.sub("_", site).strip(".") or "site") + SUFFIX


def _page(page: int, seen: SeenPage) -> dict[str, Any]:
    shown: dict[str, Any] = {"id": f"{page:016x}", "kind": seen.kind}
    return shown | {"day": seen.day} if seen.day else shown


def _text(key: int, profile: Profile, place: Mapping[int, int]) -> dict[str, Any]:
    text = profile.texts[key]
    shown: dict[str, Any] = {
        "text": text.form,
        **({} if text.form and key_of(text.form) == key else {"key": f"{key:012x}"}),
        "stories": profile.known.texts[key].stories,
        "on": {name: runs(on) for name, on in _by_marks(text.marks, place)},
    }
    return shown | {"ruling": text.ruling} if text.ruling else shown


def _by_marks(marks: Marks, place: Mapping[int, int]) -> Iterable[tuple[str, list[int]]]:
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for page, value in marks.items():
        groups[value].append(place[page])
    for value, on in sorted(groups.items()):
        yield " ".join(n for n, bit in _MARKS.items() if value & bit) or "gone", sorted(on)


def _values(marks: Marks, place: Mapping[int, int]) -> dict[str, Any]:
    pages = sorted(marks)
    return {"on": runs([place[p] for p in pages]), "shares": [marks[p] for p in pages]}


def _place(path: str, marks: Marks, place: Mapping[int, int]) -> dict[str, Any]:
    pages = sorted(marks)
    values = [unpack(marks[p]) for p in pages]
    return {
        "path": path,
        "on": runs([place[p] for p in pages]),
        "odds": [odds for odds, _ in values],
        "shares": [share for _, share in values],
    }


def _habit(habit: Habit, marks: Marks, place: Mapping[int, int]) -> dict[str, Any]:
    kind, value = habit
    pages = sorted(marks)
    shown: dict[str, Any] = {"what": kind, "value": value, "on": runs([place[p] for p in pages])}
    return shown | ({"months": [marks[p] for p in pages]} if kind == "zone" else {})


def _once(profile: Profile, place: Mapping[int, int], shown: set[int]) -> dict[str, str]:
    """Texts of one story, by their keys: what another shard has too may turn out to repeat."""
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for key, text in profile.texts.items():
        if key not in shown:
            for name, on in _by_marks(text.marks, place):
                for at in on:
                    groups[f"{at} {name}"].append(key)
    order = sorted(groups, key=lambda n: (int(n.split()[0]), n))
    return {name: _joined(sorted(groups[name])) for name in order}


def _joined(keys: Iterable[int]) -> str:
    return b64encode(b"".join(key.to_bytes(_KEY_BYTES, "big") for key in keys)).decode("ascii")


def _apart(joined: str) -> list[int]:
    raw = b64decode(joined, validate=True)
    _check(len(raw) % _KEY_BYTES == 0, "keys of texts seen once are cut off")
    return [
        int.from_bytes(raw[at : at + _KEY_BYTES], "big") for at in range(0, len(raw), _KEY_BYTES)
    ]


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
    return json.dumps(value, ensure_ascii=False)


def _profile(content: Mapping[str, Any]) -> Profile:
    pages = [int(page["id"], 16) for page in content["pages"]]
    _check(all(0 <= p < 2**_PAGE_BITS for p in pages), "a page id is out of range")
    texts = dict(_read_text(entry, pages) for entry in content["texts"])
    for key, marks in _read_once(content.get("once", {}), pages).items():
        if key not in texts:
            texts[key] = Text("", marks)
    return Profile(
        site=str(content["site"]),
        pages={
            page: SeenPage(entry["kind"], entry.get("day", ""))
            for page, entry in zip(pages, content["pages"], strict=True)
        },
        texts=texts,
        habits=dict(_read_habit(entry, pages) for entry in content["habits"]),
        places=_read_table(content["places"], pages, _packed),
        containers=_read_table(content["containers"], pages, lambda e: list(e["shares"])),
    )


def _read_text(entry: Mapping[str, Any], pages: list[int]) -> tuple[int, Text]:
    marks: Marks = {}
    for names, on in entry["on"].items():
        marks |= {pages[at]: _mark(names) for at in numbers(on)}
    ruling = entry.get("ruling", "")
    _check(ruling in ("", "body", "chrome"), f"ruling {ruling!r}, it may be body or chrome")
    form = str(entry["text"])
    key = _key(entry["key"]) if "key" in entry else key_of(form)
    return key, Text(form, marks, ruling)


def _read_once(once: Mapping[str, str], pages: list[int]) -> dict[int, Marks]:
    found: dict[int, Marks] = {}
    for name, keys in once.items():
        at, _, marks = name.partition(" ")
        for key in _apart(keys):
            found.setdefault(key, {})[pages[int(at)]] = _mark(marks)
    return found


def _read_table(
    entries: Iterable[Mapping[str, Any]],
    pages: list[int],
    values: Callable[[Mapping[str, Any]], list[int]],
) -> dict[str, Marks]:
    return {
        str(entry["path"]): dict(
            zip([pages[at] for at in numbers(entry["on"])], values(entry), strict=True)
        )
        for entry in entries
    }


def _read_habit(entry: Mapping[str, Any], pages: list[int]) -> tuple[Habit, Marks]:
    on = [pages[at] for at in numbers(entry["on"])]
    months = entry.get("months", [NO_MONTH] * len(on))
    return (str(entry["what"]), str(entry["value"])), dict(zip(on, months, strict=True))


def _packed(entry: Mapping[str, Any]) -> list[int]:
    pairs = zip(entry["odds"], entry["shares"], strict=True)
    return [pack(odds, share / 100) for odds, share in pairs]


def _mark(names: str) -> int:
    return sum(_MARKS[name] for name in names.split() if name != "gone")


def _key(given: str) -> int:
    key = int(given, 16)
    _check(0 <= key < 2 ** (8 * _KEY_BYTES), f"key {given!r} is out of range")
    return key


def _check(fine: bool, problem: str) -> None:
    if not fine:
        raise ValueError(problem)
