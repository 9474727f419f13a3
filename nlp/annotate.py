"""One text to all its annotations: references, dates, places, names, figures, relations, checks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.records import Annotations, Entity, Section
from nlp.checks import find_checks
from nlp.dates import find_dates
from nlp.figures import find_figures
from nlp.names import find_organisations, find_persons
from nlp.periods import find_periods
from nlp.places import find_places
from nlp.references import find_references
from nlp.relations import find_relations
from nlp.resolve import resolve


def annotate(
    text: str, *, sections: Sequence[Section] = (), province: str | None = None, published: str | None = None
) -> Annotations:
    """Everything found, each kind in the order of the text, every surface as it stands there."""
    references = resolve(text, find_references(text))
    dates = find_dates(text, published=published)
    periods = find_periods(text, published=published, dates=dates)
    places = find_places(text, province=province)
    organisations = find_organisations(text, places=places, province=province)
    persons = find_persons(text, places=places, organisations=organisations)
    named = [replace(person.entity, role=person.role) for person in persons]
    figures = find_figures(
        text,
        dates=dates,
        periods=periods,
        references=references,
        places=places,
        sections=sections,
        province=province,
    )
    return Annotations(
        references=references,
        figures=figures,
        dates=dates,
        entities=_in_order([*places, *organisations, *named]),
        relations=find_relations(text, references),
        checks=find_checks(text, figures),
    )


def _in_order(entities: Sequence[Entity]) -> tuple[Entity, ...]:
    return tuple(sorted(entities, key=lambda entity: (entity.start, entity.end)))
