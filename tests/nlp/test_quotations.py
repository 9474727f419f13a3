from __future__ import annotations

import pytest

from nlp.quotations import quotations_of

HELD = [
    ("Sổ ghi “Nghị định này cũ” rồi.", "Nghị định này", True),
    ('Sổ ghi "Nghị định này cũ" rồi.', "Nghị định này", True),
    ("Thêm khoản:\n“3. Thông tư này thay thế mẫu cũ.\n4. Mẫu mới in đen.”\nHết.", "Mẫu mới", True),
    ("Thêm khoản:\n“3. Thông tư này thay thế mẫu cũ.”.\nHết.", "Hết", False),
    ("Một dấu “ lẻ loi.\nThông tư này còn mới.\nGhi “xong”.", "Thông tư này", False),
    ("“Lỡ mở ngoặc.\nThông tư này còn mới.\n“Câu sau đủ dấu.”", "Thông tư này", False),
    ("", "", False),
]


@pytest.mark.parametrize(("text", "words", "is_held"), HELD)
def test_tells_what_is_quoted(text: str, words: str, is_held: bool) -> None:
    assert quotations_of(text).hold(text.find(words)) is is_held
