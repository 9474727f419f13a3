"""Filters: tables of (name, label, condition, sentence) that API, page and command line all read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from corpus.errors import WrongUse
from corpus.index import AllOf, AnyOf, Between, Condition, Equals, Missing, Not, OneOf
from corpus.records import DocType
from nlp.fold import fold, unaccent
from nlp.places import current_province, provinces
from search_api.asked_numbers import number_spellings

FIRST_YEAR, LAST_YEAR = 1900, 2100
Value = str | int | bool


@dataclass(frozen=True)
class Filter:
    """One parameter: how its text is read, what it asks of the index, and how a person is told."""

    name: str
    label: str
    read: Callable[[str, str], Value]  # name, text; raises WrongUse
    condition: Callable[[Value], Condition]
    sentence: str


@dataclass(frozen=True)
class Selection:
    """The filters that were chosen, read and ready for the index."""

    values: Mapping[str, Value] = field(default_factory=dict)
    conditions: tuple[Condition, ...] = ()
    sentences: tuple[str, ...] = ()

    @property
    def where(self) -> Condition:
        return AllOf(self.conditions)


def select(table: Sequence[Filter], **wanted: Value | None) -> Selection:
    """Read the parameters that are set; WrongUse names the one that is wrong."""
    given = {name: str(value).strip() for name, value in wanted.items() if value is not None}
    known = {row.name for row in table}
    for name in given.keys() - known:
        raise WrongUse(name, "không có bộ lọc này.", f"Các bộ lọc: {', '.join(sorted(known))}.")
    rows = [(row, row.read(row.name, given[row.name])) for row in table if given.get(row.name)]
    values = {row.name: value for row, value in rows}
    _refuse_backward_years(values)
    return Selection(
        values,
        tuple(row.condition(value) for row, value in rows),
        tuple(row.sentence.format(value) for row, value in rows),
    )


def read_province(name: str, text: str) -> str:
    """One of the provinces of the old map or of today's, with or without its accents."""
    for prefix in ("tỉnh ", "thành phố ", "tp. ", "tp ", "tinh ", "thanh pho "):
        if text.lower().startswith(prefix):
            text = text[len(prefix) :]
    found = _provinces_by_key().get(place_key(text))
    if found is None:
        raise WrongUse(name, f"không có tỉnh, thành phố {text!r}.", "Ví dụ: Đắk Lắk, Hà Nội, Cao Bằng.")
    return found


def place_key(text: str) -> str:
    """`Đắk Lắk`, `dak lak` and `Daklak` have one key."""
    return "".join(letter for letter in unaccent(fold(text)) if letter.isalnum())


@cache
def _provinces_by_key() -> dict[str, str]:
    names = set(provinces()) | {current for name in provinces() if (current := current_province(name))}
    return {place_key(name): name for name in sorted(names)}


def province_names() -> list[str]:
    """Every name that a province filter takes, in the order of the alphabet."""
    return sorted(_provinces_by_key().values(), key=place_key)


def province_condition(value: Value) -> Condition:
    """Documents of the province, by its name in their own time or by today's."""
    return AnyOf((Equals("province", value), Equals("province_current", value)))


def read_doc_type(name: str, text: str) -> str:
    if text not in {kind.value for kind in DocType}:
        raise WrongUse(
            name,
            f"không có loại văn bản {text!r}.",
            f"Chọn một trong: {', '.join(kind.value for kind in DocType)}.",
        )
    return text


def read_year(name: str, text: str) -> int:
    if not (text.isdecimal() and text.isascii() and FIRST_YEAR <= int(text[:5]) <= LAST_YEAR):
        raise WrongUse(
            name, f"{text[:20]!r} không phải là năm.", f"Nhập năm từ {FIRST_YEAR} đến {LAST_YEAR}."
        )
    return int(text)


def read_truth(name: str, text: str) -> bool:
    if text.lower() not in ("true", "false"):
        raise WrongUse(name, f"{text[:20]!r} không hợp lệ.", "Chọn true hoặc false.")
    return text.lower() == "true"


