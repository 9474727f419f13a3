"""How figures are paired with the gold's and what is compared of each pair."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from corpus.records import Figure
from evaluation.gold_records import Days, GoldDocument, GoldFigure
from evaluation.indicator_likeness import same_indicator
from evaluation.likeness import one_holds_other, phrase, place_key, same_value, words
from evaluation.tally import Count, Decision, Finding, Rank, Tally, agreement, pair, without
from nlp.fold import fold

PERSONS = ("người", "học viên", "đối tượng")  # those who undergo rehabilitation, under three names
# Units of territory that are counted together: "xã, phường, thị trấn", "xã/phường".
_TERRITORY = {
    "xã", "phường", "thị", "quận", "huyện", "thành", "tỉnh", "thôn", "bản", "ấp", "tổ", "buôn",
}  # fmt: skip
_PER = re.compile(r"\s*/\s*|\s+(?:một|mỗi)\s+")
_NUMBER = re.compile(r"[/\s]*\d[\d.,]*")
_LEVEL = re.compile(r"^(?:huyện|quận|thị xã|thị trấn|xã|phường) (?=\D)")
_PLACE_LIST = re.compile(r"[,;()]|\svà\s")
WHOLE_COUNTRY = "cả nước"
STATED = ("period", "denominator", "part_of")  # scored again over those that the gold states
SPELLED_OUT_SHARE, SPELLED_OUT_LEAST = 0.1, 2  # figures in words that the gold may lack


def score_figures(
    gold: GoldDocument, figures: Sequence[Figure], tally: Tally, *, offsets: Sequence[int | None]
) -> list[Finding]:
    """Pairs on value and unit; then modifier, period, place, denominator, parent, comparison, indicator.

    `offsets` are those of the gold's figures.
    """
    judge = _Judge(gold, figures)
    pairs = pair(range(len(gold.figures)), range(len(figures)), judge.rank)
    false = list(_false(list(without(figures, [where for _, where in pairs])), gold))
    tally.counts["figures"] = Count(len(pairs), len(gold.figures), len(pairs) + len(false))
    findings = [
        Finding(gold.name, "figures", "missed", figure.text, figure.indicator, at=offset)
        for figure, offset in without(list(zip(gold.figures, offsets, strict=True)), [at for at, _ in pairs])
    ]
    findings += [
        Finding(gold.name, "figures", "false", figure.text, found=figure.unit, at=figure.start)
        for figure in false
    ]
    for at, where in pairs:
        findings += judge.compare(at, where, tally)
    return findings


class _Judge:
    """The decisions on one document's pairs of figures."""

    def __init__(self, gold: GoldDocument, figures: Sequence[Figure]) -> None:
        self._gold, self._figures = gold, figures
        self._province = gold.fields["province"][0]

    def rank(self, at: int, where: int) -> Rank | None:
        wanted, found = self._gold.figures[at], self._figures[where]
        units = (wanted.unit, _NUMBER.sub(" ", wanted.text))
        if not same_value(wanted.value, found.value) or not any(
            same_unit(unit, found.unit) for unit in units
        ):
            return None
        return agreement(list(self._decisions(at, where).values())), words(found.unit) == words(wanted.unit)

    def compare(self, at: int, where: int, tally: Tally) -> Iterator[Finding]:
        wanted, found = self._gold.figures[at], self._figures[where]
        for name, decision in self._decisions(at, where).items():
            if decision is None:
                continue
            tally.note(name, decision)
            if name in STATED and self._is_stated(name, wanted):
                tally.note(f"{name}_stated", decision)
            if not decision:
                said = _said(name, wanted, found, self._gold.figures, self._figures)
                yield Finding(self._gold.name, name, "differs", wanted.text, *said, at=found.start)

    def _decisions(self, at: int, where: int) -> Mapping[str, Decision]:
        wanted, found = self._gold.figures[at], self._figures[where]
        parents = _value_at(self._gold.figures, wanted.part_of), _value_at(self._figures, found.part_of)
        return {
            "modifier": same_modifier(wanted, found),
            "period": any(same_days(days, _days_of(found)) for days in wanted.periods),
            "place": same_place(wanted.place, found.place, self._province),
            "place_near": same_near_place(wanted.place, found.place, self._province),
            "denominator": same_value(wanted.denominator, found.denominator),
            "part_of": same_value(*parents),
            "comparison": same_comparison(wanted, found),
            "indicator": same_indicator(wanted.indicator, found.indicator),
        }

    @staticmethod
    def _is_stated(name: str, wanted: GoldFigure) -> bool:
        return any(wanted.periods[0]) if name == "period" else getattr(wanted, name) is not None


