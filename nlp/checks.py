"""Arithmetic of a text: totals against their parts, percentages against the fraction printed beside them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from corpus.records import Check, CheckKind, Figure, Modifier
from nlp.clauses import Clauses
from nlp.fold import fold

# "508 người (…", "gồm: …", "trong đó: …": a full account is announced, so that a difference is an error.
_FULL = re.compile(r"gồm|chia ra|cụ thể|phân theo|[(\[]|trong (?:số )?đó:|:")
# "27 triệu USD (tương đương 623 tỷ đồng), trong đó …": a bracket between is no account
_ASIDE = re.compile(r"\([^()]{0,200}\)")
# "trong đó phần lớn là vay ngân hàng 36 tỷ đồng": some of the parts only
_SOME = re.compile(r"phần lớn|chủ yếu|đa số|nhất là|riêng|đặc biệt|điển hình|tiêu biểu")
_LOOSE = 0.03  # without such words the parts are taken for all of them where they come this near
_WIDE = 0.5  # further off, the parts are not all of them
_OVER = 0.1  # "nữ 41, dưới 30 tuổi 380, dân tộc thiểu số 1.010": groups that overlap, no account
_LEAST_PARTS = 2
_SHARE = "%"
# "13/13 huyện (100%)", "14/15 huyện, đạt 93,3%": what may stand between a fraction and its percentage.
_BETWEEN = re.compile(
    r"[^.;:\d]{0,120}?(?:[(=]|(?<!\w)(?:đạt|chiếm|bằng|tỷ lệ|tương đương|tương ứng|tức)(?!\w))[^.;:\d]{0,24}"
)
_BESIDE, _FAR_NEAR = 64, 2.0  # letters; further off than that, the percentage must come near to be believed
_NEAR = 20.0  # points; a percentage further off than this is not of a fraction that is only near it
_ABOUT = 0.05
_NEARLY = 0.1


def find_checks(text: str, figures: Sequence[Figure]) -> tuple[Check, ...]:
    """Every sum and ratio that the text's own numbers let us compute."""
    clauses = Clauses(text)
    checks = [*_ratios(text, clauses, figures), *_sums(text, figures)]
    return tuple(sorted(checks, key=lambda check: (figures[check.total].start, check.parts)))


# --- sums ---------------------------------------------------------------------------------------


def _sums(text: str, figures: Sequence[Figure]) -> list[Check]:
    groups: dict[int, list[int]] = defaultdict(list)
    for index, figure in enumerate(figures):
        if figure.part_of is not None and figure.unit != _SHARE:
            groups[figure.part_of].append(index)
    return [check for total, parts in groups.items() for check in _sum_checks(text, figures, total, parts)]


def _sum_checks(text: str, figures: Sequence[Figure], total: int, parts: list[int]) -> list[Check]:
    """One check for each run of parts that makes up the total, or one for all of them."""
    checks: list[Check] = []
    run: list[int] = []
    for part in parts:
        run.append(part)
        if (
            len(run) >= _LEAST_PARTS
            and _sum(figures, run) == figures[total].value
            and _all_exact(figures, total, run)
        ):
            checks.append(_sum_check(figures, total, run))
            run = []
    if not checks and len(run) >= _LEAST_PARTS and _is_full_account(text, figures, total, run):
        return [_sum_check(figures, total, run)]
    return checks


def _sum(figures: Sequence[Figure], parts: list[int]) -> float:
    return round(sum(figures[part].value for part in parts), 6)


def _all_exact(figures: Sequence[Figure], total: int, parts: list[int]) -> bool:
    return all(figures[index].modifier is Modifier.EXACT for index in (total, *parts))


def _sum_check(figures: Sequence[Figure], total: int, parts: list[int]) -> Check:
    stated, computed = figures[total].value, _sum(figures, parts)
    difference = round(stated - computed, 6)
    return Check(CheckKind.SUM, total, tuple(parts), stated, computed, difference, difference == 0)


def _is_full_account(text: str, figures: Sequence[Figure], total: int, parts: list[int]) -> bool:
    stated, computed = figures[total].value, _sum(figures, parts)
    if not stated or (not _all_exact(figures, total, parts) and _explained(figures, total, parts)):
        return False
    off = abs(stated - computed) / stated
    between = fold(text[figures[total].end : figures[parts[0]].start])
    between = _ASIDE.sub(" ", between)
    if _SOME.search(between):
        return False
    announced = _FULL.search(between) if " | " not in between else None
    most = _WIDE if stated >= computed else _OVER
    return off <= (most if announced else _LOOSE)


