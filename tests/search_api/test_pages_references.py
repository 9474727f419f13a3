"""The pages of cited documents: the list, one of them with its drawing and its state on a day."""

from __future__ import annotations

from fastapi.testclient import TestClient

from search_api.relation_graph import MOST, graph_of
from search_api.standing import StatedRelation
from tests.search_api.reading_pages import page


def test_one_cited_document_and_what_replaced_it(client: TestClient) -> None:
    text = page(client, "/references/94/2010/NĐ-CP")
    assert "đã được thay thế" in text
    assert 'href="/references/116/2021/N%C4%90-CP"' in text
    assert '<svg class="relation-graph"' in text
    assert "<mark>Nghị định số 94/2010/NĐ-CP" in text


def test_its_state_on_a_day_before_it_was_replaced(client: TestClient) -> None:
    text = page(client, "/references/94/2010/NĐ-CP?on=2020-06-30")
    assert "còn hiệu lực" in text
    assert "30/6/2020" in text


def test_in_english(own_client: TestClient) -> None:
    text = page(own_client, "/references/94/2010/NĐ-CP?lang=en")
    assert "replaced or repealed" in text
    assert "Decree 94/2010/NĐ-CP" in text


def test_the_drawing_puts_acting_documents_left_and_the_one_that_ends_it_first() -> None:
    relations = [
        StatedRelation("03/2012/TTLT-BYT", "94/2010/NĐ-CP", "guides", "a" * 32),
        StatedRelation("116/2021/NĐ-CP", "94/2010/NĐ-CP", "replaces", "a" * 32),
        StatedRelation("116/2021/NĐ-CP", "94/2010/NĐ-CP", "repeals", "b" * 32),
        StatedRelation("94/2010/NĐ-CP", "147/2003/NĐ-CP", "amends", "a" * 32),
        StatedRelation("1/2000/QH10", "2/2000/QH10", "amends", "a" * 32),  # between others
    ]
    graph = graph_of("94/2010/NĐ-CP", relations)
    assert graph is not None
    assert [(box.name, box.kinds) for box in graph.acting] == [
        ("116/2021/NĐ-CP", ("repeals", "replaces")),
        ("03/2012/TTLT-BYT", ("guides",)),
    ]
    assert [box.name for box in graph.acted_on] == ["147/2003/NĐ-CP"]
    assert graph.acting[0].x < graph.middle.x < graph.acted_on[0].x


def test_a_crowd_is_cut_and_counted() -> None:
    crowd = [StatedRelation(f"{n}/2020/QĐ-UBND", "1/2019/NĐ-CP", "based_on", "a" * 32) for n in range(25)]
    graph = graph_of("1/2019/NĐ-CP", crowd)
    assert graph is not None
    assert (len(graph.acting), graph.left_out) == (MOST, 25 - MOST)
    assert graph_of("2/2019/NĐ-CP", crowd) is None
