"""What the package could not parse is left out of its lists, so that the rest can be listed."""
import argilla as rg
import httpx
import pytest
from conftest import key, url

others = {"X-Argilla-Api-Key": key, "User-Agent": "somebody else"}


def made_elsewhere(workspace, name, field="prompt", settings={"type": "text"}):
    with httpx.Client(base_url=f"{url}/api/v1", headers=others) as client:
        dataset = client.post("/datasets", json={"name": name, "workspace_id": str(workspace.id)})
        path = f"/datasets/{dataset.raise_for_status().json()['id']}"
        for part, body in {
            "fields": {"name": field, "title": field, "required": True, "settings": settings},
            "questions": {"name": "why", "title": "Why", "required": True, "settings": {"type": "text"}},
        }.items():
            client.post(f"{path}/{part}", json=body).raise_for_status()
        client.put(f"{path}/publish").raise_for_status()


@pytest.fixture
def beside_unreadable(workspace, pushed):
    made_elsewhere(workspace, "with.dots")
    made_elsewhere(workspace, "Großer Name")
    made_elsewhere(workspace, "a picture", settings={"type": "image"})
    made_elsewhere(workspace, "a chat", settings={"type": "chat"})
    made_elsewhere(workspace, "a page", settings={"type": "custom", "template": "<b></b>"})
    made_elsewhere(workspace, "capital", field="Prompt")
    return pushed


def test_listing_goes_on_beside_datasets_that_cannot_be_parsed(workspace, beside_unreadable):
    assert [dataset.name for dataset in rg.FeedbackDataset.list(workspace.name)] == [beside_unreadable.name]
    assert beside_unreadable.name in [dataset.name for dataset in rg.FeedbackDataset.list()]
    assert [dataset.name for dataset in rg.list_datasets(workspace=workspace.name)] == [beside_unreadable.name]


def test_a_dataset_is_found_by_name_beside_those_that_cannot_be_parsed(workspace, beside_unreadable):
    found = rg.FeedbackDataset.from_argilla(beside_unreadable.name, workspace=workspace.name)
    assert found.id == beside_unreadable.id
