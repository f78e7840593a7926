"""The client's collections: counted, indexed, listed, added to."""
import argilla as rg
import pytest
from argilla._exceptions import ConflictError, ForbiddenError, NotFoundError, UnprocessableEntityError
from conftest import url


def test_me_is_asked_for_once_and_says_who_it_is(person, workspace):
    _, own = person("admin", workspace)
    assert own.me.role == "admin"
    own.api.http_client.headers["X-Argilla-Api-Key"] = "wrong"
    assert own.me.role == "admin"


def test_workspaces_as_a_list(client, workspace, fresh):
    listed = client.workspaces.list()
    assert workspace.name in [each.name for each in listed]
    assert len(client.workspaces) == len(listed)
    assert client.workspaces[0].id == client.workspaces.default.id == listed[0].id
    with pytest.raises(IndexError):
        client.workspaces[len(listed)]
    added = client.workspaces.add(rg.Workspace(name=fresh("workspace"), client=client))
    assert client.workspaces(added.name).id == added.id
    assert client.workspaces(id=added.id).get().name == added.name
    with pytest.raises(ConflictError):
        client.workspaces.add(rg.Workspace(name=added.name, client=client))
    with pytest.warns(UserWarning):
        assert client.workspaces(id="00000000-0000-4000-8000-000000000000") is None
    added.delete()
    with pytest.raises(NotFoundError):
        added.get()
    with pytest.raises(NotFoundError):
        added.delete()


def test_without_a_workspace_there_is_no_default(client, fresh):
    body = {"username": fresh("user"), "first_name": "A", "role": "annotator", "password": "12345678"}
    key = client.http_client.post("/api/v1/users", json=body).raise_for_status().json()["api_key"]
    own = rg.Argilla(api_url=url, api_key=key)
    assert len(own.workspaces) == 0
    with pytest.raises(rg._exceptions.ArgillaError):
        own.workspaces.default


def test_users_as_a_list(client, workspace, person, fresh):
    listed = client.users.list()
    assert len(client.users) == len(listed)
    assert client.users[0].id == listed[0].id
    user, own = person("annotator", workspace)
    assert [each.id for each in client.users.list(workspace)] == [user.id]
    added = client.users.add(rg.User(username=fresh("user"), password="12345678", client=client))
    assert client.users(id=added.id).get().username == added.username
    with pytest.raises(ConflictError):
        client.users.add(rg.User(username=added.username, password="12345678", client=client))
    for refused in (own.users.list, lambda: len(own.users), lambda: own.users[0], lambda: own.users("owner")):
        with pytest.raises(ForbiddenError):
            refused()
    gone = client.users(id=added.id)
    added.delete()
    with pytest.raises(NotFoundError):
        gone.get()
    with pytest.raises(NotFoundError):
        gone.update()
    with pytest.raises(NotFoundError):
        gone.delete()


def test_members_as_a_list(client, workspace, fresh):
    user = client.users.add(rg.User(username=fresh("user"), password="12345678", client=client))
    assert workspace.users.add(user.username).id == user.id
    assert workspace.users[0].username == user.username
    with pytest.raises(ConflictError):
        workspace.users.add(user)
    with pytest.raises(ConflictError):
        user.add_to_workspace(workspace)
    assert workspace.users.delete(user.username).id == user.id
    for refused in (workspace.users.delete, workspace.remove_user, lambda each: each.remove_from_workspace(workspace)):
        with pytest.raises(NotFoundError):
            refused(user)
    with pytest.raises(IndexError):
        workspace.users[0]
    with pytest.raises(ValueError):
        workspace.users.add("nobody-of-this-name")
    user.add_to_workspace(workspace)
    user.remove_from_workspace(workspace)
    assert len(workspace.users) == 0
    workspace.delete()
    with pytest.raises(NotFoundError):
        len(workspace.users)
    with pytest.raises(NotFoundError):
        list(workspace.users)


def test_datasets_as_a_list(client, workspace, settings, fresh):
    added = client.datasets.add(rg.Dataset(name=fresh("dataset"), workspace=workspace, settings=settings, client=client))
    assert client.datasets(added.name, workspace=workspace).id == added.id
    assert [each.id for each in workspace.list_datasets()] == [each.id for each in workspace.datasets] == [added.id]
    assert added.workspace.id == workspace.id
    listed = client.datasets.list()
    assert len(client.datasets) == len(listed)
    assert client.datasets[0].id == listed[0].id
    with pytest.raises(IndexError):
        client.datasets[len(listed)]
    with pytest.raises(ConflictError):
        client.datasets.add(rg.Dataset(name=added.name, workspace=workspace, settings=settings, client=client))
    named = rg.Dataset(name="x", workspace="nowhere-at-all", settings=settings, client=client)
    with pytest.raises(NotFoundError):
        named.workspace
    assert rg.Dataset(name="x", workspace=workspace.name, client=client).workspace.id == workspace.id


def test_a_dataset_that_is_gone(dataset, client, tmp_path):
    other = client.datasets(id=dataset.id)
    dataset.records.log([{"prompt": "p"}])
    (record,) = list(dataset.records)
    dataset.delete()
    for refused in (other.get, other.delete, other.progress, record.get, record.update, record.delete):
        with pytest.raises(NotFoundError):
            refused()
    with pytest.raises(NotFoundError):
        dataset.records.log([{"prompt": "p"}])
    with pytest.raises(NotFoundError):
        dataset.records.delete([record])
    with pytest.warns(UserWarning):
        assert list(dataset.records) == []


def test_a_record_that_does_not_fit_is_neither_changed(dataset):
    dataset.records.log([{"prompt": "p"}])
    (record,) = list(dataset.records)
    record.metadata["lang"] = "fr"
    with pytest.raises(UnprocessableEntityError):
        record.update()
    assert dict(record.get().metadata) == {}
    assert record.get().status == "pending"


def test_what_was_found_is_taken_out_in_every_shape(dataset, tmp_path):
    dataset.records.log([{"id": str(number), "prompt": f"p{number}"} for number in range(3)])
    query = rg.Query(query="p1")
    assert dataset.records(query).to_list(flatten=True)[0]["prompt"] == "p1"
    assert dataset.records(query).to_dict(flatten=True, orient="names")["prompt"] == ["p1"]
    assert dataset.records(query).to_json(tmp_path / "found.json").exists()
    refused = rg.Query(filter=rg.Filter([("metadata.unknown", "==", "x")]))
    for take in (
        lambda found: found.to_list(flatten=True),
        lambda found: found.to_dict(flatten=True, orient="names"),
        lambda found: found.to_json(tmp_path / "none.json"),
        lambda found: found.to_datasets(),
    ):
        with pytest.raises(UnprocessableEntityError):
            take(dataset.records(refused))
