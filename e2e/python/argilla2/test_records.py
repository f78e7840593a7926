"""Records: logged, read, searched, changed, deleted."""
import json

import argilla as rg
import pytest
from argilla._exceptions import NotFoundError, UnprocessableEntityError

count = 1000
emoji = "👩‍👩‍👧 Ünï 😀 name"


def rows(user_id):
    for number in range(count):
        yield rg.Record(
            id=f"row-{number}",
            fields={"prompt": f"{emoji} {number} {'even' if number % 2 == 0 else 'odd'}", "turns": [{"role": "user", "content": f"hi {number}"}], "image": f"https://example.org/{number}.png"},
            metadata={"lang": "en" if number % 2 == 0 else "de", "length": number, "share": float(number)},
            vectors={"meaning": [float(number + 1), 1.5]},
            suggestions=[
                rg.Suggestion("label", "good", score=0.5, agent="model-1", type="model"),
                rg.Suggestion("tags", ["a", "b"], score=[0.25, 1.0]),
                rg.Suggestion("order", ["y", "x"]),
                rg.Suggestion("span", [{"label": "name", "start": 12, "end": 13}]),
            ],
            responses=[
                rg.Response("label", "bad", user_id=user_id, status="submitted"),
                rg.Response("quality", number % 5 + 1, user_id=user_id, status="submitted"),
                rg.Response("order", ["x", "y"], user_id=user_id, status="submitted"),
            ]
            if number % 10 == 0
            else [],
        )


@pytest.fixture
def logged(dataset, client):
    dataset.records.log(list(rows(client.me.id)))
    return dataset


def test_a_round_trip_equals_what_went_in(logged, client):
    wanted = list(rows(client.me.id))
    read = list(logged.records(with_vectors=True, with_responses=True, with_suggestions=True))
    assert [each.id for each in read] == [each.id for each in wanted]
    for there, back in zip(wanted, read):
        assert back.fields["prompt"] == there.fields["prompt"]
        assert [dict(turn) for turn in back.fields["turns"]] == there.fields["turns"]
        assert dict(back.metadata) == dict(there.metadata)
        assert isinstance(back.metadata["share"], float) and isinstance(back.metadata["length"], int)
        assert back.vectors["meaning"] == there.vectors["meaning"]
        for question in ("label", "tags", "order", "span"):
            assert back.suggestions[question].value == there.suggestions[question].value
        assert back.suggestions["tags"].score == [0.25, 1.0]
        assert back.suggestions["label"].agent == "model-1"
        assert len(list(back.responses)) == len(list(there.responses))
        if list(there.responses):
            assert back.responses["quality"][0].value == there.responses["quality"][0].value
            assert back.responses["order"][0].value == ["x", "y"]
            assert back.status == "completed"
        else:
            assert back.status == "pending"
    assert logged.progress() == {"total": count, "completed": 100, "pending": 900}
    users = logged.progress(with_users_distribution=True)["users"]
    assert users["owner"]["completed"]["submitted"] == 100


def found(dataset, query=None, **options):
    return [int(each.id.removeprefix("row-")) for each in dataset.records(query, **options)]


def test_every_kind_of_filter(logged):
    def by(*conditions):
        return found(logged, rg.Query(filter=rg.Filter(list(conditions))))

    assert by(("metadata.lang", "==", "de")) == list(range(1, count, 2))
    assert by(("metadata.lang", "in", ["en", "de"]), ("metadata.length", "<=", 3)) == [0, 1, 2, 3]
    assert by(("metadata.share", ">=", 998.0)) == [998, 999]
    assert by(("status", "==", "completed"), ("metadata.length", "<=", 20)) == [0, 10, 20]
    assert by(("id", "in", ["row-5", "row-7"])) == [5, 7]
    assert by(("response.status", "==", "submitted")) == list(range(0, count, 10))
    assert by(("label.response", "==", "bad"), ("quality.response", "==", "1"), ("metadata.length", "<=", 9)) == [0]
    assert by(("label.suggestion", "==", "good"), ("metadata.length", "<=", 1)) == [0, 1]
    assert by(("label.score", ">=", 0.6)) == []
    assert len(by(("label.agent", "==", "model-1"))) == count
    assert len(by(("label.type", "==", "model"))) == count
    assert len(by(("inserted_at", ">=", "2020-01-01T00:00:00"))) == count
    assert found(logged, "even", limit=3) == [0, 2, 4]
    assert found(logged, rg.Query(query="999")) == [999]
    with pytest.raises(UnprocessableEntityError):
        by(("metadata.unknown", "==", "x"))


