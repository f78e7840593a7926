"""Records: pushed, read, filtered, sorted, changed, deleted."""
import uuid

import argilla as rg
import pytest
from argilla.client.sdk.commons.errors import ValidationApiError
from conftest import key, local_dataset, row, url

count = 1000
emoji = "👩‍👩‍👧 Ünï 😀 name"


def answers(number, people):
    """Of every tenth record two: what is asked for, and a discard."""
    if number % 10 == 0:
        values = {
            "label": {"value": "bad"},
            "tags": {"value": ["a", "c"]},
            "quality": {"value": number % 5 + 1},
            "order": {"value": [{"value": "x", "rank": 1}, {"value": "y", "rank": 2}]},
            "why": {"value": f"because {number}"},
            "span": {"value": [{"label": "name", "start": 12, "end": 13}]},
        }
        yield {"user_id": people[0], "values": values, "status": "submitted"}
        yield {"user_id": people[1], "values": {"why": {"value": "unsure"}}, "status": "discarded"}


def rows(people):
    for number in range(count):
        yield rg.FeedbackRecord(
            external_id=f"row-{number}",
            fields={"prompt": f"{emoji} {number}", "context": "even" if number % 2 == 0 else "odd"},
            metadata={"lang": "en" if number % 2 == 0 else "de", "length": number, "share": number / 8},
            vectors={"meaning": [float(number + 1), 1.5]},
            suggestions=[
                {"question_name": "label", "value": "good", "score": 0.5, "agent": "model-1", "type": "model"},
                {"question_name": "tags", "value": ["a", "b"]},
                {"question_name": "order", "value": [{"value": "y", "rank": 1}, {"value": "x", "rank": 2}]},
                {"question_name": "span", "value": [{"label": "name", "start": 12, "end": 13}]},
            ]
            if number % 2
            else [{"question_name": "quality", "value": 3, "type": "human"}],
            responses=list(answers(number, people)),
        )


def shown(record):
    """What a record says, whoever keeps it."""
    suggested = {each.question_name: (each.dict()["value"], each.score, each.agent, each.type) for each in record.suggestions}
    answered = {
        str(each.user_id): (each.status, {name: value.dict()["value"] for name, value in each.values.items()}) for each in record.responses
    }
    return record.external_id, record.fields, record.metadata, record.vectors, suggested, answered


@pytest.fixture(scope="module")
def filled():
    rg.init(api_url=url, api_key=key)
    workspace = rg.Workspace.create(f"round-trip-{uuid.uuid4().hex[:8]}")
    people = [rg.User.create(f"user-{uuid.uuid4().hex[:8]}", password="12345678", workspaces=[workspace.name]).id for _ in range(2)]
    made = local_dataset().push_to_argilla(name="filled", workspace=workspace.name)
    made.add_records(list(rows(people)))
    made.people = people
    return made


def numbers(records):
    return [int(record.external_id.removeprefix("row-")) for record in records]


def test_a_round_trip_equals_what_went_in(filled):
    remote = rg.FeedbackDataset.from_argilla(id=filled.id, with_vectors="all")
    assert len(remote) == count
    wanted = [shown(each) for each in rows(filled.people)]
    pulled = remote.pull()
    assert [shown(each) for each in pulled.records] == wanted
    assert [shown(each) for each in remote] == wanted
    assert all(isinstance(each.metadata["share"], float) and isinstance(each.metadata["length"], int) for each in pulled.records)
    table = remote.format_as("datasets")
    assert table["prompt"] == [fields["prompt"] for _, fields, *_ in wanted]
    assert [each or None for each in table["quality-suggestion"]] == [suggested.get("quality", (None,))[0] for *_, suggested, _ in wanted]
    assert [len(each) for each in table["why"]] == [len(answered) for *_, answered in wanted]
    again = pulled.push_to_argilla(name="again", workspace=filled.workspace.name)
    copy = rg.FeedbackDataset.from_argilla(id=again.id, with_vectors="all")
    assert [shown(each) for each in copy.pull(max_records=50).records] == wanted[:50]


