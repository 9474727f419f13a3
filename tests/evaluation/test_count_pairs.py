from __future__ import annotations

from evaluation.count_pairs import count


def test_pairs_end_with_the_clause_and_numbers_are_one() -> None:
    single, double = count(["Tổ chức 12 lớp; tổ chức thi/đấu. UBND tỉnh"])
    assert single["tổ"] == 2
    assert double["tổ", "chức"] == 2
    assert double["chức", "#"] == double["#", "lớp"] == 1
    assert ("lớp", "tổ") not in double
    assert ("thi", "đấu") not in double
    assert "ubnd" not in single
