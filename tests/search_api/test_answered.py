"""What is kept of answers, how long, and how many."""

from __future__ import annotations

from search_api.answered import Answered


class Maker:
    def __init__(self) -> None:
        self.made = 0

    def __call__(self) -> int:
        self.made += 1
        return self.made


def test_an_answer_holds_for_one_version_of_the_index() -> None:
    answered, make = Answered[int](), Maker()
    assert [answered.get("a", version, make) for version in (1, 1, 2, 2, 1)] == [1, 1, 2, 2, 3]


def test_nothing_is_kept_where_others_may_write() -> None:
    answered, make = Answered[int](), Maker()
    assert [answered.get("a", None, make) for _ in range(2)] == [1, 2]


def test_the_answers_not_asked_for_the_longest_go_first() -> None:
    answered, make = Answered[int](most=2), Maker()
    for asked in ("a", "b", "a", "c"):
        answered.get(asked, 1, make)
    assert make.made == 3
    answered.get("a", 1, make)
    assert make.made == 3
    answered.get("b", 1, make)
    assert make.made == 4
