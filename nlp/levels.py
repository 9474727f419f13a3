"""`từ 45% năm 2018 xuống còn 40%`: two levels of one thing, no least value and no change by 45."""

from __future__ import annotations

import re

_FROM = "từ"
# "từ 4,4% (2010) còn 2,6%", "giảm từ 22% trong niên khóa 2016-2017 xuống mức 17%": up to the second number
_TO = re.compile(
    r"[^,;.\n(]{0,60}?(?:[ ]\([^(),;.\n]{1,24}\))?[ ](?:lên|xuống|còn)(?:[ ][^\W\d_]{1,6}){0,3}[ ]?"
)
_LONGEST = 90


def leads_to(folded: str, lead: int, end: int, following: int) -> bool:
    """The number whose words begin at `lead` is where something starts, the following one where it ends."""
    if not folded.startswith(_FROM, lead) or following - end > _LONGEST:
        return False
    return _TO.fullmatch(folded, end, following) is not None