def _explained(figures: Sequence[Figure], total: int, parts: list[int]) -> bool:
    """The modifiers of total and parts leave room for the difference."""
    low, high = _range(figures[total])
    ranges = [_range(figures[part]) for part in parts]
    return low <= sum(high for _, high in ranges) and sum(low for low, _ in ranges) <= high


def _range(figure: Figure) -> tuple[float, float]:
    """The least and the greatest value that a modifier lets a figure have."""
    value = figure.value
    match figure.modifier:
        case Modifier.MORE_THAN | Modifier.AT_LEAST:
            return value, float("inf")
        case Modifier.LESS_THAN | Modifier.AT_MOST:
            return 0.0, value
        case Modifier.NEARLY:
            return value * (1 - _NEARLY), value
        case Modifier.ABOUT:
            return value * (1 - _ABOUT), value * (1 + _ABOUT)
    return value, value


# --- ratios -------------------------------------------------------------------------------------


def _ratios(text: str, clauses: Clauses, figures: Sequence[Figure]) -> list[Check]:
    checks: list[Check] = []
    taken: set[int] = set()
    for index, figure in enumerate(figures):
        if not figure.denominator or figure.unit == _SHARE:
            continue
        share = _share_of(text, clauses, figures, index, taken)
        if share is not None:
            taken.add(share)
            checks.append(_ratio_check(figures, share, index))
    return checks


def _share_of(
    text: str, clauses: Clauses, figures: Sequence[Figure], index: int, taken: set[int]
) -> int | None:
    """The percentage that a fraction proves: the one before its bracket, or the one right after it."""
    fraction = figures[index]
    sentence = clauses.sentence_at(fraction.start)
    after = index + 1
    if (
        after < len(figures)
        and _is_free_share(figures, after, taken)
        and clauses.sentence_at(figures[after].start) == sentence
    ):
        between = fold(text[fraction.end : figures[after].start])
        near = _NEAR if len(between) <= _BESIDE else _FAR_NEAR
        if _BETWEEN.fullmatch(between) and _is_plausible(figures[after], fraction, near):
            return after
    for before in range(index - 1, -1, -1):
        if clauses.sentence_at(figures[before].start) != sentence or figures[before].denominator:
            return None
        if _is_free_share(figures, before, taken):
            share = figures[before]
            in_bracket = clauses.bracket_at(fraction.start) is not None and ";" not in _between(
                text, share, fraction
            )
            return before if in_bracket or _is_beside(text, share, fraction) else None
    return None


def _is_free_share(figures: Sequence[Figure], index: int, taken: set[int]) -> bool:
    return figures[index].unit == _SHARE and index not in taken and figures[index].comparison is None


def _between(text: str, share: Figure, fraction: Figure) -> str:
    return fold(text[share.end : fraction.start])


def _is_beside(text: str, share: Figure, fraction: Figure) -> bool:
    between = _between(text, share, fraction)
    return len(between) <= 60 and bool(_BETWEEN.fullmatch(between)) and _is_plausible(share, fraction)


def _is_plausible(share: Figure, fraction: Figure, near: float = _NEAR) -> bool:
    return abs(share.value - _percent(fraction)) <= near


def _percent(fraction: Figure) -> float:
    return 100 * fraction.value / (fraction.denominator or 1)


def _ratio_check(figures: Sequence[Figure], share: int, fraction: int) -> Check:
    stated, computed = figures[share].value, _percent(figures[fraction])
    difference = round(stated - computed, 2)
    holds = _is_rounded(stated, computed) or _satisfies(figures[share], computed)
    return Check(CheckKind.RATIO, share, (fraction,), stated, round(computed, 2), difference, holds)


def _is_rounded(stated: float, computed: float) -> bool:
    return int(stated + 0.5) == int(computed + 0.5) or abs(stated - computed) <= 0.05 + 1e-9


def _satisfies(share: Figure, computed: float) -> bool:
    low, high = _range(share)
    return share.modifier is not Modifier.EXACT and low <= computed <= high