def _said(
    name: str, wanted: GoldFigure, found: Figure, golds: Sequence[GoldFigure], figures: Sequence[Figure]
) -> tuple[str, str]:
    """Both sides of a difference, in words."""
    pairs: dict[str, tuple[object, object]] = {
        "modifier": (wanted.modifiers[0], found.modifier.value),
        "period": (wanted.periods[0], (_days_of(found), found.period.text)),
        "denominator": (wanted.denominator, found.denominator),
        "part_of": (_value_at(golds, wanted.part_of), _value_at(figures, found.part_of)),
        "comparison": (wanted.change, found.comparison and (found.comparison.change, found.comparison.unit)),
        "indicator": (wanted.indicator, found.indicator),
    }
    one, other = pairs.get(name, (wanted.place, found.place))
    return str(one), str(other)


def _value_at(figures: Sequence[GoldFigure | Figure], index: int | None) -> float | None:
    return figures[index].value if index is not None and 0 <= index < len(figures) else None


def _false(figures: Sequence[Figure], gold: GoldDocument) -> Iterator[Figure]:
    """Unpaired figures that count as wrong: neither optional ones nor a few that are spelled out in words."""
    free = max(SPELLED_OUT_LEAST, int(SPELLED_OUT_SHARE * len(gold.figures)))
    optional = [phrase(text) for text in gold.optional_figures]
    for figure in figures:
        text = phrase(figure.text)
        if any(one_holds_other(text, other) for other in optional):
            continue
        if free and text and not any(letter.isdigit() for letter in text):
            free -= 1
            continue
        yield figure


# ------------------------------------------------------------------ units


def same_unit(one: str, other: str) -> bool:
    """Equal, one within the other, or both persons; rates agree in what they are per; `lượt` stays apart."""
    (noun, per), (other_noun, other_per) = _unit_of(one), _unit_of(other)
    if not _same_rates(per, other_per):
        return False
    if noun == other_noun:
        return True
    if not noun or not other_noun or ("lượt" in noun) != ("lượt" in other_noun):
        return False
    both = [" ".join(words_of) for words_of in (noun, other_noun)]
    return _within(noun, other_noun) or all(unit.startswith(PERSONS) for unit in both)


def _unit_of(unit: str) -> tuple[list[str], list[list[str]]]:
    """The counted noun, and what it is per; `xã/phường` is one list of territory."""
    noun, *per = (words(part) for part in _PER.split(fold(unit).strip()))
    is_list = bool(noun) and noun[0] in _TERRITORY
    listed = [part for part in per if is_list and part and part[0] in _TERRITORY]
    rates = [part for part in per if part and part not in listed]
    return [*noun, *(word for part in listed for word in part)], rates


def _within(one: Sequence[str], other: Sequence[str]) -> bool:
    return set(one) <= set(other) or set(other) <= set(one)


def _same_rates(one: Sequence[Sequence[str]], other: Sequence[Sequence[str]]) -> bool:
    left = list(other)
    for part in one:
        like = next((rate for rate in left if _within(part, rate)), None)
        if like is None:
            return False
        left.remove(like)
    return not left


# ------------------------------------------------- modifier, period, change


def same_modifier(gold: GoldFigure, found: Figure) -> bool:
    """`khoảng` and `gần` may stand for each other, and `gần` for less than."""
    allowed = set(gold.modifiers)
    if gold.modifiers[0] == "about":
        allowed |= {"nearly", "less_than"} if gold.is_nearly else {"nearly"}
    elif gold.modifiers[0] == "nearly":
        allowed |= {"about", "less_than"}
    return found.modifier.value in allowed


def _days_of(figure: Figure) -> Days:
    start, end = figure.period.start, figure.period.end
    return (start.isoformat() if start else None, end.isoformat() if end else None)


def same_days(gold: Days, found: Days) -> bool:
    return all(_same_day(one, other) for one, other in zip(gold, found, strict=True))


def _same_day(gold: str | None, found: str | None) -> bool:
    """A gold month or year holds all its days."""
    if not gold or not found:
        return not gold and not found
    return found.startswith(gold) if len(gold) < len("2020-01-01") else found == gold


def same_comparison(gold: GoldFigure, found: Figure) -> Decision:
    if gold.change is None:
        return None
    stated = found.comparison
    if stated is None:
        return False
    return same_value(gold.change[0], stated.change) and same_unit(gold.change[1], stated.unit)


# ----------------------------------------------------------------- places


def same_place(gold: str | None, found: str | None, province: str | None) -> bool:
    """Where the gold has none, the document's province or the whole country is right too."""
    wanted, stated, scope = place_key(gold), place_key(found), place_key(province)
    if not wanted:
        return stated in ("", WHOLE_COUNTRY, scope)
    if wanted == WHOLE_COUNTRY and not scope:
        return stated in ("", wanted)
    return one_holds_other(wanted, stated)


def same_near_place(gold: str | None, found: str | None, province: str | None) -> Decision:
    """One of the units that the gold names besides the document's province is named."""
    scope = place_key(province) or WHOLE_COUNTRY
    units = [place_key(unit) for unit in _PLACE_LIST.split(" ".join((gold or "").split()))]
    near = [_LEVEL.sub("", unit) for unit in units if unit and unit != scope]
    return any(f" {unit} " in f" {place_key(found)} " for unit in near) if near else None