def read_word(_name: str, text: str) -> str:
    return text


def _number_condition(value: Value) -> Condition:
    return OneOf("cited", number_spellings(str(value)))


def _refuse_backward_years(values: Mapping[str, Value]) -> None:
    low, high = values.get("year_from"), values.get("year_to")
    if isinstance(low, int) and isinstance(high, int) and low > high:
        raise WrongUse("year_from", f"năm {low} sau năm {high} của year_to.", "Đổi chỗ hai năm.")


def _unit_condition(value: Value) -> Condition:
    return Equals("unit", value)


def _figure_place(value: Value) -> Condition:
    """Figures about the province; of a figure without a place its document's province counts."""
    return AnyOf((Equals("place", value), AllOf((province_condition(value), AnyOf(_placed(value))))))


def _placed(value: Value) -> tuple[Condition, ...]:
    """Its place is missing, or is the province itself under its name of then."""
    merged = tuple(name for name in provinces() if current_province(name) == value)
    return (Missing("place"), OneOf("place", (str(value), *merged)), *_districts())


def _districts() -> tuple[Condition, ...]:
    """A place that is no province lies in the document's own."""
    return (Not(OneOf("place", tuple(_provinces_by_key().values()))),)


def _starts_before(year: Value) -> Condition:
    """A figure's period; without one, its document's year."""
    return _period(
        Between("period_start", high=float(year)), Between("period_end", high=float(year)), year, high=True
    )


def _ends_after(year: Value) -> Condition:
    return _period(
        Between("period_end", low=float(year)), Between("period_start", low=float(year)), year, high=False
    )


def _period(first: Condition, second: Condition, year: Value, *, high: bool) -> Condition:
    unstated = AllOf((Missing("period_start"), Missing("period_end")))
    published = Between("year", high=float(year)) if high else Between("year", low=float(year))
    return AnyOf((first, second, AllOf((unstated, published))))


DOCUMENT_FILTERS = (
    Filter("province", "Tỉnh, thành phố", read_province, province_condition, "của {}"),
    Filter(
        "doc_type", "Loại văn bản", read_doc_type, lambda value: Equals("doc_type", value), "thuộc loại {}"
    ),
    Filter("year_from", "Từ năm", read_year, lambda value: Between("year", low=float(value)), "từ năm {}"),
    Filter("year_to", "Đến năm", read_year, lambda value: Between("year", high=float(value)), "đến năm {}"),
)

SEARCH_FILTERS = (
    *DOCUMENT_FILTERS,
    Filter("issuer", "Cơ quan", read_word, lambda value: Equals("issuer", value), "do {} ban hành"),
    Filter("cited", "Văn bản được dẫn", read_word, _number_condition, "có dẫn {}"),
    Filter(
        "document_id", "Tài liệu", read_word, lambda value: Equals("document_id", value), "trong tài liệu {}"
    ),
)

FIGURE_FILTERS = (
    Filter("unit", "Đơn vị", read_word, _unit_condition, "tính bằng {}"),
    Filter("province", "Tỉnh, thành phố", read_province, _figure_place, "của {}"),
    Filter("year_from", "Từ năm", read_year, _ends_after, "từ năm {}"),
    Filter("year_to", "Đến năm", read_year, _starts_before, "đến năm {}"),
    Filter(
        "document_id", "Tài liệu", read_word, lambda value: Equals("document_id", value), "trong tài liệu {}"
    ),
    Filter("holds", "Phép tính", read_truth, lambda value: Equals("holds", value), "phép tính đúng: {}"),
)

REFERENCE_FILTERS = (
    Filter("type", "Loại văn bản", read_doc_type, lambda value: Equals("cited_type", value), "thuộc loại {}"),
    Filter("number", "Số hiệu", read_word, _number_condition, "số {}"),
    Filter("province", "Tỉnh, thành phố", read_province, province_condition, "dẫn trong văn bản của {}"),
)
