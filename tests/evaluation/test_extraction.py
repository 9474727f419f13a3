from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import pytest

from corpus.errors import DamagedFile, WrongUse
from corpus.records import (
    Annotations,
    DocType,
    Document,
    Extraction,
    Figure,
    Modifier,
    Period,
    Reference,
    Relation,
    RelationKind,
)
from evaluation.changes import read_run, report, save_run
from evaluation.extraction import DOCUMENTS, GOLD, as_json, documents_by_name, evaluate, run, score, table
from evaluation.gold_records import read_gold
from ingest.pipeline import extract

T = TypeVar("T")
TEXT = "Năm 2022, huyện Na Hang đưa 24 người đi học nghề. Thông tư này thay thế Thông tư số 5/2019/TT-BYT."


def gold_json(**parts: Any) -> dict[str, Any]:
    figure = {
        "text": "24 người", "value": 24, "unit": "người", "modifier": "exact", "indicator": "người học nghề",
        "place": "Na Hang (Tuyên Quang)",
        "period": {"text": "Năm 2022", "start": "2022-01-01", "end": "2022-12-31"},
        "denominator": None, "part_of": None,
    }  # fmt: skip
    reference = {
        "text": "Thông tư số 5/2019/TT-BYT", "type": "circular", "number": "5/2019/TT-BYT", "issued": None,
        "issuer": None, "subject": None,
    }  # fmt: skip
    document = {
        "title": "Học nghề", "doc_type": "news", "doc_number": None, "issuer": None, "published_date": "2023",
        "province": "Tuyên Quang", "boilerplate": ["Về đầu trang | Liên hệ"],
    }  # fmt: skip
    return {
        "document": document,
        "figures": [figure],
        "references": [reference],
        "dates": [{"text": "Năm 2022", "start": "2022-01-01", "end": "2022-12-31"}],
        "relations": [{"from": None, "to": "5/2019/TT-BYT", "kind": "replaces"}],
        "checks": [],
        "questions": [],
    } | parts


def found(text: str = TEXT, **annotations: Any) -> Extraction:
    document = Document(
        "id", "Học nghề", DocType.NEWS, None, None, None, "2023", "Tuyên Quang", "Tuyên Quang",
        "na-hang.txt", "text/plain", "0" * 64, 1, text,
    )  # fmt: skip
    return Extraction(document, Annotations(**annotations))


def scored(tmp_path: Path, extraction: Extraction | None, **parts: Any) -> Any:
    (tmp_path / "na-hang.json").write_text(json.dumps(gold_json(**parts)), "utf-8")
    return score(read_gold(tmp_path)[0], extraction)


def test_what_is_found_is_counted_and_compared(tmp_path: Path) -> None:
    figure = Figure(
        28, 36, "24 người", 24.0, "người", Modifier.MORE_THAN, "học nghề", "Na Hang", Period("Năm 2022")
    )
    tally = scored(tmp_path, found(figures=(figure,)))
    assert tally.score("figures") == 1.0
    assert tally.score("modifier") == 0.0
    assert (tally.score("place"), tally.score("place_near"), tally.score("indicator")) == (1.0, 1.0, 1.0)
    assert tally.score("period_stated") == 0.0  # its surface without its days
    assert tally.score("denominator_stated") is None
    assert tally.score("kept") == 1.0
    assert tally.score("furniture") == 0.0
    differences = {finding.measure for finding in tally.findings if finding.kind == "differs"}
    assert differences == {"modifier", "period"}


def test_a_finding_tells_its_sentence(tmp_path: Path) -> None:
    tally = scored(tmp_path, found())
    (missed,) = (finding for finding in tally.findings if finding.measure == "figures")
    assert (missed.kind, missed.text) == ("missed", "24 người")
    assert missed.sentence == "Năm 2022, huyện Na Hang đưa 24 người đi học nghề."


def test_an_unread_document_misses_all(tmp_path: Path) -> None:
    tally = scored(tmp_path, None)
    assert [
        tally.score(name) for name in ("figures", "references", "dates", "relations", "kept", "fields")
    ] == [0.0] * 6
    assert tally.score("furniture") == 1.0


