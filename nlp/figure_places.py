"""The place that a figure is about: the nearest one that is named, else the document's province."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Sequence

from corpus.records import Entity, Span
from nlp.clauses import Clauses, Site
from nlp.fold import fold
from nlp.places import current_province
from nlp.quantity import Quantity

# "toàn tỉnh", "trên địa bàn thành phố", "cả nước": a place named by its level.
_LEVELS = re.compile(
    r"(?<!\w)(?:(?P<nation>cả nước|toàn quốc|trên phạm vi cả nước|việt nam(?=[ ]có))"
    r"|(?:toàn|cả|địa bàn(?: toàn)?|của|công an|ubnd)[ ](?P<level>tỉnh|thành phố|huyện|quận|thị xã|xã|phường)"
    r"|(?<!các )(?<!số )(?<!% )(?<!huyện, )(?<!tỉnh, )(?<!xã, )(?<!quận, )"
    r"(?P<subject>tỉnh|thành phố|huyện|quận|thị xã|xã|phường)"
    r"(?=[ ](?:có|đã|đang|hiện|còn|phấn đấu|tổ chức)(?!\w)))(?!\w)"
)
_PROVINCIAL, _COMMUNAL = ("tỉnh", "thành phố"), ("xã", "phường")
_COMMUNE = re.compile(r"(?<!thị )(?<!\w)(?:xã|phường|thị trấn)[ ]")
# "huyện Krông Ana, Buôn Đôn và Ea Súp": places that stand in a row are one answer.
_ROW = re.compile(
    r"[ ]?(?:,|;| và|, và)?[ ](?:(?:các[ ])?(?:huyện|tỉnh|xã|phường|quận|thị xã|thành phố|tp\.?)[ ])?"
)
# "(trú tại xã …)", "quê Nghệ An", "sinh tại": where a person comes from is not what the figure is about.
_ORIGIN = re.compile(
    r"(?<!\w)(?:trú (?:tại|ở)|ngụ (?:tại|ở)|quê (?:ở|quán)?|sinh (?:tại|ở)|hộ khẩu|thường trú|học tập)"
    r"[^;.\n]{0,40}$|(?<!\w)so với[^;,.\n]{0,40}$|(?<!\w)(?:tuyến|chặng|cao tốc)[ ](?:[^;,.\n]{2,24} - )?$"
)
# "Sáng 01/6, tại thành phố Cao Lãnh, …"
_SCENE = re.compile(
    r"(?:\A|[ ,])(?:tại|ở)(?:[ ](?:tỉnh|thành phố|tp\.?|huyện|quận|thị xã|xã|phường|thị trấn))?[ ]\Z"
)
# "UBND tỉnh bổ sung 1,5 tỷ đồng sửa chữa nhà ở tại xã …": who acts says less than where
_AGENT = re.compile(r"(?:công an|ubnd)[ ]")
# "Công an tỉnh | Nghệ An phát hiện 700 kg ma túy tại xã …"
_AGENT_OF = re.compile(
    r"(?<!\w)(?:công an|ubnd|hđnd|ủy ban nhân dân|hội đồng nhân dân|bộ đội biên phòng)"
    r"[ ](?:(?:tỉnh|thành phố|tp\.?|huyện|quận|thị xã)[ ]?)?\Z"
)
# "22 ha | ở thị trấn Tân Túc", "12 người nghiện | tại xã …"
_BEHIND = re.compile(
    r"(?:[ ](?!và |hoặc |còn |nhưng )[^\W\d_]{1,8}){0,2}[ ](?:ở|tại)[ ]"
    r"(?:(?:tỉnh|thành phố|tp\.?|huyện|quận|thị xã|thị trấn|xã|phường)[ ]?)?"
)
# "UBND HUYỆN QUẢN BẠ", "HỘI ĐỒNG NHÂN DÂN THÀNH PHỐ VINH": who issues, at the head of the page
_ISSUER = re.compile(
    r"^[ ]{0,8}(?:ubnd|hđnd|ủy ban nhân dân|hội đồng nhân dân|(?:huyện|quận|thị|thành) ủy)[ \n]{1,3}"
    r"(?:huyện|quận|thị xã|thành phố|tp\.?|xã|phường|thị trấn|đặc khu)[ ]",
    re.MULTILINE,
)
_HEAD = 600
_TOPIC = 60
NATION = "cả nước"
_REACH, _MOST_TRIED, _LONGEST_ROW = 90, 60, 9


class Places:
    """The places of a text, asked for the one that a quantity is about."""

    def __init__(
        self,
        clauses: Clauses,
        places: Sequence[Entity],
        *,
        province: str | None,
        starts: Sequence[int],
        parts: Container[int] = (),
    ) -> None:
        self._parts = parts
        self._clauses, self._folded, self._province = clauses, fold(clauses.text), province
        self._places = [place for place in places if not self._is_origin(place)]
        self._place_starts = [place.start for place in self._places]
        local = [place for place in self._places if current_province(place.canonical) is None]
        self._communes = _with_starts([place for place in local if self._is_commune(place)])
        self._districts = _with_starts([place for place in local if not self._is_commune(place)])
        self.home = self._issuing_place() or province
        self._starts = list(starts)
        self._told: dict[int, str] = {}  # what the figures of this paragraph were about so far

    def of(self, quantity: Quantity, site: Site) -> str | None:
        """The nearest place or places, else the document's province; asked in the order of the text."""
        place = (
            self._stated(quantity, site)
            or self._topic(site)
            or self._aside(quantity, site)
            or self._told.get(site.paragraph)
            or self.home
        )
        is_part = bisect_left(self._starts, quantity.start) in self._parts
        if place is not None and not (is_part and site.paragraph in self._told):
            self._told = {site.paragraph: place}  # the next sentence is about the whole again
        return place

    def _issuing_place(self) -> str | None:
        """Of a document of a district or commune, that one: `ỦY BAN NHÂN DÂN HUYỆN QUẢN BẠ` at its head."""
        issuer = _ISSUER.search(self._folded, 0, _HEAD)
        if issuer is None:
            return None
        at = bisect_left(self._place_starts, issuer.start())
        place = self._places[at] if at < len(self._places) else None
        is_named = place is not None and place.start <= issuer.end() + 2 and place.end > issuer.end()
        return place.canonical if place and is_named and current_province(place.canonical) is None else None

    def _stated(self, quantity: Quantity, site: Site) -> str | None:
        right_behind = self._right_behind(quantity, site)
        if right_behind is not None:
            return right_behind
        near = self._last(site.clause[0], quantity.lead, site)
        level = self._last_level(site.clause[0], quantity.lead)
        if near is None or (level is not None and _AGENT.match(level[0])) or self._is_of_agent(quantity):
            near = self._next(quantity, site) or near
        return near or self._last(site.sentence[0], quantity.lead, site)

    def _right_behind(self, quantity: Quantity, site: Site) -> str | None:
        """`… ở quận 1, mảnh đất 22 ha ở thị trấn Tân Túc`: no place before is nearer than that."""
        at = bisect_left(self._place_starts, quantity.end)
        if at == len(self._places) or self._places[at].start >= site.clause[1]:
            return None
        between = self._folded[quantity.end : self._places[at].start]
        return self._row_from(at) if _BEHIND.fullmatch(between) else None

    def _is_of_agent(self, quantity: Quantity) -> bool:
        """The last place before it names who acted: `Công an tỉnh Nghệ An`."""
        at = bisect_left(self._place_starts, quantity.lead) - 1
        start = self._places[at].start if at >= 0 else 0
        is_near = quantity.lead - start <= _REACH
        return is_near and _AGENT_OF.search(self._folded[max(0, start - 40) : start]) is not None

    def _aside(self, quantity: Quantity, site: Site) -> str | None:
        """`Anh K. (buôn Ea Nao, xã Ea Tu) vay 40 triệu đồng`: where the subject is from, in brackets."""
        at = bisect_left(self._place_starts, quantity.lead) - 1
        if at < 0 or self._places[at].start < site.sentence[0]:
            return None
        bracket = self._clauses.bracket_at(self._places[at].start)
        following = bisect_left(self._starts, bracket[0]) if bracket else 0
        holds_number = following < len(self._starts) and bracket and self._starts[following] < bracket[1]
        return self._row(at) if bracket and not holds_number else None

    def _last(self, start: int, end: int, site: Site) -> str | None:
        at = bisect_left(self._place_starts, end) - 1
        least = max(0, at - _MOST_TRIED)
        while at >= least and self._places[at].start >= start and not self._is_open(self._places[at], site):
            at -= 1
        place = self._places[at] if at >= least and self._places[at].start >= start else None
        level = self._last_level(start, end)
        if level is not None and (place is None or level.start() > place.end):
            return self._of_level(level)
        if place is None:
            return None
        row = self._row(at)
        return (self._scene(site, place.start) if row == self._province else None) or row

    def _scene(self, site: Site, end: int) -> str | None:
        """`Tại thành phố Cao Lãnh, Ban Chỉ đạo … tỉnh Đồng Tháp tổ chức lễ …`: where it was, not who."""
        at = bisect_left(self._place_starts, site.sentence[0])
        if at == len(self._places) or self._places[at].start >= min(end, site.sentence[0] + _TOPIC):
            return None
        opens = _SCENE.search(self._folded[site.sentence[0] : self._places[at].start]) is not None
        return self._row_from(at) if opens and self._is_open(self._places[at], site) else None

    def _is_open(self, place: Entity, site: Site) -> bool:
        """Not shut up in a bracket that the figure is not in."""
        return self._clauses.bracket_at(place.start) in (None, site.bracket)

    def _last_level(self, start: int, end: int) -> re.Match[str] | None:
        return self._bare_level(max(start, end - 4 * _REACH), end, last=True)

    def _bare_level(self, start: int, end: int, *, last: bool = False) -> re.Match[str] | None:
        """`toàn tỉnh`, `công an huyện`: the first or last level that no name follows."""
        bare = (
            found
            for found in _LEVELS.finditer(self._folded, start, end)
            if not self._clauses.text[found.end() + 1 : found.end() + 2].isupper()
        )
        levels = list(bare)
        return (levels[-1] if last else levels[0]) if levels else None

    def _of_level(self, found: re.Match[str]) -> str | None:
        if found["nation"]:
            return NATION
        level = found["level"] or found["subject"]
        return self._province if level in _PROVINCIAL else self._local(found.start(), level) or self._province

    def _local(self, offset: int, level: str) -> str | None:
        """The last commune, or the last district, named before: what `toàn xã` or `công an huyện` means."""
        named, starts = self._communes if level in _COMMUNAL else self._districts
        at = bisect_left(starts, offset) - 1
        return named[at].canonical if at >= 0 and offset - starts[at] <= 20 * _REACH else None

    def _row(self, last: int) -> str:
        """The places of a row that ends with this one, in the order of the text."""
        first = last
        while first > 0 and last - first < _LONGEST_ROW:
            between = self._folded[self._places[first - 1].end : self._places[first].start]
            if len(between) > 24 or not _ROW.fullmatch(between):
                break
            first -= 1
        return ", ".join(dict.fromkeys(place.canonical for place in self._places[first : last + 1]))

    def _next(self, quantity: Quantity, site: Site) -> str | None:
        """`120 người ở Nghệ An`: a place behind, before the next figure and the next comma."""
        at = bisect_left(self._place_starts, quantity.end)
        level = self._bare_level(quantity.end, min(site.clause[1], quantity.end + _REACH))
        following = bisect_left(self._starts, quantity.end)
        limit = min(
            site.clause[1], self._starts[following] if following < len(self._starts) else site.clause[1]
        )
        if at < len(self._places) and not re.search(
            r"[,;:.()]|(?<!\w)(?:và|có|là|còn)(?!\w)", self._folded[quantity.end : self._places[at].start]
        ):
            limit = site.clause[1]  # "cho 420 người tại 3 cơ sở ở thành phố Sa Đéc"
        place = self._places[at] if at < len(self._places) and self._places[at].start < limit else None
        if level is not None and level.start() < limit and (place is None or level.start() < place.start):
            return self._of_level(level) if "," not in self._folded[quantity.end : level.start()] else None
        if place is None or not self._is_open(place, site):
            return None
        between = self._folded[quantity.end : place.start]
        is_near = len(between) <= _REACH and not re.search(r"[,;:.]", between)
        return self._row_from(at) if is_near else None

    def _row_from(self, first: int) -> str:
        last = first
        while last + 1 < len(self._places) and last - first < _LONGEST_ROW:
            between = self._folded[self._places[last].end : self._places[last + 1].start]
            if len(between) > 24 or not _ROW.fullmatch(between):
                break
            last += 1
        return self._row(last)

    def _topic(self, site: Site) -> str | None:
        """`Tại huyện Krông Ana, …`: what a sentence opens with holds for the rest of its paragraph."""
        paragraph = self._clauses.paragraphs[site.paragraph]
        at = bisect_left(self._place_starts, site.sentence[0]) - 1
        if at < 0 or self._places[at].start < paragraph[0]:
            return None
        place = self._places[at]
        opening = self._clauses.sentences[self._clauses.sentence_at(place.start)][0]
        level = self._last_level(place.end, site.sentence[1])
        counted = bisect_left(self._starts, opening)
        is_first = counted == len(self._starts) or self._starts[counted] > place.start
        return self._row(at) if is_first and place.start - opening <= _TOPIC and level is None else None

    def _is_commune(self, place: Span) -> bool:
        return _COMMUNE.search(self._folded[max(0, place.start - 12) : place.start + 9]) is not None

    def _is_origin(self, place: Span) -> bool:
        return _ORIGIN.search(self._folded[max(0, place.start - _TOPIC) : place.start]) is not None


def _with_starts(places: list[Entity]) -> tuple[list[Entity], list[int]]:
    return places, [place.start for place in places]
