"""Organisations and persons of a text."""

from __future__ import annotations

from nlp.organisations import find_organisations
from nlp.persons import Person, find_persons

__all__ = ["Person", "find_organisations", "find_persons"]