def test_the_source_of_a_relation_is_compared(tmp_path: Path) -> None:
    wrong = Relation("6/2020/TT-BYT", "5/2019/TT-BYT", RelationKind.REPLACES)
    tally = scored(tmp_path, found(relations=(wrong,)))
    assert (tally.score("relations"), tally.score("relation_source")) == (1.0, 0.0)


def test_optional_figures_and_a_few_in_words_are_free(tmp_path: Path) -> None:
    surfaces = ["ba xã", "hai tổ", "một thôn", "60 hộ"]
    figures = tuple(Figure(0, 1, surface, 7.0, "xã") for surface in surfaces)
    tally = scored(tmp_path, found(figures=figures), figures_optional=["60 hộ nghèo"])
    assert tally.counts["figures"].found == 1  # the third of those in words


def test_a_short_number_may_be_left_open(tmp_path: Path) -> None:
    short = {"text": "Thông tư số 5", "type": "circular", "number": "5"}
    for number in ("5", None):
        reference = Reference(0, 1, "Thông tư số 5", DocType.CIRCULAR, number)
        assert scored(tmp_path, found(references=(reference,)), references=[short]).score("references") == 1.0
    wrong = Reference(0, 1, "Thông tư số 5", DocType.CIRCULAR, "6/2020/TT-BYT")
    assert scored(tmp_path, found(references=(wrong,)), references=[short]).score("references") == 0.0


# ------------------------------------------------- the same as the shared scorer


def broken(extraction: Extraction, chance: random.Random) -> Extraction:
    """The extraction with records lost, doubled and changed at random."""
    kept = extraction.annotations
    size = len(kept.figures)

    def some(items: tuple[T, ...]) -> list[T]:
        return [item for item in items for _ in range(chance.choice((0, 1, 1, 1, 2)))]

    figures = [
        replace(
            figure,
            modifier=chance.choice([figure.modifier, *Modifier]),
            place=chance.choice([figure.place, None, "cả nước", "Huế", "huyện Hướng Hóa"]),
            period=chance.choice([figure.period, kept.figures[0].period, Period()]),
            indicator=chance.choice([figure.indicator, None, "số người cai nghiện tự nguyện", "tỷ lệ giảm"]),
            denominator=chance.choice([figure.denominator, None, 3.0]),
            part_of=chance.choice([figure.part_of, None, chance.randrange(size)]),
            comparison=chance.choice([figure.comparison, None]),
            unit=chance.choice([figure.unit, figure.unit, "người", "đối tượng/năm"]),
            text=chance.choice([figure.text, figure.text, "vài chục"]),
        )
        for figure in some(kept.figures)
    ]
    references = [
        replace(
            reference,
            number=chance.choice([reference.number, reference.number, None, "94"]),
            type=chance.choice([reference.type, reference.type, DocType.PLAN]),
            issued=chance.choice([reference.issued, None, "2021"]),
            issuer=chance.choice([reference.issuer, "Thủ tướng"]),
            article=chance.choice([reference.article, "Điều 4, 6"]),
        )
        for reference in some(kept.references)
    ]
    checks = [
        replace(
            check,
            total=min(check.total, len(figures) - 1),
            parts=tuple(min(part, len(figures) - 1) for part in check.parts),
            holds=chance.choice([check.holds, True]),
        )
        for check in some(kept.checks)
        if figures
    ]
    relations = tuple(
        replace(one, kind=chance.choice([one.kind, *RelationKind])) for one in some(kept.relations)
    )
    document = replace(
        extraction.document,
        title=chance.choice([extraction.document.title, "Tin"]),
        text=chance.choice([extraction.document.text, extraction.document.text[40:]]),
    )
    changed = Annotations(
        tuple(references), tuple(figures), tuple(some(kept.dates)), kept.entities, relations, tuple(checks)
    )
    return Extraction(document, changed)


