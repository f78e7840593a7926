"""Feedback datasets: pushed, read, extended, deleted."""
import argilla as rg
import httpx
import pytest
from argilla.client.sdk.commons.errors import ValidationApiError
from conftest import key, local_dataset, url


def test_settings_come_back_as_they_went_in(pushed, workspace):
    read = rg.FeedbackDataset.from_argilla(name=pushed.name, workspace=workspace.name)
    local = local_dataset()
    assert read.id == pushed.id
    assert read.guidelines == local.guidelines
    assert [field.name for field in read.fields] == ["prompt", "context"]
    assert [question.name for question in read.questions] == [question.name for question in local.questions]
    assert read.question_by_name("label").labels == {"good": "Good", "bad": "Bad"}
    assert read.question_by_name("quality").values == [1, 2, 3, 4, 5]
    assert [each.name for each in read.metadata_properties] == ["lang", "length", "share"]
    assert read.metadata_property_by_name("length").max == 1000
    assert [(each.name, each.dimensions) for each in read.vectors_settings] == [("meaning", 2)]
    assert rg.FeedbackDataset.from_argilla(id=pushed.id).name == pushed.name
    assert [each.name for each in rg.FeedbackDataset.list(workspace.name)] == [pushed.name]
    assert pushed.name in [each.name for each in rg.list_datasets(workspace.name)]
    assert pushed.url.endswith(f"/dataset/{pushed.id}/annotation-mode")


def test_a_dataset_of_this_line_is_for_everyone(pushed):
    # As a client that is none of the Python packages.
    headers = {"X-Argilla-Api-Key": key, "User-Agent": "a browser"}
    shown = httpx.get(f"{url}/api/v1/datasets/{pushed.id}", headers=headers).json()
    assert shown["distribution"] == {"strategy": "everyone", "min_submitted": 1}


def test_a_name_is_taken_once(pushed, workspace):
    with pytest.raises(RuntimeError):
        local_dataset().push_to_argilla(name=pushed.name, workspace=workspace.name)


def test_a_dataset_that_is_missing_is_said_to_be(workspace):
    with pytest.raises(ValueError):
        rg.FeedbackDataset.from_argilla(name="nothing", workspace=workspace.name)
    with pytest.raises(ValueError):
        rg.FeedbackDataset.from_argilla(id="00000000-0000-4000-8000-000000000000")


def test_a_record_that_does_not_fit_leaves_no_dataset_behind(workspace, fresh):
    name = fresh("dataset")
    dataset = local_dataset()
    dataset.add_records([rg.FeedbackRecord(fields={"prompt": "p"}, responses=[{"values": {"label": {"value": "ugly"}}, "status": "submitted"}])])
    with pytest.raises(Exception) as refused:
        dataset.push_to_argilla(name=name, workspace=workspace.name)
    assert isinstance(refused.value, ValidationApiError) or isinstance(refused.value.__cause__, ValidationApiError)
    assert [each.name for each in rg.FeedbackDataset.list(workspace.name)] == []


def test_metadata_properties_come_change_and_go(pushed):
    added = pushed.add_metadata_property(rg.TermsMetadataProperty(name="source", visible_for_annotators=False))
    assert added.name == "source"
    added.title = "Source"
    added.visible_for_annotators = True
    pushed.update_metadata_properties([added])
    read = pushed.metadata_property_by_name("source")
    assert (read.title, read.visible_for_annotators) == ("Source", True)
    pushed.delete_metadata_properties("source")
    assert [each.name for each in pushed.metadata_properties] == ["lang", "length", "share"]


def test_vector_settings_come_change_and_go(pushed):
    added = pushed.add_vector_settings(rg.VectorSettings(name="other", dimensions=3, title="Other"))
    added.title = "Another"
    pushed.update_vectors_settings([added])
    assert pushed.vector_settings_by_name("other").title == "Another"
    with pytest.raises(ValueError):
        pushed.add_vector_settings(rg.VectorSettings(name="other", dimensions=3))
    pushed.delete_vectors_settings("other")
    assert [each.name for each in pushed.vectors_settings] == ["meaning"]


def test_a_deleted_dataset_is_gone(pushed, workspace):
    pushed.delete()
    assert rg.FeedbackDataset.list(workspace.name) == []


def test_load_and_delete_fall_back_to_feedback_datasets(pushed, workspace):
    assert rg.load(pushed.name, workspace=workspace.name).id == pushed.id
    rg.delete(pushed.name, workspace=workspace.name)
    assert rg.FeedbackDataset.list(workspace.name) == []


@pytest.mark.parametrize(
    "template",
    [
        rg.FeedbackDataset(
            guidelines="Write an answer.",
            fields=[rg.TextField(name="prompt")],
            questions=[rg.TextQuestion(name="demonstration")],
        ),
        rg.FeedbackDataset(
            fields=[rg.TextField(name="prompt"), rg.TextField(name="response-1"), rg.TextField(name="response-2")],
            questions=[rg.RankingQuestion(name="preference", values=["response-1", "response-2"])],
        ),
    ],
    ids=["demonstrations", "comparisons"],
)
def test_classic_datasets_are_pushed_and_read(template, workspace, fresh):
    template.push_to_argilla(name=fresh("classic"), workspace=workspace.name)
    (read,) = rg.FeedbackDataset.list(workspace.name)
    assert [each.name for each in read.questions] == [each.name for each in template.questions]
    assert read.guidelines == template.guidelines
