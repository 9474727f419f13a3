from __future__ import annotations

import pytest

from nlp.respelling import Pairs, make_pairs, respell, store, usual_pairs

SURE, HALF_SURE = 96.5, 85.0

RESPELT = [
    ("các tô chức xã hội", "các tổ chức xã hội"),
    ("Ủy ban nhân dân Thành phó Hà Nội", "Ủy ban nhân dân Thành phố Hà Nội"),
    ("quy định chỉ tiết thi hành", "quy định chi tiết thi hành"),
    ("bảo vệ quôc phòng, an ninh", "bảo vệ quốc phòng, an ninh"),
    ("QUYÉT ĐỊNH", "QUYẾT ĐỊNH"),
    ("(tông số 12 người)", "(tổng số 12 người)"),
    ("sửa đổi, bồ sung", "sửa đổi, bổ sung"),
]


@pytest.mark.parametrize(("read", "right"), RESPELT)
def test_marks_are_put_right_by_the_neighbours(read: str, right: str) -> None:
    assert " ".join(respell(read.split(), [HALF_SURE] * len(read.split()))) == right


RIGHT = [
    "Ông Trần Văn Tố làm giám đốc Sở Y tế",  # names are rare pairs
    "Huyện Chợ Đồn có 12 xã",
    "UBND, HĐND, BCĐ và TTYT",
    "Methadone, HIV/AIDS, 90-90-90",
    "",
    "| – 12,5%",
]


@pytest.mark.parametrize("text", RIGHT)
def test_right_words_stay(text: str) -> None:
    assert respell(text.split(), [SURE] * len(text.split())) == text.split()


def test_the_less_sure_the_sooner() -> None:
    assert respell(["thú", "tục", "hành", "chính"], [70.0, 96, 96, 96])[0] == "thủ"
    assert respell(["thú", "y", "và", "chăn"], [70.0, 96, 96, 96])[0] == "thú"


def test_letters_are_never_changed() -> None:
    """Only marks: "kinh phi" may become "kinh phí", never "kinh phí" "kinh tế"."""
    pairs = make_pairs({"kinh": 100, "tế": 90, "phi": 1}, {("kinh", "tế"): 90})
    assert respell(["kinh", "phi"], [10.0, 10.0], pairs=pairs) == ["kinh", "phi"]


def test_counts_come_back_from_their_file(tmp_path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "pairs.npz"
    single, double = {"tổ": 7, "chức": 5, "#": 2}, {("tổ", "chức"): 5, ("chức", "#"): 1}
    store(single, double, path)
    monkeypatch.setattr("nlp.respelling.STORED", path)
    usual_pairs.cache_clear()
    found: Pairs = usual_pairs()
    usual_pairs.cache_clear()
    assert (found.single, found.double, found.total) == (single, double, 14)
