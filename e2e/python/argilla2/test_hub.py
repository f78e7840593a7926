"""To the Hugging Face Hub and back, by a stand-in that HF_ENDPOINT names."""
import base64
import io
import os

import argilla as rg
import datasets
import pytest
from argilla._exceptions import ArgillaError, ForbiddenError, SettingsError, UnauthorizedError
from argilla._exceptions._hub import DatasetsServerException
from argilla.settings._io import _hub
from conftest import gone_key
from huggingface_hub import HfApi
from huggingface_hub.utils import HfHubHTTPError, RepositoryNotFoundError
from PIL import Image

count = 12


@pytest.fixture
def hub():
    return HfApi(endpoint=os.environ["HF_ENDPOINT"], token=os.environ["HF_TOKEN"])


@pytest.fixture
def repo(fresh, hub):
    name = f"somebody/{fresh('repo')}"
    yield name
    hub.delete_repo(name, repo_type="dataset", missing_ok=True)


@pytest.fixture
def settings(settings):
    """Without the image: the package makes one only where every record has one that it can fetch."""
    return rg.Settings(
        guidelines=settings.guidelines,
        fields=[rg.TextField(name="prompt", use_markdown=True), rg.ChatField(name="turns", required=False)],
        questions=list(settings.questions),
        metadata=list(settings.metadata),
        vectors=list(settings.vectors),
    )


@pytest.fixture
def filled(dataset, client, person):
    other, _ = person("annotator", dataset.workspace)

    def answered(number, user_id):
        yield rg.Response("label", "bad", user_id=user_id, status="submitted")
        yield rg.Response("tags", ["a", "c"], user_id=user_id, status="submitted")
        yield rg.Response("quality", number % 5 + 1, user_id=user_id, status="submitted")
        yield rg.Response("order", ["y", "x"], user_id=user_id, status="submitted")
        yield rg.Response("why", "because 👩‍👩‍👧", user_id=user_id, status="submitted")
        yield rg.Response("span", [{"label": "name", "start": 0, "end": 5}], user_id=user_id, status="submitted")

    dataset.records.log(
        [
            rg.Record(
                id=f"row-{number}",
                fields={"prompt": f"👩‍👩‍👧 {number}", "turns": [{"role": "user", "content": f"hi {number}"}]},
                metadata={"lang": "en", "length": number, "share": number / 2},
                vectors={"meaning": [float(number), 1.5]},
                suggestions=[rg.Suggestion("label", "good", score=0.5, agent="model-1")],
                responses=[each for user in (client.me, other)[: number % 3] for each in answered(number, user.id)],
            )
            for number in range(count)
        ]
    )
    return dataset


def shown(dataset):
    """Each record as the package shows it, without the server's own ids."""
    found = {}
    for record in dataset.records(with_vectors=True):
        whole = record.to_dict()
        whole.pop("_server_id")
        for question, given in whole["responses"].items():
            whole["responses"][question] = sorted(given, key=lambda each: str(each["user_id"]))
        found[record.id] = whole
    return found


def of(settings):
    whole = settings.serialize()
    for kind in ("fields", "questions", "metadata", "vectors"):
        for each in whole[kind]:
            for ours in ("id", "dataset_id", "inserted_at", "updated_at"):
                each.pop(ours, None)
    return whole


def test_a_dataset_comes_back_from_the_hub_as_it_went(filled, repo, fresh, client, hub):
    filled.to_hub(repo)
    assert {"README.md", ".argilla/settings.json", ".argilla/dataset.json"} <= set(hub.list_repo_files(repo, repo_type="dataset"))
    again = rg.Dataset.from_hub(repo, name=fresh("again"), workspace=filled.workspace.name, client=client, settings="auto")
    assert again.workspace.id == filled.workspace.id
    assert of(again.settings) == of(filled.settings)
    assert len(shown(filled)) == count and shown(again) == shown(filled)
    table = datasets.load_dataset(repo, split="train")
    assert table["prompt"] == [f"👩‍👩‍👧 {number}" for number in range(count)]
    assert table["quality.responses"][2] == [3, 3]


def test_settings_travel_without_records(filled, repo, fresh, client):
    filled.to_hub(repo, with_records=False, generate_card=False)
    again = rg.Dataset.from_hub(
        repo, name=fresh("again"), workspace=filled.workspace.name, client=client, settings="auto", with_records=False
    )
    assert of(again.settings) == of(filled.settings)
    assert list(again.records) == []