def test_filters_and_order(filled):
    assert numbers(filled.filter_by(response_status="submitted").records) == list(range(0, count, 10))
    assert len(filled.filter_by(response_status=["pending"])) == 900
    assert numbers(filled.filter_by(response_status=["discarded", "draft"])) == list(range(0, count, 10))
    assert numbers(filled.filter_by(metadata_filters=[rg.FloatMetadataFilter(name="share", le=0.25)])) == [0, 1, 2]
    english = filled.filter_by(metadata_filters=[rg.TermsMetadataFilter(name="lang", values=["en"])])
    assert numbers(english) == list(range(0, count, 2))
    narrow = filled.filter_by(
        metadata_filters=[
            rg.TermsMetadataFilter(name="lang", values=["en"]),
            rg.IntegerMetadataFilter(name="length", ge=10, le=14),
            rg.FloatMetadataFilter(name="share", ge=11.5 / 8),
        ]
    )
    assert numbers(narrow) == [12, 14]
    ordered = filled.sort_by([rg.SortBy(field="metadata.length", order="desc")])
    assert numbers(ordered[:3]) == [999, 998, 997]
    assert numbers(filled.sort_by([rg.SortBy(field="inserted_at", order="asc")])[:2]) == [0, 1]
    assert numbers(filled.sort_by([rg.SortBy(field="updated_at", order="desc")])[:1])[0] in range(count)
    both = filled.filter_by(response_status="submitted").sort_by([rg.SortBy(field="metadata.share", order="desc")])
    assert numbers(both[:2]) == [990, 980]
    by_two = filled.sort_by([rg.SortBy(field="metadata.lang", order="asc"), rg.SortBy(field="metadata.length", order="desc")])
    assert numbers(by_two[:2]) == [999, 997]
    assert numbers([filled[5]]) == [5]
    with pytest.raises(ValueError):
        filled.filter_by(metadata_filters=[rg.TermsMetadataFilter(name="unknown", values=["x"])])


def test_likeness(filled):
    near = filled.find_similar_records(vector_name="meaning", value=[1.0, 1.5], max_results=3)
    assert numbers(record for record, _ in near) == [0, 1, 2]
    assert near[0][1] == pytest.approx(1.0)
    beside = filled.find_similar_records(vector_name="meaning", record=near[0][0], max_results=2)
    assert numbers(record for record, _ in beside) == [1, 2]
    submitted = filled.filter_by(response_status="submitted")
    assert numbers(
        record for record, _ in submitted.find_similar_records(vector_name="meaning", value=[1.0, 1.5], max_results=2)
    ) == [0, 10]


def test_records_change_and_go(pushed):
    pushed.add_records([rg.FeedbackRecord(fields={"prompt": f"p{number}"}, external_id=f"row-{number}") for number in range(70)])
    records = list(pushed.records)
    for record in records[:40]:
        record.metadata["length"] = 5
        record.suggestions = [{"question_name": "why", "value": "because"}]
    pushed.update_records(records[:40])
    assert len(pushed.filter_by(metadata_filters=[rg.IntegerMetadataFilter(name="length", ge=5)])) == 40
    first = pushed[0]
    assert first.suggestions[0].value == "because"
    first.metadata["lang"] = "de"
    first.update()
    assert pushed[0].metadata == {"length": 5, "lang": "de"}
    pushed[0].suggestions[0].delete()
    assert list(pushed[0].suggestions) == []
    pushed[1].delete_suggestions(list(pushed[1].suggestions))
    assert list(pushed[1].suggestions) == []
    pushed[0].delete()
    assert len(pushed) == 69
    pushed.delete_records(list(pushed.records)[1:])
    assert numbers(pushed.records) == [1]


def test_a_taken_external_id_is_refused_and_nothing_written(pushed):
    record = rg.FeedbackRecord(fields={"prompt": "p"}, external_id="row-1")
    pushed.add_records([record])
    with pytest.raises(ValidationApiError):
        pushed.add_records([rg.FeedbackRecord(fields={"prompt": "q"}, external_id="row-2"), record])
    assert numbers(pushed.records) == [1]


def test_answers_of_four_workspaces_become_one_dataset(fresh):
    collected = []
    for team in range(4):
        workspace = rg.Workspace.create(fresh("team"))
        local = rg.FeedbackDataset(fields=[rg.TextField(name="prompt")], questions=[rg.TextQuestion(name="demonstration")])
        local.add_records(
            [
                rg.FeedbackRecord(
                    fields={"prompt": f"p{number}"},
                    responses=[{"values": {"demonstration": {"value": f"{team}-{number}"}}, "status": "submitted"}],
                )
                for number in range(5)
            ]
        )
        remote = local.push_to_argilla(name="writing-topic", workspace=workspace.name)
        collected += [record.responses[0].values["demonstration"].value for record in remote.records]
    assert collected == [f"{team}-{number}" for team in range(4) for number in range(5)]


def test_records_of_a_remote_dataset_are_a_list_of_their_own(pushed):
    pushed.records.add([row(number) for number in range(5)])
    assert [each.external_id for each in pushed.records[1:3]] == ["1", "2"]
    first = pushed.records[0]
    first.metadata["lang"] = "de"
    pushed.records.update([first])
    assert pushed.records[0].metadata["lang"] == "de"
    found = pushed.records.find_similar(vector_name="meaning", record=first, max_results=2)
    assert [each.external_id for each, _ in found] == ["1", "2"]
    pushed.records.delete([first])
    assert len(pushed.records) == 4
    with pytest.raises(ValueError):
        pushed.records.add([rg.FeedbackRecord(fields={"prompt": "p"}, metadata={"lang": "fr"})])
