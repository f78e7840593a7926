"""The unmodified argilla 1.29 package against a running Loam, which LOAM_URL and LOAM_API_KEY name."""
import watched  # before anything else: it wraps the classes of the package

import os
import uuid
import warnings

import argilla as rg
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


@pytest.fixture
def pushed(workspace, fresh):
    """An empty dataset on the server."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return local_dataset().push_to_argilla(name=fresh("dataset"), workspace=workspace.name)
