"""To the Hugging Face Hub and back, by a stand-in that HF_ENDPOINT names."""
import os
from urllib.parse import urlsplit

import argilla as rg
import httpx
import huggingface_hub
import pytest
from argilla.client.sdk.commons.errors import NotFoundApiError
from conftest import local_dataset
from huggingface_hub.errors import HfHubHTTPError

count = 10


@pytest.fixture(autouse=True)
def one_hub():
    """The Hub's client checks cards at an address of its own making, whatever HF_ENDPOINT says."""
    stand_in = urlsplit(os.environ["HF_ENDPOINT"])

    def turned(request):
        if request.url.host == "huggingface.co":
            request.url = request.url.copy_with(scheme=stand_in.scheme, host=stand_in.hostname, port=stand_in.port)

    huggingface_hub.set_client_factory(lambda: httpx.Client(event_hooks={"request": [turned]}, follow_redirects=True))


@pytest.fixture
def repo(fresh):
    return f"somebody/{fresh('repo')}"


@pytest.fixture
def filled(pushed, workspace, fresh):
    people = [rg.User.create(fresh("user"), password="12345678", workspaces=[workspace.name]) for _ in range(2)]
    pushed.add_records(
        [
            rg.FeedbackRecord(
                external_id=str(number),
                fields={"prompt": f"👩‍👩‍👧 {number}", "context": "c"},
                metadata={"lang": "en", "length": number, "share": number / 2},
                vectors={"meaning": [float(number), 1.5]},
                suggestions=[
                    {"question_name": "label", "value": "good", "score": 0.5, "agent": "model-1", "type": "model"},
                    {"question_name": "order", "value": [{"value": "y", "rank": 1}, {"value": "x", "rank": 2}]},
                ],
                responses=[
                    {
                        "user_id": person.id,
                        "status": "submitted",
                        "values": {
                            "label": {"value": "bad"},
                            "tags": {"value": ["a", "c"]},
                            "quality": {"value": number % 5 + 1},
                            "order": {"value": [{"value": "x", "rank": 1}, {"value": "y", "rank": 2}]},
                            "why": {"value": "because 👩‍👩‍👧"},
                            "span": {"value": [{"label": "name", "start": 0, "end": 5}]},
                        },
                    }
                    for person in people[: number % 3]
                ],
            )
            for number in range(count)
        ]
    )
    return rg.FeedbackDataset.from_argilla(id=pushed.id, with_vectors="all")


def shown(dataset):
    """Records in what they say, the answers of a record by who gave them."""
    found = []
    for record in dataset.records:
        answers = {str(each.user_id): (each.status, {name: value.dict() for name, value in each.values.items()}) for each in record.responses}
        suggested = {each.question_name: (each.dict()["value"], each.score, each.agent) for each in record.suggestions}
        found.append((record.external_id, record.fields, record.metadata, record.vectors, suggested, answers))
    return found


def of_settings(dataset):
    questions = [each.to_server_payload() for each in dataset.questions]
    for each in questions:  # a mapping of labels is in alphabetical order once the package has written it to a file
        each["settings"].get("options", []).sort(key=lambda option: str(option["value"]))
    return [
        dataset.guidelines,
        [each.to_server_payload() for each in dataset.fields],
        questions,
        [each.to_server_payload() for each in dataset.metadata_properties],
        [(each.name, each.dimensions) for each in dataset.vectors_settings],
    ]


@pytest.mark.parametrize("from_server", [True, False], ids=["remote", "pulled"])
def test_a_dataset_comes_back_from_the_hub_as_it_went(filled, repo, from_server, workspace, fresh):
    pulled = filled.pull()
    (filled if from_server else pulled).push_to_huggingface(repo)
    card = huggingface_hub.hf_hub_download(repo, "README.md", repo_type="dataset")
    with open(card) as text:
        assert "argilla" in text.read()
    again = rg.FeedbackDataset.from_huggingface(repo)
    assert of_settings(again) == of_settings(pulled) == of_settings(local_dataset())
    assert len(shown(pulled)) == count and shown(again) == shown(pulled)
    # And from the Hub into Loam: the same once more.
    copy = again.push_to_argilla(name=fresh("copy"), workspace=workspace.name)
    assert shown(rg.FeedbackDataset.from_argilla(id=copy.id, with_vectors="all").pull()) == shown(pulled)


def test_what_the_hub_and_loam_refuse(filled, repo, workspace):
    with pytest.raises(FileNotFoundError):
        rg.FeedbackDataset.from_huggingface(repo)
    with pytest.raises(HfHubHTTPError):
        filled.push_to_huggingface(repo, token="hf_wrong")
    with pytest.raises(ValueError):
        local_dataset().push_to_huggingface(repo)
    filled.delete()
    with pytest.raises(NotFoundApiError):
        filled.push_to_huggingface(repo)
