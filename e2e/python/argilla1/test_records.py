"""Records: pushed, read, filtered, sorted, changed, deleted."""
import argilla as rg
import pytest
from argilla.client.sdk.commons.errors import ValidationApiError
from conftest import row

count = 1000
emoji = "👩‍👩‍👧 Ünï 😀 name"


def rows():
    for number in range(count):
        yield rg.FeedbackRecord(
            external_id=f"row-{number}",
            fields={"prompt": f"{emoji} {number}", "context": "even" if number % 2 == 0 else "odd"},
            metadata={"lang": "en" if number % 2 == 0 else "de", "length": number, "share": float(number)},
            vectors={"meaning": [float(number + 1), 1.5]},
            suggestions=[
                {"question_name": "label", "value": "good", "score": 0.5, "agent": "model-1", "type": "model"},
                {"question_name": "tags", "value": ["a", "b"]},
                {"question_name": "order", "value": [{"value": "y", "rank": 1}, {"value": "x", "rank": 2}]},
                {"question_name": "span", "value": [{"label": "name", "start": 12, "end": 13}]},
            ],
            responses=[
                {
                    "values": {
                        "label": {"value": "bad"},
                        "quality": {"value": number % 5 + 1},
                        "order": {"value": [{"value": "x", "rank": 1}, {"value": "y", "rank": 2}]},
                    },
                    "status": "submitted",
                }
            ]
            if number % 10 == 0
            else [],
        )


@pytest.fixture
def filled(pushed):
    pushed.add_records(list(rows()))
    return pushed


def numbers(records):
    return [int(record.external_id.removeprefix("row-")) for record in records]


def test_a_round_trip_equals_what_went_in(filled, workspace):
    remote = rg.FeedbackDataset.from_argilla(name=filled.name, workspace=workspace.name, with_vectors="all")
    assert len(remote) == count
    wanted = list(rows())
    pulled = remote.pull()
    assert numbers(pulled.records) == list(range(count))
    for there, back in zip(wanted, pulled.records):
        assert back.fields == there.fields
        assert back.metadata == there.metadata
        assert isinstance(back.metadata["share"], float) and isinstance(back.metadata["length"], int)
        assert back.vectors == there.vectors
        assert {each.question_name: each.value for each in back.suggestions} == {
            each.question_name: each.value for each in there.suggestions
        }
        assert [each.values["quality"].value for each in back.responses] == [
            each.values["quality"].value for each in there.responses
        ]
    table = remote.format_as("datasets")
    assert table["prompt"][999] == f"{emoji} 999"


def test_filters_and_order(filled):
    assert numbers(filled.filter_by(response_status="submitted").records) == list(range(0, count, 10))
    assert len(filled.filter_by(response_status=["pending"])) == 900
    english = filled.filter_by(metadata_filters=[rg.TermsMetadataFilter(name="lang", values=["en"])])
    assert numbers(english) == list(range(0, count, 2))
    narrow = filled.filter_by(
        metadata_filters=[
            rg.TermsMetadataFilter(name="lang", values=["en"]),
            rg.IntegerMetadataFilter(name="length", ge=10, le=14),
            rg.FloatMetadataFilter(name="share", ge=11.5),
        ]
    )
    assert numbers(narrow) == [12, 14]
    ordered = filled.sort_by([rg.SortBy(field="metadata.length", order="desc")])
    assert numbers(ordered[:3]) == [999, 998, 997]
    assert numbers(filled.sort_by([rg.SortBy(field="inserted_at", order="asc")])[:2]) == [0, 1]
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
