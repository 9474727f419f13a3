"""Places in text, the meaning of a place's name, and the province of a document."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.places import Level, Place, find_places, find_provinces, province_of, read_place

SENTENCES = [
    ("Công an tỉnh Đăk Lăk phối hợp với UBND huyện Cư Mgar.", ["Đắk Lắk", "Cư M'gar"]),
    ("Sở Y tế Tp.HCM và Sở Y tế Hà Nội ký kết.", ["Hồ Chí Minh", "Hà Nội"]),
    (
        "UBND huyện Trùng Khánh, Bảo Lâm và Bảo Lạc",
        ["Trùng Khánh", "Bảo Lâm", "Bảo Lạc"],
    ),  # the level goes on
    ("thành đoàn Buôn Ma Thuột, huyện đoàn Ea Súp", ["Buôn Ma Thuột", "Ea Súp"]),
    ("tỉnh Hoà Bình", ["Hòa Bình"]),
    ("Nhân dân mong muốn hòa bình lâu dài.", []),
    ("TẤT CẢ VÌ HÒA BÌNH", []),  # capitals tell nothing here
    ("UBND TỈNH HÒA BÌNH", ["Hòa Bình"]),
    ("Đồng chí Nguyễn Hà Nam báo cáo tại hội nghị.", []),  # a person
    ("Cô giáo Nghệ An; khu đô thị Phú Mỹ Hưng", ["Nghệ An"]),  # the second is a longer name
    ("Bà Hà Giang trú tại Sơn La.", ["Sơn La"]),
    ("đường Điện Biên Phủ nối ra sông Đồng Nai", []),
    ("các nước ven Thái Bình Dương", []),
    ("Chủ tịch Hồ Chí Minh; tư tưởng Hồ Chí Minh; Đoàn Thanh niên Cộng sản Hồ Chí Minh", []),
    ("Thành phố Hồ Chí Minh", ["Hồ Chí Minh"]),
    ("thành phố Cao Bằng, tỉnh Cao Bằng", ["thành phố Cao Bằng", "Cao Bằng"]),  # two units of one name
    ("tỉnh Bà Rịa – Vũng Tàu và tỉnh Thừa Thiên - Huế", ["Bà Rịa - Vũng Tàu", "Thừa Thiên Huế"]),
    ("Công an quận 1 và phường 5", ["Quận 1", "Phường 5"]),
    ("tại 12 quận, 20 phường, 15 xã", []),
    (
        "Liên đoàn Lao động Nghệ An, phát triển nông thôn Hà Tĩnh",
        ["Nghệ An", "Hà Tĩnh"],
    ),  # lao động, nông thôn
    ("Ông sống ở Châu Thành.", []),  # ten districts
    ("Ông sống ở huyện Châu Thành.", ["Châu Thành"]),
    ("Ông sống ở Châu Thành, Long An.", ["Châu Thành", "Long An"]),
    ("xã hội học tập, tệ nạn xã hội", []),
    ("Hợp tác xã Sơn Dương thu 5 tấn quả.", []),  # named, not placed
    ("hàng mã P.I.D. mới về", []),
    ("XÃ HỘI CHỦ NGHĨA VIỆT NAM", []),
    ("xã Mường Tưởng vừa được sáp nhập", ["Mường Tưởng"]),  # in no table, but a level word stands there
    ("Thành phố Trùng Khánh (Trung Quốc)", []),  # ours is no city
    ("", []),
    ("🙂 12/3 %%% <p>", []),
    ("The report was written in Brussels.", []),
]


@pytest.mark.parametrize(("text", "names"), SENTENCES)
def test_finds_places(text, names):
    assert [place.canonical for place in find_places(text)] == names


@pytest.mark.parametrize(
    ("province", "names"), [("Lâm Đồng", ["Bảo Lâm"]), ("Cao Bằng", ["Bảo Lâm"]), ("Hà Nam", [])]
)
def test_document_settles_an_ambiguous_name(province, names):
    assert [place.canonical for place in find_places("Tình hình ở Bảo Lâm", province=province)] == names


@given(st.text(alphabet=" ,.-()'\nHàNộiĐắkLắktỉnhuyệnxãTP1", max_size=200))
def test_surface_is_the_text_at_its_offsets(text):
    for place in find_places(text):
        assert text[place.start : place.end] == place.text


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("số người cai nghiện dak lak 2020", ["Đắk Lắk"]),
        ("cai nghiện ở hà nội và đà nẵng", ["Hà Nội", "Đà Nẵng"]),
        ("tphcm", ["Hồ Chí Minh"]),
        ("vì hòa bình", []),
        ("tỉnh hòa bình", ["Hòa Bình"]),
        ("nghị định nào quy định về cai nghiện", []),
    ],
)
def test_finds_provinces_of_a_query(query, names):
    assert [place.canonical for place in find_provinces(query)] == names


@pytest.mark.parametrize(
    ("text", "province", "place"),
    [
        ("Đăk Nông", None, Place("Đắk Nông", Level.PROVINCE, "Đắk Nông", "Lâm Đồng")),
        ("Buôn Đôn", None, Place("Buôn Đôn", Level.DISTRICT, "Đắk Lắk", "Đắk Lắk")),
        ("Bảo Lâm", None, Place("Bảo Lâm", Level.DISTRICT, None, None)),  # open: Cao Bằng or Lâm Đồng
        ("Bảo Lâm", "Cao Bằng", Place("Bảo Lâm", Level.DISTRICT, "Cao Bằng", "Cao Bằng")),
        ("thành phố Bắc Kạn", None, Place("thành phố Bắc Kạn", Level.DISTRICT, "Bắc Kạn", "Thái Nguyên")),
        ("xã Thanh Tân, huyện Mỏ Cày Bắc", None, Place("Thanh Tân", Level.COMMUNE, "Bến Tre", "Vĩnh Long")),
        ("Atlantis", None, None),
        ("", None, None),
    ],
)
def test_reads_a_place(text, province, place):
    assert read_place(text, province=province) == place


LOCAL_NEWS = (
    "Sáng nay, UBND tỉnh Gia Lai họp đánh giá công tác cai nghiện. Công an tỉnh Gia Lai cho biết"
    " huyện Ia Grai giảm mạnh."
)
NATIONAL_NEWS = (
    "Tại thành phố Đà Nẵng, Cục Phòng, chống tệ nạn xã hội mở hội thảo. Trong cả nước, những nơi như"
    " Hậu Giang, Ninh Bình đã cho người sau cai vay vốn."
)


@pytest.mark.parametrize(
    ("known", "province"),
    [
        ({"issuer": "Sở Y tế tỉnh Kiên Giang"}, "Kiên Giang"),
        ({"issuer": "Ủy ban nhân dân thành phố Hà Nội"}, "Hà Nội"),
        ({"issuer": "UBND huyện Ea Súp"}, "Đắk Lắk"),  # rolled up
        ({"issuer": "Bộ Tài chính", "dateline": "Hà Nội"}, None),
        (
            {"issuer": "Chính phủ", "title": "Về việc chuyển giao Vườn quốc gia Ba Vì về thành phố Hà Nội"},
            None,
        ),
        ({"issuer": "Cục Thuế tỉnh Long An"}, "Long An"),
        ({"issuer": "Sở Nội vụ", "dateline": "Cao Bằng"}, "Cao Bằng"),
        ({"number": "40/2026/TT-BTC", "text": "Hà Nội, ngày 06 tháng 4 năm 2026"}, None),
        (
            {"number": "01/KH-BCĐ", "text": "Lai Châu, ngày 06 tháng 4 năm 2021"},
            "Lai Châu",
        ),  # BCĐ is no ministry
        ({"text": "BỘ TÀI CHÍNH\nHà Nội, ngày 06 tháng 4 năm 2026"}, None),
        ({"title": "Bắc Giang: thêm 30 người cai nghiện"}, "Bắc Giang"),
        ({"title": "Gia Lai và Kon Tum phối hợp"}, None),  # two are none
        ({"text": LOCAL_NEWS}, "Gia Lai"),
        ({"text": NATIONAL_NEWS}, None),
        ({"text": "Sở Lao động thực hiện kế hoạch trên địa bàn tỉnh."}, None),  # names none
        ({"issuer": "UBND thành phố Huế", "published": "2025-03-01"}, "Huế"),
        ({"issuer": "UBND tỉnh Thừa Thiên Huế", "published": "2020"}, "Thừa Thiên Huế"),
        ({}, None),
    ],
)
def test_province_of_a_document(known, province):
    assert province_of(**known) == province


def test_seeds_have_the_places_and_the_province_of_the_gold(shared):
    for path in sorted((shared / "gold" / "seeds").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = (shared / "seeds" / f"{path.stem}.txt").read_text(encoding="utf-8")
        assert {place.canonical for place in find_places(text)} == set(gold["places"]), path.stem
        found = province_of(title=gold["document"]["title"], text=text)
        assert found == gold["document"]["province"], path.stem


HOSTILE = [
    "huyện Bảo Lâm, ",
    "Hà Nội, ",
    "Hà Nội Nam Định ",
    "tỉnh ",
    "xã Tân Lập, huyện ",
    "M' ",
    "Hà - ",
    "quận 1 ",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_is_linear(piece):
    """Doubling the input three times must not multiply the time by much more than two each."""
    find_places("huyện Ea Súp")  # loads the tables
    assert seconds(piece, 64_000) < 16 * max(seconds(piece, 8_000), 0.002)


def seconds(piece: str, size: int) -> float:
    best = float("inf")
    for attempt in range(3):
        text = (piece * (size // len(piece) + 1))[:size] + " " * attempt  # a new text each time
        start = time.process_time()
        find_places(text)
        best = min(best, time.process_time() - start)
    return best
