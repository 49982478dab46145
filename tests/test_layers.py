"""Imports run one way: each module knows only those below it."""

import ast
from pathlib import Path

import cleaner

ROOT = Path(cleaner.__file__).parent
LAYERS = [
    {"records", "reasons"},
    {"grammar", "profiles"},
    {"load", "blocks", "evidence", "metadata", "verdict"},
    {"label", "assemble", "asides", "wholes", "split"},
    {"settle", "dateline"},
    {"audit", "markdown", "pipeline", "learning"},
    {"batch"},
    {"cli_words"},
    {"cli_profiles"},
    {"cli"},
]
LATE = {("records", "audit"), ("records", "markdown")}  # methods of Article, when called
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}


def imports(path: Path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "cleaner":
            parts = node.module.split(".")
            yield from [parts] if len(parts) > 1 else [[*parts, a.name] for a in node.names]


def test_no_module_imports_one_above_it():
    wrong = []
    for path in ROOT.rglob("*.py"):
        room = path.relative_to(ROOT).with_suffix("").parts[0]
        for parts in imports(path):
            if (room, parts[1]) not in LATE and RANK.get(parts[1], 0) > RANK.get(room, 99):
                wrong.append(f"{path.relative_to(ROOT)} imports {'.'.join(parts)}")
    assert not wrong


def test_pieces_of_evidence_do_not_know_one_another():
    tools = {"__init__", "arrays", "concepts", "layers", "html_features", "html_words", "phrases"}
    tools |= {"text_features", "text_inserts", "text_network", "text_story", "text_topics"}
    tools |= {"word_files"}
    folder = ROOT / "evidence"
    rooms = {p: p.relative_to(folder).with_suffix("").parts[0] for p in folder.rglob("*.py")}
    pieces = set(rooms.values()) - tools
    for path, room in rooms.items():
        known = {p[2] for p in imports(path) if p[1] == "evidence" and len(p) > 2}
        assert room == "__init__" or not known & (pieces - {room}), path
