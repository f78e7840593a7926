"""Datasets and their settings."""
import json
import os
import urllib.request

import argilla as rg
import pytest
from argilla._exceptions import ConflictError, SettingsError, UnprocessableEntityError


def test_settings_come_back_as_they_went_in(client, dataset, settings):
    read = client.datasets(dataset.name, workspace=dataset.workspace)
    assert read.settings.guidelines == "Read *twice*."
    assert read.settings.allow_extra_metadata is False
    assert read.settings.distribution.min_submitted == 1
    for kind in ("fields", "questions", "metadata", "vectors"):
        assert [each.name for each in getattr(read.settings, kind)] == [each.name for each in getattr(settings, kind)], kind
    assert read.settings.questions["label"].labels == ["good", "bad"]
    assert read.settings.questions["quality"].values == [1, 2, 3, 4, 5]
    assert read.settings.questions["span"].field == "prompt"
    assert read.settings.fields["prompt"].use_markdown is True
    assert read.settings.metadata["length"].max == 1000
    assert read.settings.metadata["share"].visible_for_annotators is False
    assert read.settings.vectors["meaning"].dimensions == 2


def test_a_dataset_is_found_by_name_and_id_or_not_at_all(client, dataset):
    assert client.datasets(id=dataset.id).name == dataset.name
    assert client.api.datasets.exists(dataset.id)
    assert dataset.name in [each.name for each in client.datasets]
    with pytest.warns(UserWarning):
        assert client.datasets("nothing of the kind", workspace=dataset.workspace) is None
    id = dataset.id
    dataset.delete()
    assert not client.api.datasets.exists(id)


def test_a_taken_name_is_a_conflict(client, dataset, settings):
    with pytest.raises(ConflictError):
        rg.Dataset(name=dataset.name, workspace=dataset.workspace, settings=settings, client=client).create()


def test_settings_change_after_publishing(client, dataset):
    dataset.settings.guidelines = "Read once."
    dataset.settings.distribution = rg.TaskDistribution(min_submitted=2)
    dataset.settings.questions["label"].title = "Which?"
    dataset.settings.fields["prompt"].title = "Prompt!"
    dataset.settings.metadata["lang"].title = "Language"
    dataset.settings.metadata["lang"].visible_for_annotators = False
    dataset.settings.vectors["meaning"].title = "Meaning"
    dataset.settings.add(rg.IntegerMetadataProperty(name="added"))
    dataset.settings.update()
    read = client.datasets(id=dataset.id).get()
    assert read.settings.guidelines == "Read once."
    assert read.settings.distribution.min_submitted == 2
    assert read.settings.questions["label"].title == "Which?"
    assert read.settings.fields["prompt"].title == "Prompt!"
    assert read.settings.metadata["lang"].title == "Language"
    assert read.settings.metadata["lang"].visible_for_annotators is False
    assert read.settings.metadata["length"].visible_for_annotators is True
    assert read.settings.vectors["meaning"].title == "Meaning"
    assert [each.name for each in read.settings.metadata] == ["lang", "length", "share", "added"]


def test_a_dataset_without_a_question_is_no_dataset(client, workspace, fresh):
    bare = rg.Settings(fields=[rg.TextField(name="prompt")], questions=[])
    with pytest.raises((SettingsError, UnprocessableEntityError)):
        rg.Dataset(name=fresh("dataset"), workspace=workspace, settings=bare, client=client).create()


def test_a_dataset_for_everyone_can_be_read_and_changed(client, dataset):
    def patch(body):
        request = urllib.request.Request(
            f"{os.environ['LOAM_URL']}/api/v1/datasets/{dataset.id}",
            method="PATCH",
            data=json.dumps(body).encode(),
            headers={"X-Argilla-Api-Key": os.environ["LOAM_API_KEY"], "Content-Type": "application/json"},
        )
        return json.load(urllib.request.urlopen(request))

    patch({"distribution": {"strategy": "everyone", "min_submitted": 1}})
    read = client.datasets(id=dataset.id).get()
    assert read.settings.distribution == rg.TaskDistribution(min_submitted=1)
    read.settings.distribution = rg.TaskDistribution(min_submitted=3)
    read.settings.update()
    assert patch({})["distribution"] == {"strategy": "everyone", "min_submitted": 3}
