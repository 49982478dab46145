"""The network over the blocks of a text, by weights made for the test."""

import numpy as np

from cleaner.evidence.concepts.reader import SIZE as CONCEPTS
from cleaner.evidence.text_features import BUCKETS, NAMES, Measures
from cleaner.evidence.text_network import AFTER, BEFORE, ROWS, Network

SIZE, WORDS = 4, 2


def network(**given):
    """All weights 0 but those given; the output is what stands in ``h``'s first place."""
    dense = len(NAMES)
    shapes = {"inp": (dense + 2 * WORDS, SIZE), "context": (2 * SIZE, SIZE), "guess": (SIZE, 1)}
    shapes |= {"sketch": (6 + SIZE, SIZE), "out1": (SIZE, SIZE), "out2": (SIZE, 1)}
    names = [f"before.{i}" for i in range(len(BEFORE))] + [f"after.{i}" for i in range(len(AFTER))]
    weights = {"mean": np.zeros(dense), "scale": np.ones(dense)}
    for name in names:
        shapes[f"{name}.lin"] = (3 * SIZE, SIZE)
        weights |= {f"{name}.norm.weight": np.ones(SIZE), f"{name}.norm.bias": np.zeros(SIZE)}
    for name, shape in shapes.items():
        weights |= {f"{name}.weight": np.zeros(shape), f"{name}.bias": np.zeros(shape[1])}
    weights["words.weight"] = np.zeros((ROWS, WORDS))
    weights["meant.weight"] = np.zeros((CONCEPTS, WORDS))
    for name in ("out1", "out2"):
        weights[f"{name}.weight"][0, 0] = 1
    for name, entries in given.items():
        for place, value in entries.items():
            weights[name.replace("__", ".")][place] = value
    return Network({k: v.astype(np.float32) for k, v in weights.items()})


def page(rows, ids=(), of=(), meant=(), meant_of=()):
    numbers = np.zeros((len(rows), len(NAMES)), np.float32)
    numbers[:, 0] = rows
    ints = [np.array(values, np.int64) for values in (ids, of, meant, meant_of)]
    return Measures(
        numbers, *ints, np.full(len(rows), 10, np.float32), np.zeros(len(rows), np.float32)
    )


ALL = np.ones(BUCKETS, bool)


def test_a_column_reaches_its_own_block():
    model = network(inp__weight={(0, 0): 2})
    assert model.odds(page([1, 0, 2]), ALL).tolist() == [2, 0, 4]


def test_columns_far_out_count_as_far_as_the_farthest():
    model = network(inp__weight={(0, 0): 1})
    assert model.odds(page([400]), ALL).tolist() == [5]


def test_words_count_where_they_stand_and_are_known():
    model = network(words__weight={(7, 0): 3.0}, inp__weight={(len(NAMES), 0): 1})
    some = page([0, 0, 0], ids=[7, 8, 8, 8, 7], of=[0, 1, 1, 1, 1])
    assert model.odds(some, ALL).tolist() == [3, 1.5, 0]
    assert model.odds(some, np.arange(BUCKETS) != 7).tolist() == [0, 0, 0]


def test_concepts_count_where_they_stand_and_pairs_of_them_do_not():
    model = network(meant__weight={(7, 0): 3.0}, inp__weight={(len(NAMES) + WORDS, 0): 1})
    pair = CONCEPTS + 7
    measured = page([0, 0], meant=[7, pair, pair + 1, pair + 2], meant_of=[0, 0, 1, 1])
    assert model.odds(measured, ALL).tolist() == [3, 0]


def test_a_word_beyond_the_table_has_the_row_of_its_remainder():
    model = network(words__weight={(7, 0): 3.0}, inp__weight={(len(NAMES), 0): 1})
    assert model.odds(page([0], ids=[7 + ROWS], of=[0]), ALL).tolist() == [3]


def test_a_block_learns_of_the_block_before_but_not_of_one_beyond_the_page():
    taps = network(inp__weight={(0, 1): 1}, before__0__lin__weight={(1, 0): 1})
    odds = taps.odds(page([5, 0, 0]), ALL)
    assert odds[1] > 1
    assert odds[0] == odds[2] == 0


def test_blocks_learn_of_their_page():
    most = network(inp__weight={(0, 1): 1}, context__weight={(SIZE + 1, 0): 1})
    assert most.odds(page([0, 4, 0]), ALL).tolist() == [4, 4, 4]


def test_the_second_stage_sees_how_much_body_stands_before():
    before = network(inp__weight={(0, 0): 0}, sketch__weight={(1, 0): 8})
    odds = before.odds(page([0, 0, 0]), ALL)
    assert odds[0] == 0
    assert odds[0] < odds[1] < odds[2]
