"""How well a figure plays the role that is asked for: a change is no answer to how many there are."""

from __future__ import annotations

import re
from collections.abc import Collection

from corpus.index import Payload
from corpus.records import Modifier
from search_api.asked_role import Role
from search_api.figures import record_of
from search_api.series import is_wanted

OTHER_ROLE = 0.8  # a number that is another than the one that is asked for
NO_BOUND = 0.9  # where a bound is asked for
BOUNDS = {
    Role.MOST: {Modifier.AT_MOST, Modifier.LESS_THAN},
    Role.LEAST: {Modifier.AT_LEAST, Modifier.MORE_THAN},
}

# "nâng từ 270.000 đồng/tháng lên 360.000 đồng/tháng": the first of the two was before
_FROM = re.compile(r"(?<!\w)từ\s{1,3}$", re.IGNORECASE)
_TO = re.compile(r"\s{0,3}(?:lên|xuống|còn|thành)(?!\w)", re.IGNORECASE)


def role_fit(asked: Collection[Role], payload: Payload) -> float:
    """1 for the number that is meant, less for one that states something else about the same subject."""
    fit = 1.0
    if (payload["figure"]["comparison"] is not None) is not (Role.CHANGE in asked):
        fit *= OTHER_ROLE
    if Role.TARGET not in asked and is_wanted(record_of(payload)):
        fit *= OTHER_ROLE
    if Role.FORMER not in asked and _is_former(payload):
        fit *= OTHER_ROLE
    return fit * _bound_fit(asked, Modifier(payload["figure"]["modifier"]))


def _bound_fit(asked: Collection[Role], modifier: Modifier) -> float:
    wanted = [bounds for role, bounds in BOUNDS.items() if role in asked]
    if not wanted or any(modifier in bounds for bounds in wanted):
        return 1.0
    return OTHER_ROLE if any(modifier in bounds for bounds in BOUNDS.values()) else NO_BOUND


def _is_former(payload: Payload) -> bool:
    start, end = (payload["figure"][name] - payload["quote_start"] for name in ("start", "end"))
    quote = str(payload["quote"])
    return bool(_FROM.search(quote[max(0, start - 8) : start]) and _TO.match(quote, end))