def shared_scores(scorer: Path, gold: Path, extractions: dict[str, Extraction], folder: Path) -> Any:
    for name, extraction in extractions.items():
        (folder / f"{name}.json").write_text(json.dumps(extraction.contract_json()), "utf-8")
    command = [sys.executable, str(scorer), str(gold), str(folder), "--json"]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


@pytest.mark.parametrize("seed", [None, 1, 2, 3])
@pytest.mark.parametrize("kind", ["samples", "seeds"])
def test_scores_are_those_of_the_shared_scorer(
    kind: str, seed: int | None, shared: Path, tmp_path: Path
) -> None:
    gold, documents = (
        (GOLD, DOCUMENTS) if kind == "samples" else (shared / "gold" / "seeds", shared / "seeds")
    )
    paths, golds = documents_by_name(documents), read_gold(gold)
    extractions = {
        one.name: extract(paths[one.name].read_bytes(), source=paths[one.name].name) for one in golds
    }
    if seed is not None:
        chance = random.Random(seed)  # noqa: S311 - damage, not secrets
        extractions = {name: broken(extraction, chance) for name, extraction in extractions.items()}
    theirs = shared_scores(shared / "gold" / "score_extraction.py", gold, extractions, tmp_path)
    ours = json.loads(as_json({one.name: score(one, extractions[one.name]) for one in golds}))
    for name, measures in theirs.items():
        for measure, values in measures.items():
            if "system" in values:
                values["found"] = values.pop("system")
            assert ours[name][measure] == pytest.approx(values), (name, measure)


# ----------------------------------------------------------------- the command


def arguments(**given: Any) -> argparse.Namespace:
    names = ("gold", "documents", "save", "against")
    defaults: dict[str, Any] = dict.fromkeys(names) | {"json": False, "verbose": False}
    return argparse.Namespace(**(defaults | given))


def test_a_change_is_told_sentence_by_sentence(tmp_path: Path) -> None:
    figure = Figure(28, 36, "24 người", 24.0, "người", indicator="học nghề", place="Na Hang")
    before, after = scored(tmp_path, found()), scored(tmp_path, found(figures=(figure,)))
    save_run(tmp_path / "run.jsonl", before)
    lines = list(report(read_run(tmp_path / "run.jsonl"), after))
    assert "figures: 0.0000 → 1.0000" in lines
    gained, lost = (next(line for line in lines if line.startswith(f"{sign} ")).splitlines() for sign in "+-")
    assert gained[0].startswith("+ na-hang  figures missed: 24 người")
    assert lost[0].startswith("- na-hang  period differs: 24 người")
    assert gained[1].strip() == lost[1].strip() == "Năm 2022, huyện Na Hang đưa 24 người đi học nghề."
    assert list(report(read_run(tmp_path / "run.jsonl"), before)) == []


def test_the_command_measures_the_samples(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    saved = tmp_path / "run.jsonl"
    assert run(arguments(save=str(saved))) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("all ")
    assert run(arguments(against=str(saved), json=True)) == 0
    assert json.loads(capsys.readouterr().out)["all"]["figures"]["gold"] > 400


def test_wrong_folders_are_told(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="thiếu thư mục tài liệu"):
        run(arguments(gold=str(GOLD)))
    with pytest.raises(WrongUse, match="không có bản chuẩn"):
        evaluate(tmp_path, DOCUMENTS)
    with pytest.raises(WrongUse, match="không có tài liệu nào"):
        evaluate(GOLD, tmp_path)
    with pytest.raises(WrongUse, match="--save"):
        run(arguments(against=str(tmp_path / "none")))
    (tmp_path / "bad.jsonl").write_text("no", "utf-8")
    with pytest.raises(DamagedFile):
        read_run(tmp_path / "bad.jsonl")
    (tmp_path / "bad.json").write_text("{", "utf-8")
    with pytest.raises(DamagedFile):
        read_gold(tmp_path)


def test_the_table_has_a_line_for_each_document(tmp_path: Path) -> None:
    lines = table({"na-hang": scored(tmp_path, found())}).splitlines()
    assert [line.split()[0] for line in lines] == ["ref№", "na-hang", "all"]
    assert "1.000" in lines[1]
