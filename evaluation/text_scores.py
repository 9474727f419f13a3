"""What is compared of the document itself: its fields, dates, relations and checks, and its clean text."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from corpus.records import Annotations, Check, Document, Figure, Span
from evaluation.gold_records import Days, GoldCheck, GoldDocument, GoldFigure
from evaluation.likeness import number_key, on_one_line, place_key, same_body, same_value, word_f1, words
from evaluation.tally import Count, Finding, Rank, Tally, pair, without
from nlp.fold import fold

SHORTEST_FURNITURE = 15
TITLE_ALIKE = 0.8
RATIO_TOLERANCE = 0.01


def score_dates(gold: GoldDocument, found_in: Annotations, tally: Tally) -> Iterator[Finding]:
    if gold.dates is None:
        return
    wanted = Counter(days for _, days in gold.dates)
    found: Counter[Days] = Counter((date.first.isoformat(), date.last.isoformat()) for date in found_in.dates)
    tally.counts["dates"] = Count((wanted & found).total(), wanted.total(), found.total())
    surfaces = {days: text for text, days in gold.dates}
    for days in (wanted - found).elements():
        yield Finding(gold.name, "dates", "missed", surfaces[days], str(days))
    texts = {(d.first.isoformat(), d.last.isoformat()): d.text for d in found_in.dates}
    for days in (found - wanted).elements():
        yield Finding(gold.name, "dates", "false", texts[str(days[0]), str(days[1])], found=str(days))


def score_relations(gold: GoldDocument, found_in: Annotations, tally: Tally) -> Iterator[Finding]:
    """Distinct kinds and targets, and of those found their sources.

    What the document rests on counts only where the gold has it.
    """
    if gold.relations is None:
        return
    wanted = _sources((one.kind, one.target, one.source) for one in gold.relations)
    relations = found_in.relations
    found = _sources((one.kind.value, one.target, one.source) for one in relations)
    if not any(kind == "based_on" for kind, _ in wanted):
        found = {pair: source for pair, source in found.items() if pair[0] != "based_on"}
    both = sorted(wanted.keys() & found.keys())
    tally.counts["relations"] = Count(len(both), len(wanted), len(found))
    for kind, to in sorted(wanted.keys() - found.keys()):
        yield Finding(gold.name, "relations", "missed", to, kind)
    for kind, to in sorted(found.keys() - wanted.keys()):
        yield Finding(gold.name, "relations", "false", to, found=kind)
    for kind, to in both:
        sources, stated = wanted[kind, to], found[kind, to]
        tally.note("relation_source", sources == stated)
        if sources != stated:
            yield Finding(gold.name, "relation_source", "differs", to, str(sources), str(stated))


def _sources(relations: Iterable[tuple[str, str, str | None]]) -> dict[tuple[str, str], set[str | None]]:
    """Who acts, by kind and target; None is the document itself."""
    sources: dict[tuple[str, str], set[str | None]] = {}
    for kind, target, source in relations:
        sources.setdefault((kind, number_key(target) or ""), set()).add(number_key(source))
    return sources


def score_checks(gold: GoldDocument, found_in: Annotations, tally: Tally) -> Iterator[Finding]:
    """Same kind, verdict, values of total and parts, and size of the difference."""
    if gold.checks is None:
        return
    figures, checks = found_in.figures, found_in.checks

    def rank(wanted: GoldCheck, found: Check) -> Rank | None:
        return () if _same_check(wanted, found, gold.figures, figures) else None

    pairs = pair(gold.checks, checks, rank)
    tally.counts["checks"] = Count(len(pairs), len(gold.checks), len(checks))
    for check in without(gold.checks, [at for at, _ in pairs]):
        yield Finding(gold.name, "checks", "missed", gold.figures[check.total].text, check.kind)
    for false in without(checks, [where for _, where in pairs]):
        yield Finding(gold.name, "checks", "false", figures[false.total].text, found=false.kind.value)


def _same_check(
    wanted: GoldCheck, found: Check, golds: Sequence[GoldFigure], figures: Sequence[Figure]
) -> bool:
    if (wanted.kind, wanted.holds) != (found.kind.value, found.holds):
        return False
    totals = golds[wanted.total].value, figures[found.total].value
    parts = sorted(golds[at].value for at in wanted.parts), sorted(figures[at].value for at in found.parts)
    if not same_value(*totals) or len(parts[0]) != len(parts[1]):
        return False
    least = RATIO_TOLERANCE + 1e-9 if wanted.kind == "ratio" else 1e-9 * abs(totals[0])
    sizes = abs(wanted.difference), abs(found.difference)
    return all(map(same_value, *parts)) and math.isclose(*sizes, rel_tol=1e-6, abs_tol=least)


# ----------------------------------------------------------------- fields


def score_fields(gold: GoldDocument, document: Document | None, tally: Tally) -> Iterator[Finding]:
    for name, accepted in gold.fields.items():
        found = getattr(document, name) if document else None
        right = document is not None and any(_same_field(name, value, found) for value in accepted)
        tally.note("fields", right)
        tally.note(f"doc_{name.removeprefix('doc_')}", right)
        if not right:
            yield Finding(gold.name, "fields", "differs", name, accepted[0], found and str(found))


def _same_field(name: str, gold: str | None, found: str | None) -> bool:
    if not gold or not found:
        return not gold and not found
    if name == "title":
        return word_f1(words(gold), words(found)) >= TITLE_ALIKE
    if name == "issuer":
        return same_body(gold, found)
    if name == "number":  # a running number that was left blank is none
        return (number_key(gold) or "").lstrip("/.…") == (number_key(found) or "").lstrip("/.…")
    return place_key(gold) == place_key(found) if name == "province" else fold(gold) == fold(found)


# ------------------------------------------------------------- clean text


def score_text(gold: GoldDocument, text: str, found_in: Annotations, tally: Tally) -> Iterator[Finding]:
    """Nothing of the content lost, no furniture left, every offset true."""
    kept, bare = _unmarked(text), on_one_line(text)
    for string in (*gold.evidence, *(figure.text for figure in gold.figures)):
        stays = _unmarked(string) in kept
        tally.note("kept", stays)
        if not stays:
            yield Finding(gold.name, "kept", "missed", string)
    for string in map(on_one_line, gold.furniture):
        if len(string) >= SHORTEST_FURNITURE:
            stays = not bare or string in bare
            tally.note("furniture", stays)
            if stays:
                yield Finding(gold.name, "furniture", "false", string)
    spans: Sequence[Span] = (*found_in.figures, *found_in.references, *found_in.dates, *found_in.entities)
    for span in spans:
        stands = 0 <= span.start < span.end and text[span.start : span.end] == span.text
        tally.note("offsets", stands)
        if not stands:
            yield Finding(gold.name, "offsets", "false", span.text, found=f"[{span.start}, {span.end})")


def _unmarked(text: str) -> str:
    """Without asterisks, which a text made from markup does not keep."""
    return on_one_line(text.replace("*", ""))