def test_likeness_by_value_by_record_and_turned_around(logged):
    similar = list(logged.records(rg.Query(similar=rg.Similar("meaning", [1.0, 1.5])), limit=3))
    assert [each.id for each, _ in similar] == ["row-0", "row-1", "row-2"]
    assert similar[0][1] == pytest.approx(1.0)
    record = similar[0][0]
    near = list(logged.records(rg.Query(similar=rg.Similar("meaning", record)), limit=2))
    assert [each.id for each, _ in near] == ["row-1", "row-2"]
    far = list(logged.records(rg.Query(similar=rg.Similar("meaning", [1.0, 1.5], most_similar=False)), limit=1))
    assert far[0][0].id == "row-999"


def test_exports_hold_everything(logged, tmp_path):
    assert len(logged.records.to_list(flatten=True)) == count
    assert logged.records.to_dict(flatten=True)["prompt"][1].endswith("1 odd")
    path = tmp_path / "records.json"
    logged.records.to_json(path)
    assert len(json.loads(path.read_text())) == count
    logged.records.from_json(path)
    assert len(list(logged.records)) == count


def test_a_hub_dataset_holds_everything(client, workspace, fresh):
    # Of a dataset with an image field the package makes one only where every record has an image it can fetch.
    plain = rg.Settings(
        fields=[rg.TextField(name="prompt")],
        questions=[rg.LabelQuestion(name="label", labels=["good", "bad"])],
        metadata=[rg.FloatMetadataProperty(name="share")],
    )
    dataset = rg.Dataset(name=fresh("dataset"), workspace=workspace, settings=plain, client=client).create()
    dataset.records.log([{"prompt": f"p{number}", "label": "good", "share": float(number)} for number in range(3)])
    table = dataset.records.to_datasets()
    assert dataset.records(limit=2).to_datasets()["prompt"] == ["p0", "p1"]
    assert table["prompt"] == ["p0", "p1", "p2"]
    assert table["share"] == [0.0, 1.0, 2.0]
    assert table["label.suggestion"] == [0, 0, 0]
    assert table.features["label.suggestion"].names == ["good"]


def test_to_disk_and_back(dataset, client, workspace, fresh, tmp_path):
    dataset.records.log([{"prompt": "one", "label": "good"}])
    path = dataset.to_disk(str(tmp_path))
    copy = rg.Dataset.from_disk(path, name=fresh("copy"), workspace=workspace, client=client)
    assert [each.fields["prompt"] for each in copy.records] == ["one"]
    assert copy.settings.questions["label"].labels == ["good", "bad"]


def test_logging_again_updates_and_keeps_what_is_not_mentioned(dataset):
    dataset.records.log([{"id": "a", "prompt": "one", "label": "good", "lang": "en"}])
    dataset.records.log([{"id": "a", "prompt": "two"}])
    (record,) = list(dataset.records)
    assert record.fields["prompt"] == "two"
    assert record.suggestions["label"].value == "good"


def test_single_records_change_and_go(dataset, client):
    dataset.records.log([{"id": str(number), "prompt": f"p{number}", "turns": [{"role": "user", "content": "x"}]} for number in range(3)])
    first, second, third = list(dataset.records)
    first.metadata["lang"] = "de"
    first.vectors["meaning"] = [1.0, 2.0]
    first.suggestions.add(rg.Suggestion("why", "because"))
    first.update()
    first.get()
    (read,) = [each for each in dataset.records(with_vectors=True) if each.id == "0"]
    assert read.metadata["lang"] == "de"
    assert read.vectors["meaning"] == [1.0, 2.0]
    assert read.suggestions["why"].value == "because"
    second.delete()
    assert [each.id for each in dataset.records] == ["0", "2"]
    dataset.records.delete([third])
    assert [each.id for each in dataset.records] == ["0"]
    with pytest.raises(NotFoundError):
        second.delete()


@pytest.mark.parametrize(
    "record",
    [
        {"prompt": "p", "lang": "fr"},
        {"prompt": "p", "length": 1001},
        {"prompt": "p", "length": 1.5},
        {"prompt": "p", "meaning": [1.0]},
        {"prompt": "p", "label": "ugly"},
        {"prompt": "p", "quality": 9},
    ],
)
def test_what_does_not_fit_is_refused_and_not_written(dataset, record):
    with pytest.raises(UnprocessableEntityError):
        dataset.records.log([{"prompt": "fits"}, record])
    assert list(dataset.records) == []


def test_an_annotator_answers_through_the_package(dataset, workspace, person):
    dataset.records.log([{"prompt": "p"}])
    user, own = person("annotator", workspace)
    mine = own.datasets(dataset.name, workspace=workspace.name)
    assert [each.name for each in mine.settings.metadata] == ["lang", "length"]
