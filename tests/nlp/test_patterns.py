from __future__ import annotations

import re

import pytest

from nlp.patterns import late


def test_a_late_pattern_is_compiled_once_and_works_as_any(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    compile_now = re.compile

    def noted(pattern: str, flags: int = 0) -> re.Pattern[str]:
        compiled.append(pattern)
        return compile_now(pattern, flags)

    monkeypatch.setattr("nlp.patterns.re.compile", noted)
    pattern = late("(s)Ố", re.IGNORECASE)
    assert not compiled
    assert pattern.search("xin số 5")
    assert pattern.sub("-", "SỐ") == "-"
    assert pattern.pattern == "(s)Ố"
    assert compiled == ["(s)Ố"]
    with pytest.raises(AttributeError):
        pattern.nothing  # type: ignore[attr-defined]  # noqa: B018
