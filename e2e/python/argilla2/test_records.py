"""Records: logged, searched by mistake, changed, deleted."""
import argilla as rg
import pytest
from argilla._exceptions import NotFoundError, UnprocessableEntityError


def test_a_filter_by_what_is_not_there_is_refused(dataset):
    with pytest.raises(UnprocessableEntityError):
        list(dataset.records(rg.Query(filter=rg.Filter([("metadata.unknown", "==", "x")]))))


def test_images_and_custom_fields_come_back(dataset):
    fields = {"prompt": "p", "image": "https://example.org/1.png", "table": {"x": [1, {"y": "😀"}]}}
    dataset.records.log([rg.Record(id="1", fields=fields)])
    (record,) = dataset.records
    assert dict(record.fields) == fields


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