def test_an_image_survives(client, workspace, repo, fresh):
    drawn = io.BytesIO()
    Image.new("RGB", (3, 2), (10, 200, 30)).save(drawn, "PNG")
    address = "data:image/png;base64," + base64.b64encode(drawn.getvalue()).decode()
    settings = rg.Settings(fields=[rg.ImageField(name="image")], questions=[rg.TextQuestion(name="why")])
    dataset = rg.Dataset(name=fresh("images"), workspace=workspace, settings=settings, client=client).create()
    dataset.records.log([{"id": "1", "image": address}])
    dataset.to_hub(repo, generate_card=False)
    again = rg.Dataset.from_hub(repo, name=fresh("again"), workspace=workspace.name, client=client, settings="auto")
    (record,) = again.records
    assert record.fields["image"].size == (3, 2) and record.fields["image"].convert("RGB").getpixel((1, 1)) == (10, 200, 30)


def test_a_plain_table_of_the_hub_becomes_a_dataset(workspace, client, repo, viewer_of_the_hub):
    table = datasets.Dataset.from_dict({"prompt": ["one", "two"], "label": [0, 1], "length": [3, 4]})
    table = table.cast_column("label", datasets.ClassLabel(names=["good", "bad"]))
    table.push_to_hub(repo)
    viewer_of_the_hub(repo, table.features)
    settings = rg.Settings.from_hub(repo, feature_mapping={"prompt": "field"})
    assert [(each.name, each.labels) for each in settings.questions] == [("label", ["good", "bad"])]
    assert [each.name for each in settings.metadata] == ["length"]
    # This way the package makes the dataset in the first workspace, under the repository's name.
    made = rg.Dataset.from_hub(repo, name=repo.split("/")[1], client=client, settings=settings)
    assert [(each.fields["prompt"], each.metadata["length"], each.suggestions["label"].value) for each in made.records] == [
        ("one", 3, "good"),
        ("two", 4, "bad"),
    ]
    made.delete()


def test_the_settings_of_the_page_are_an_address(client, monkeypatch):
    monkeypatch.setattr("webbrowser.open", lambda *args, **options: True)
    with pytest.warns(UserWarning):
        address = rg.Dataset.from_hub("somebody/something", client=client)
    assert address.startswith(f"{client.api_url.removesuffix('/')}/new/somebody%2Fsomething?")


@pytest.fixture
def viewer_of_the_hub(monkeypatch):
    """The package asks the Hub's dataset viewer what columns there are, at an address that it has written down."""
    import httpx

    def answering(repo, features):
        def answer(request):
            if request.url.params["dataset"] != repo:
                return httpx.Response(404, json={"error": "Not found"})
            return httpx.Response(200, json={"dataset_info": {"default": {"features": features.to_dict()}}})

        real = httpx.Client

        def client(**options):
            viewer = options.get("base_url") == _hub.DATASETS_SERVER_BASE_URL
            return real(**options, **({"transport": httpx.MockTransport(answer)} if viewer else {}))

        monkeypatch.setattr(httpx, "Client", client)

    return answering


def test_what_the_hub_and_loam_refuse(filled, settings, repo, fresh, client, workspace, person, viewer_of_the_hub):
    def back(own=client, name=None, **options):
        whole = {"workspace": workspace.name, "settings": "auto", **options}
        return rg.Dataset.from_hub(repo, name=name or fresh("again"), client=own, **whole)

    with pytest.raises(RepositoryNotFoundError):
        back()
    viewer_of_the_hub("another/one", datasets.Features())
    with pytest.raises(DatasetsServerException):
        rg.Settings.from_hub(repo)
    with pytest.raises(HfHubHTTPError):
        filled.to_hub(repo, token="hf_wrong")
    filled.to_hub(repo)
    with pytest.raises(ArgillaError, match="not found"):
        back(workspace="nowhere-at-all")
    with pytest.raises(SettingsError):
        narrow = rg.Settings(
            fields=list(settings.fields),
            questions=[rg.LabelQuestion(name="label", labels=["x", "y"]), *list(settings.questions)[1:]],
            metadata=list(settings.metadata),
            vectors=list(settings.vectors),
        )
        back(settings=narrow, name=fresh("narrow"))
    _, annotator = person("annotator", workspace)
    with pytest.raises(ForbiddenError):
        back(annotator)
    annotator.api.http_client.headers["X-Argilla-Api-Key"] = gone_key
    with pytest.raises(UnauthorizedError):
        back(annotator)
