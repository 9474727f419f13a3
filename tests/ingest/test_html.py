from __future__ import annotations

import pytest

from corpus.errors import EmptyFile, SourceError
from ingest.clean import clean
from ingest.html import read_html
from tests.ingest.builders import BODY, TITLE, as_html

NEWS = """<html><head><meta charset="utf-8"><meta property="og:site_name" content="Báo Vùng Cao">
<title>Lớp may ở Na Hang - Xã hội - Báo Vùng Cao</title></head><body>
<div class="menu"><a href="/">Trang chủ</a> <a href="/xh">Xã hội</a></div>
<div class="detail"><h1>Lớp may ở Na Hang có thêm ba mươi học viên mới</h1><span>12/05/2023 08:30</span>
<p>Sáng nay, Trung tâm Dạy nghề huyện Na Hang khai giảng lớp may công nghiệp cho <b>ba m</b>ươi học viên là
người vừa
trở về địa phương, có sự tham dự của lãnh đạo huyện và đại diện các doanh nghiệp trong vùng.</p>
<p>Theo kế hoạch, mỗi học viên được hỗ trợ 1,2 triệu đồng tiền ăn trong ba tháng, sau đó được giới thiệu
việc làm tại các
xưởng may trên địa bàn huyện và thành phố Tuyên Quang với mức lương khởi điểm từ 5 triệu đồng.</p>
<p>Đây là lớp thứ sáu trong năm; năm lớp trước đã có 132 người học xong và phần lớn tìm được việc làm ổn
định gần nhà.</p>
</div><div class="comment"><p>Bình luận của bạn đọc: chúc mừng các học viên, mong có thêm nhiều lớp như thế
này nữa ở các xã.</p></div>
</body></html>"""

LAW = """<html><body><form><div class="menu">Danh mục</div><table><tr><td>
<table><tr><td><b>QUỐC HỘI</b></td><td><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh
phúc</b></td></tr></table>
<p><b>LUẬT</b></p><p><b>DẠY NGHỀ</b></p>
<p><a name="d1"></a><b>Điều 1. Phạm vi</b></p><p>Luật này quy định việc dạy nghề tại xã.</p>
<p><b>Điều 2. Đối tượng</b></p><p>Luật này áp dụng với ng<span>ười</span> học nghề.</p>
<p><b>Điều 3. Mức hỗ trợ</b></p><table border="1"><tr><th>Nhóm</th><th>Mức</th></tr>
<tr><td>Hộ nghèo</td><td>100%</td></tr>
<tr><td>Khác</td><td>50%</td></tr></table></td><td><div>Văn bản mới: Nghị định về tiền
lương</div></td></tr></table></form></body></html>"""


def _text(page: str) -> str:
    return clean(read_html(page.encode(), source="trang.html")).text


def test_article_without_menu_and_comments() -> None:
    text = _text(NEWS)
    assert "Trang chủ" not in text
    assert "Bình luận" not in text
    assert "ba mươi học viên là người vừa trở về" in text


def test_page_says_title_outlet_and_day() -> None:
    hints = read_html(NEWS.encode(), source="trang.html").hints
    assert (hints.title, hints.outlet, hints.published) == (
        "Lớp may ở Na Hang có thêm ba mươi học viên mới",
        "Báo Vùng Cao",
        "2023-05-12",
    )


def test_law_in_layout_tables_is_read_block_by_block() -> None:
    lines = _text(LAW).split("\n")
    assert lines[:5] == [
        "QUỐC HỘI",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "LUẬT",
        "DẠY NGHỀ",
    ]
    assert "Luật này áp dụng với người học nghề." in lines
    assert lines[-3:] == ["Nhóm | Mức", "Hộ nghèo | 100%", "Khác | 50%"]


def test_report_keeps_its_table() -> None:
    text = _text(as_html().decode())
    assert TITLE in text
    assert "Na Hang | 6 | 132" in text
    assert all(paragraph in text for paragraph in BODY)
    assert "Tin liên quan" not in text


@pytest.mark.parametrize(
    ("named", "encoding"), [("utf-8", "utf-8"), ("windows-1258", "cp1258"), ("x-unknown", "utf-8")]
)
def test_named_encodings(named: str, encoding: str) -> None:
    page = (
        f"<html><head><meta charset='{named}'></head><body><p>Lơ\u0301p ho\u0323c mơ\u0301i</p></body></html>"
    )
    raw = read_html(page.encode(encoding), source="a.html")
    assert clean(raw).text == "Lớp học mới"


EMPTY = [
    "<html><body></body></html>",
    "<html><body><script>var a = 'chữ';</script><img src='a.png'></body></html>",
]


@pytest.mark.parametrize("page", EMPTY)
def test_a_page_without_text_is_empty(page: str) -> None:
    with pytest.raises(EmptyFile):
        read_html(page.encode(), source="rong.html")


def test_deep_nesting_does_no_harm() -> None:
    page = "<div>" * 60_000 + "chữ ở rất sâu" + "</div>" * 60_000
    with pytest.raises(SourceError):
        read_html(f"<html><body>{page}</body></html>".encode(), source="sau.html")
