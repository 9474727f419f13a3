from __future__ import annotations

from nlp.key_phrases import MOST, key_phrases

TEXT = """BÁO CÁO
Kết quả trồng rừng gỗ lớn của huyện Bát Xát
Huyện vận động các hộ trồng rừng gỗ lớn trên đất đồi. Mỗi hộ trồng rừng gỗ lớn được vay vốn ưu đãi.
Vốn ưu đãi giải ngân chậm, nhưng diện tích rừng gỗ lớn vẫn tăng. Người dân Bát Xát tin vào cách làm này.
"""


def test_takes_what_stands_together_more_than_once() -> None:
    phrases = key_phrases(TEXT)
    assert any("rừng gỗ lớn" in phrase for phrase in phrases)
    assert any("ưu đãi" in phrase for phrase in phrases)


def test_names_common_words_and_numbers_are_none() -> None:
    text = (
        "Sở Y tế báo cáo kết quả thực hiện kế hoạch năm 2020. Bát Xát có 20 xã. Bát Xát thực hiện kế hoạch. "
        * 3
    )
    assert not {"bát xát", "kế hoạch", "thực hiện", "kết quả"} & set(key_phrases(text))


def test_is_bounded_and_takes_any_text() -> None:
    assert key_phrases("") == key_phrases("12 34 !!") == ()
    assert len(key_phrases(TEXT * 20)) <= MOST
