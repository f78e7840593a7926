"""What each call raises when what it asks about is gone, taken or not for the caller."""
import argilla as rg
import httpx
import pytest
from argilla.client.sdk.commons.errors import NotFoundApiError, ValidationApiError
from conftest import key, local_dataset, url


def row(number):
    return rg.FeedbackRecord(fields={"prompt": f"p{number}"}, external_id=str(number), metadata={"lang": "en"}, vectors={"meaning": [1.0, number]})


def test_records_of_a_remote_dataset_are_a_list_of_their_own(pushed):
    pushed.records.add([row(number) for number in range(5)])
    assert [each.external_id for each in pushed.records[1:3]] == ["1", "2"]
    first = pushed.records[0]
    first.metadata["lang"] = "de"
    pushed.records.update([first])
    assert pushed.records[0].metadata["lang"] == "de"
    found = pushed.records.find_similar(vector_name="meaning", record=first, max_results=2)
    assert [each.external_id for each, _ in found] == ["1", "2"]
    pushed.records.delete([first])
    assert len(pushed.records) == 4
    with pytest.raises(ValueError):
        pushed.records.add([rg.FeedbackRecord(fields={"prompt": "p"}, metadata={"lang": "fr"})])


def test_a_dataset_that_is_gone(pushed):
    pushed.add_records([row(0)])
    record = pushed[0]
    property, vectors = pushed.metadata_properties[0], pushed.vectors_settings[0]
    pushed.delete()
    for refused in (
        lambda: len(pushed),
        lambda: len(pushed.records),
        lambda: pushed[0],
        lambda: pushed.records[0],
        lambda: list(pushed),
        lambda: list(pushed.records),
        lambda: next(iter(pushed)),
        lambda: next(iter(pushed.records)),
        lambda: pushed.pull(),
        lambda: pushed.add_records([row(1)]),
        lambda: pushed.records.add([row(1)]),
        lambda: pushed.update_records([record]),
        lambda: pushed.records.update([record]),
        lambda: pushed.delete_records([record]),
        lambda: pushed.records.delete([record]),
        lambda: pushed.find_similar_records("meaning", value=[1.0, 2.0]),
        lambda: pushed.records.find_similar("meaning", value=[1.0, 2.0]),
        lambda: pushed.metadata_properties,
        lambda: pushed.vectors_settings,
        lambda: pushed.metadata_property_by_name("lang"),
        lambda: pushed.vector_settings_by_name("meaning"),
        lambda: pushed.add_metadata_property(rg.TermsMetadataProperty(name="new")),
        lambda: pushed.update_metadata_properties([property]),
        lambda: pushed.delete_metadata_properties("lang"),
        lambda: pushed.add_vector_settings(rg.VectorSettings(name="new", dimensions=2)),
        lambda: pushed.update_vectors_settings([vectors]),
        lambda: pushed.delete_vectors_settings("meaning"),
        lambda: pushed.filter_by(metadata_filters=[rg.TermsMetadataFilter(name="lang", values=["en"])]),
        lambda: record.update(),
        lambda: record.delete(),
        lambda: pushed.delete(),
        lambda: pushed.format_as("datasets"),
        lambda: pushed.compute_unified_responses("label", "majority"),
        lambda: pushed.unify_responses("label", "majority"),
    ):
        with pytest.raises(Exception) as met:
            refused()
        chain = [met.value, met.value.__cause__, met.value.__context__]
        assert any(isinstance(each, NotFoundApiError) for each in chain), chain


def test_an_annotator_is_no_owner(workspace, pushed, fresh):
    user = rg.User.create(fresh("user"), password="12345678", workspaces=[workspace.name])
    shown = httpx.post(
        f"{url}/api/v1/token", data={"username": user.username, "password": "12345678"}
    ).json()["access_token"]
    own_key = httpx.post(f"{url}/api/v1/me/api-key", headers={"Authorization": f"Bearer {shown}"}).json()["api_key"]
    rg.init(api_url=url, api_key=own_key, workspace=workspace.name)
    assert rg.User.me().username == user.username
    assert [each.name for each in rg.User.me().workspaces] == [workspace.name]
    for refused in (
        lambda: rg.User.list(),
        lambda: rg.User.from_name("owner"),
        lambda: rg.User.from_id(user.id),
        lambda: rg.User.create(fresh("user"), password="12345678"),
        lambda: rg.Workspace.create(fresh("workspace")),
        lambda: rg.Workspace.from_name(workspace.name).users,
        lambda: rg.Workspace.from_name(workspace.name).delete(),
        lambda: rg.Workspace.from_name(workspace.name).add_user(user.id),
        lambda: rg.Workspace.from_name(workspace.name).delete_user(user.id),
        lambda: rg.FeedbackDataset.from_argilla(id=pushed.id).delete(),
        lambda: user.delete(),
    ):
        try:
            refused()
        except PermissionError:
            continue
        except Exception as error:  # some translate the server's refusal into their own words
            assert "permission" in str(error).lower() or "forbidden" in type(error).__name__.lower(), repr(error)
            continue
        # An object made before keeps the owner's connection.
        assert refused.__code__.co_names[-1] == "delete"


def test_workspaces_by_the_functions_of_the_package(workspace):
    assert workspace.name in [each.name for each in rg.list_workspaces()]
    rg.set_workspace(workspace.name)
    with pytest.raises(Exception):
        rg.set_workspace("nowhere-of-this-name")
    with pytest.raises(ValueError):
        rg.Workspace.from_id("00000000-0000-4000-8000-000000000000")
    with pytest.raises(ValueError):
        rg.User.from_id("00000000-0000-4000-8000-000000000000")
    with pytest.raises(Exception):
        rg.init(api_url=url, api_key=key, workspace="nowhere-of-this-name")


def test_legacy_datasets_are_refused_as_missing(workspace, fresh):
    record = rg.TextClassificationRecord(text="t")
    rg.set_workspace(workspace.name)
    for refused in (
        lambda: rg.log(record, name=fresh("legacy")),
        lambda: rg.delete_records(fresh("legacy"), query="x"),
        lambda: rg.copy(fresh("legacy"), "copy"),
        lambda: rg.load_dataset_settings(fresh("legacy")),
    ):
        with pytest.raises(Exception) as met:
            refused()
        assert type(met.value).__name__ in ("NotFoundApiError", "MethodNotAllowedApiError"), repr(met.value)
