"""The same story told again: linked; other stories, and the forms of other years and numbers: not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.collections import specs
from corpus.edge import open_edge
from corpus.index import Collection, Index, scan_all
from corpus.library import Library, document_id
from corpus.records import Document
from ingest.run import add_upload, ingest, reindex
from ingest.stories import bands_of, is_same_story, shingles
from nlp.embedding import Embedder, load_embedder
from tests.corpus.test_records import DOCUMENT

SENTENCES = tuple(
    f"{who} cho biết {count} hộ ở xã {place} đã nhận {what} đợt này và sẽ trồng {crop} vào vụ tới."
    for who, count, place, what, crop in (
        ("Ông Lò Văn Páo", 37, "Pha Long", "giống ngô lai", "ngô trên nương cao"),
        ("Bà Giàng Thị Sua", 52, "Tả Ngài Chồ", "phân bón và lúa giống", "lúa nước hai vụ"),
        ("Phòng Nông nghiệp huyện", 118, "Dìn Chin", "cây quế con", "quế xen với sắn"),
        ("Hội Nông dân tỉnh", 64, "Nấm Lư", "máy cày tay nhỏ", "khoai tây vụ đông"),
        ("Trạm Khuyến nông", 85, "Lùng Vai", "dê giống", "cỏ voi bên suối"),
        ("Đoàn công tác", 29, "La Pan Tẩn", "bò cái sinh sản", "cỏ ghi nê làm thức ăn"),
        ("Ngân hàng Chính sách", 140, "Cao Sơn", "vốn vay không lãi", "chè shan tuyết"),
        ("Ban Dân tộc", 71, "Tung Chung Phố", "bồn chứa nước", "rau trái mùa trong nhà lưới"),
        ("Bộ đội Biên phòng", 46, "Bản Lầu", "dứa giống", "dứa trên đồi dốc"),
        ("Trường Trung cấp nghề", 33, "Thanh Bình", "một lớp dạy nuôi ong", "cây có hoa quanh vườn"),
    )
)
STORY = " ".join(SENTENCES)
OTHER = " ".join(
    f"Lớp xóa mù chữ số {number} của đồn {place} khai giảng tối thứ {number % 6 + 2}, {number * 3} người, "
    f"đa số là phụ nữ {people} đi làm nương về muộn nên cô giáo {teacher} đợi đến tám giờ mới gọi tên."
    for number, (place, people, teacher) in enumerate(
        (
            ("Mường Lát", "Mông", "Hạnh"),
            ("Na Ngoi", "Khơ Mú", "Liên"),
            ("Mỹ Lý", "Thái", "Oanh"),
            ("Keng Đu", "Thổ", "Vân"),
        )
    )
)


def document(text: str, **fields: object) -> Document:
    plain = replace(DOCUMENT, id=document_id(text.encode()), text=text, number=None, published=None)
    return replace(plain, **fields)  # type: ignore[arg-type]


PAIRS = [
    ("the same", STORY, STORY, True),
    ("a new lead", STORY, "Theo tin từ cơ sở gửi về chiều qua, bà con rất vui. " + STORY, True),
    ("a shorter copy", STORY, " ".join(SENTENCES[:5]), True),
    ("other spelling", STORY, STORY.upper().replace("HÒA", "HOÀ"), True),
    ("one sentence taken over", OTHER, OTHER + " " + " ".join(SENTENCES[:1]), True),
    ("another story", STORY, OTHER, False),
    ("one sentence of it", STORY, SENTENCES[0] + " " + OTHER, False),
    ("too short to tell", "Số liệu năm 2023 của tỉnh.", "Số liệu năm 2023 của tỉnh.", False),
]


@pytest.mark.parametrize(("what", "one", "other", "expected"), PAIRS)
def test_tells_copies_from_other_texts(what: str, one: str, other: str, *, expected: bool) -> None:
    assert is_same_story(document(one), document(other)) is expected, what
    assert is_same_story(document(other), document(one)) is expected, what


FIELDS = [
    ({"number": "12/QĐ-UBND"}, {"number": "13/QĐ-UBND"}, False),  # a form that is filled in again
    ({"number": "12/QĐ-UBND"}, {"number": None}, True),
    ({"published": "2023-06-30"}, {"published": "2024-06-30"}, False),  # next year's report
    ({"published": "2023-06-30"}, {"published": "2023-07-02"}, True),
    ({"published": "2023-06-30"}, {"published": "2023"}, True),
    ({"published": "2023-06"}, {"published": "2023-12-01"}, False),
]


@pytest.mark.parametrize(("one", "other", "expected"), FIELDS)
def test_a_form_of_another_number_or_year_is_no_copy(
    one: dict[str, object], other: dict[str, object], *, expected: bool
) -> None:
    assert is_same_story(document(STORY, **one), document(STORY, **other)) is expected


def test_copies_share_a_band_and_other_texts_none() -> None:
    marks = set(bands_of(STORY))
    assert marks & set(bands_of("Tin nhanh buổi sáng từ vùng cao. " + STORY))
    assert not marks & set(bands_of(OTHER))
    assert bands_of("Một câu ngắn.") == ()


def test_spelling_of_tones_makes_no_difference() -> None:
    assert shingles("Hoà Bình, hoá chất thuỷ lợi") == shingles("HÒA BÌNH hóa chất thủy lợi")


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return load_embedder()


@pytest.fixture
def index(tmp_path: Path, embedder: Embedder) -> Iterator[Index]:
    opened = open_edge(tmp_path / "index", specs(embedder.dimension), fingerprint=embedder.fingerprint)
    yield opened
    opened.close()


def stories(index: Index) -> dict[str, str]:
    """Each document's source with the source of its story."""
    payloads = [hit.payload for hit in scan_all(index, Collection.DOCUMENTS)]
    sources = {payload["document_id"]: payload["source"] for payload in payloads}
    return {payload["source"]: sources[payload["same_story"]] for payload in payloads}


def test_copies_are_linked_in_one_run_in_later_ones_and_after_a_reindex(
    tmp_path: Path, index: Index, embedder: Embedder
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    texts = {"a.txt": STORY, "b.txt": OTHER, "c.txt": "Tin vui cho bà con vùng cao trong tháng này. " + STORY}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    library = Library(str(tmp_path / "library"))
    ingest([folder], library=library, index=index, embedder=embedder)
    late = " ".join(SENTENCES[:8])
    add_upload(late.encode(), "d.txt", library=library, index=index, embedder=embedder)
    expected = {"a.txt": "a.txt", "b.txt": "b.txt", "c.txt": "a.txt", "d.txt": "a.txt"}
    assert stories(index) == expected
    reindex(library, index, embedder)
    assert stories(index) == expected
    passages = [hit.payload for hit in scan_all(index, Collection.PASSAGES)]
    assert len({payload["same_story"] for payload in passages}) == 2
    assert library.entry(document_id(STORY.encode())).same_story is None  # it copies nobody
