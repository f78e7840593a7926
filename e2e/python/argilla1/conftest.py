"""The unmodified argilla 1.29 package against a running Loam, which LOAM_URL and LOAM_API_KEY name."""
import watched  # before anything else: it wraps the classes of the package

import os
import uuid
import warnings

import argilla as rg
import httpx
import pytest

url = os.environ["LOAM_URL"]
key = os.environ["LOAM_API_KEY"]


@pytest.fixture(autouse=True)
def signed_in():
    rg.init(api_url=url, api_key=key)


@pytest.fixture
def fresh():
    return lambda kind: f"{kind}-{uuid.uuid4().hex[:8]}"


@pytest.fixture
def person(signed_in, fresh):
    """A user who is a member of the workspace, and their key."""

    def make(workspace, role="annotator"):
        user = rg.User.create(fresh(role), password="12345678", role=role, workspaces=[workspace.name])
        given = {"username": user.username, "password": "12345678"}
        token = httpx.post(f"{url}/api/v1/token", data=given).raise_for_status().json()["access_token"]
        # Keys are shown once, and the package drops what it was shown.
        shown = httpx.post(f"{url}/api/v1/me/api-key", headers={"Authorization": f"Bearer {token}"})
        return user, shown.raise_for_status().json()["api_key"]

    return make


@pytest.fixture
def workspace(signed_in, fresh):
    return rg.Workspace.create(fresh("workspace"))


def local_dataset():
    return rg.FeedbackDataset(
        guidelines="Read *twice*.",
        fields=[rg.TextField(name="prompt", use_markdown=True), rg.TextField(name="context", required=False)],
        questions=[
            rg.LabelQuestion(name="label", labels={"good": "Good", "bad": "Bad"}),
            rg.MultiLabelQuestion(name="tags", labels=["a", "b", "c"], required=False),
            rg.RatingQuestion(name="quality", values=[1, 2, 3, 4, 5], required=False),
            rg.RankingQuestion(name="order", values=["x", "y"], required=False),
            rg.TextQuestion(name="why", required=False),
            rg.SpanQuestion(name="span", field="prompt", labels=["name"], required=False),
        ],
        metadata_properties=[
            rg.TermsMetadataProperty(name="lang", values=["en", "de"]),
            rg.IntegerMetadataProperty(name="length", min=0, max=1000),
            rg.FloatMetadataProperty(name="share"),
        ],
        vectors_settings=[rg.VectorSettings(name="meaning", dimensions=2)],
    )


def row(number):
    """A record of such a dataset."""
    vectors = {"meaning": [1.0, number]}
    return rg.FeedbackRecord(fields={"prompt": f"p{number}"}, external_id=str(number), metadata={"lang": "en"}, vectors=vectors)


@pytest.fixture
def pushed(workspace, fresh):
    """An empty dataset on the server."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return local_dataset().push_to_argilla(name=fresh("dataset"), workspace=workspace.name)
