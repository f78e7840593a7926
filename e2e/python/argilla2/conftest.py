"""The unmodified argilla 2.8 package against a running Loam, which LOAM_URL and LOAM_API_KEY name."""
import watched  # before anything else: it wraps the classes of the package

import os
import uuid

import argilla as rg
import pytest

url = os.environ["LOAM_URL"]
gone_key = "a key that was replaced"


@pytest.fixture(scope="session")
def client():
    return rg.Argilla(api_url=url, api_key=os.environ["LOAM_API_KEY"])


@pytest.fixture(autouse=True)
def owner_by_default(client):
    """What is called without a client uses the one made last, whoever's it was."""
    rg.Argilla._set_default(client)


@pytest.fixture
def fresh():
    return lambda kind: f"{kind}-{uuid.uuid4().hex[:8]}"


@pytest.fixture
def workspace(client, fresh):
    return rg.Workspace(name=fresh("workspace"), client=client).create()


@pytest.fixture
def person(client, fresh):
    """A user of the role, member of the workspace, and a client of their own."""

    def make(role, workspace):
        # The package drops the key of the answer, and keys are shown once: so this call goes around it.
        body = {"username": fresh(role), "first_name": role, "role": role, "password": "12345678"}
        created = client.http_client.post("/api/v1/users", json=body).raise_for_status().json()
        user = client.users(body["username"])
        workspace.add_user(user)
        own = rg.Argilla(api_url=url, api_key=created["api_key"])
        rg.Argilla._set_default(client)
        return user, own

    return make


def every_question():
    return [
        rg.LabelQuestion(name="label", labels=["good", "bad"]),
        rg.MultiLabelQuestion(name="tags", labels=["a", "b", "c"], required=False),
        rg.RatingQuestion(name="quality", values=[1, 2, 3, 4, 5], required=False),
        rg.RankingQuestion(name="order", values=["x", "y"], required=False),
        rg.TextQuestion(name="why", required=False),
        rg.SpanQuestion(name="span", field="prompt", labels=["name"], required=False),
    ]


def every_property(all_visible=True):
    return [
        rg.TermsMetadataProperty(name="lang", options=["en", "de"]),
        rg.IntegerMetadataProperty(name="length", min=0, max=1000),
        rg.FloatMetadataProperty(name="share", visible_for_annotators=all_visible),
    ]


@pytest.fixture
def settings():
    return rg.Settings(
        guidelines="Read *twice*.",
        fields=[
            rg.TextField(name="prompt", use_markdown=True),
            rg.ChatField(name="turns", required=False),
            rg.ImageField(name="image", required=False),
            rg.CustomField(name="table", template="<p>{{record.fields.table.x}}</p>", required=False),
        ],
        questions=every_question(),
        metadata=every_property(all_visible=False),
        vectors=[rg.VectorField(name="meaning", dimensions=2)],
    )


@pytest.fixture
def dataset(client, workspace, settings, fresh):
    return rg.Dataset(name=fresh("dataset"), workspace=workspace, settings=settings, client=client).create()
