"""Five points, and which of them each condition chooses, whatever the engine."""

from __future__ import annotations

from corpus.index import EVERYTHING, AllOf, AnyOf, Between, Condition, Equals, Missing, Not, OneOf
from corpus.records import DocType

ROWS: dict[str, dict[str, object]] = {
    "a": {"province": "Cao Bằng", "year": 2017, "value": 508.0, "holds": True, "cited": ["94/2010/NĐ-CP"]},
    "b": {
        "province": "Cao Bằng",
        "year": 2020,
        "value": 71.5,
        "holds": False,
        "cited": ["94/2010/NĐ-CP", "36-CT/TW"],
    },
    "c": {"province": "Đắk Lắk", "year": 2020, "value": 283, "cited": []},
    "d": {"province": None, "year": [2018, 2019], "value": -50.0, "holds": True, "cited": None},
    "e": {"doc_type": "plan"},
}

CONDITIONS: list[tuple[Condition, str]] = [
    (EVERYTHING, "abcde"),
    (Equals("province", "Cao Bằng"), "ab"),
    (Equals("province", "cao bằng"), ""),  # exact, not folded
    (Equals("cited", "94/2010/NĐ-CP"), "ab"),  # any of a list
    (Equals("year", 2020), "bc"),
    (Equals("year", 2019), "d"),
    (Equals("holds", True), "ad"),
    (Equals("holds", False), "b"),
    (Equals("holds", 1), ""),  # a number is no truth value
    (Equals("doc_type", DocType.PLAN), "e"),
    (Equals("plain", "x"), ""),
    (OneOf("province", ["Cao Bằng", "Đắk Lắk"]), "abc"),
    (OneOf("year", [2017, 2018]), "ad"),
    (OneOf("holds", [True, False]), "abd"),
    (OneOf("doc_type", [DocType.PLAN, DocType.LAW]), "e"),
    (OneOf("province", []), ""),  # none of nothing
    (Between("year", 2018, 2020), "bcd"),
    (Between("year", 2020), "bc"),
    (Between("year", None, 2017), "a"),
    (Between("value", 71.5, 283), "bc"),  # both ends belong
    (Between("value", 71.51, 282.9), ""),
    (Between("value", None, -0.5), "d"),
    (Between("value"), "abcd"),  # any number
    (Missing("province"), "de"),  # null, absent
    (Missing("cited"), "cde"),  # empty list, null, absent
    (Missing("holds"), "ce"),  # false is there
    (Not(Missing("holds")), "abd"),
    (Not(Equals("province", "Cao Bằng")), "cde"),  # also where there is none
    (Not(Not(Equals("year", 2020))), "bc"),
    (Not(EVERYTHING), ""),
    (AnyOf([]), ""),  # no alternative
    (Not(AnyOf([])), "abcde"),
    (AnyOf([Equals("year", 2017), Equals("doc_type", "plan")]), "ae"),
    (AnyOf([EVERYTHING, Equals("year", 1)]), "abcde"),
    (AllOf([Equals("province", "Cao Bằng"), Between("year", 2018)]), "b"),
    (
        AllOf([AnyOf([Equals("province", "Cao Bằng"), Missing("province")]), Not(Equals("holds", False))]),
        "ade",
    ),
    (Not(AnyOf([Equals("year", 2020), AllOf([Equals("holds", True), Missing("province")])])), "ae"),
]
