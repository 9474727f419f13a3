from __future__ import annotations

from dataclasses import dataclass

from ingest.columns import arrange


@dataclass(frozen=True)
class Piece:
    text: str
    left: float
    baseline: float
    width: float = 100.0
    height: float = 10.0

    @property
    def right(self) -> float:
        return self.left + self.width


def _read(*pieces: Piece) -> list[str]:
    return [" | ".join(piece.text for piece in row) for row in arrange(pieces)]


def test_letterhead_is_read_column_by_column() -> None:
    assert _read(
        Piece("SỞ NỘI VỤ", 50, 700),
        Piece("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 300, 700, 200),
        Piece("Độc lập - Tự do - Hạnh phúc", 320, 685),
        Piece("Số: 87/BC-SNV", 50, 670),
        Piece("Tuyên Quang, ngày 05 tháng 01 năm 2024", 300, 670),
        Piece("BÁO CÁO", 250, 640, 60),
    ) == [
        "SỞ NỘI VỤ",
        "Số: 87/BC-SNV",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Tuyên Quang, ngày 05 tháng 01 năm 2024",
        "BÁO CÁO",
    ]


LISTED = [f"- Phòng số {n}, huyện nhà;" for n in range(6)]


def test_a_signature_beside_a_long_list_is_read_after_it() -> None:
    listed = [Piece(text, 50, 685 - 13 * n, 240) for n, text in enumerate(LISTED)]
    name = Piece("Lò Thị Mẩy", 340, 685 - 13 * 5)
    head = Piece("Nơi nhận:", 50, 698)
    below = [Piece("PHỤ LỤC", 220, 580, 80), Piece("Danh sách các lớp dạy nghề ở các xã", 80, 565, 400)]
    after = ["PHỤ LỤC", "Danh sách các lớp dạy nghề ở các xã"]
    for place in (698, 672):  # beside the head of the list, or lower
        office = Piece("GIÁM ĐỐC", 350, place)
        pieces = sorted([head, *listed, office, name, *below], key=lambda piece: -piece.baseline)
        assert _read(*pieces) == ["Nơi nhận:", *LISTED, "GIÁM ĐỐC", "Lò Thị Mẩy", *after]


def test_three_rows_of_three_cells_are_a_table() -> None:
    rows = [("Huyện", "Lớp", "Người"), ("Na Hang", "6", "132"), ("Sơn Dương", "5", "112")]
    pieces = [
        Piece(text, 50 + 150 * at, 700 - 20 * y, 60)
        for y, row in enumerate(rows)
        for at, text in enumerate(row)
    ]
    assert _read(*pieces) == ["Huyện | Lớp | Người", "Na Hang | 6 | 132", "Sơn Dương | 5 | 112"]


def test_two_pieces_on_a_line_are_two_lines() -> None:
    assert _read(Piece("Nghề may", 50, 700), Piece("177 người", 300, 700)) == ["Nghề may", "177 người"]
