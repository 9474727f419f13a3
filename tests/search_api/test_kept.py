"""What is kept of what was made of the index, how long, and how much."""

from __future__ import annotations

from collections.abc import Sequence

from search_api.kept import Kept


class Maker:
    def __init__(self) -> None:
        self.made = 0

    def __call__(self) -> int:
        self.made += 1
        return self.made


def test_a_value_holds_for_one_version_of_the_index() -> None:
    kept, make = Kept[str, int](8), Maker()
    assert [kept.get("a", version, make) for version in (1, 1, 2, 2)] == [1, 1, 2, 2]


def test_who_asks_of_a_version_gone_by_neither_finds_nor_leaves_anything() -> None:
    kept, make = Kept[str, int](8), Maker()
    assert [kept.get("a", version, make) for version in (2, 1, 2)] == [1, 2, 1]


def test_nothing_is_kept_where_others_may_write() -> None:
    kept, make = Kept[str, int](8), Maker()
    assert [kept.get("a", None, make) for _ in range(2)] == [1, 2]


def test_what_was_not_used_the_longest_goes_first() -> None:
    kept, make = Kept[str, int](2), Maker()
    for key in ("a", "b", "a", "c"):
        kept.get(key, 1, make)
    assert make.made == 3
    kept.get("a", 1, make)
    assert make.made == 3
    kept.get("b", 1, make)
    assert make.made == 4


def test_what_is_missing_of_several_is_made_at_once() -> None:
    kept, asked = Kept[str, str](8), list[Sequence[str]]()

    def make(keys: Sequence[str]) -> dict[str, str]:
        asked.append(keys)
        return {key: key.upper() for key in keys if key != "gone"}

    assert kept.all(["a", "b"], 1, make) == {"a": "A", "b": "B"}
    assert list(kept.all(["c", "a", "gone"], 1, make).items()) == [("c", "C"), ("a", "A")]
    assert asked == [["a", "b"], ["c", "gone"]]
