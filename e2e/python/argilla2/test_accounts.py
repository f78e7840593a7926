"""Users and workspaces."""
import argilla as rg
import pytest
from argilla._exceptions import (
    ArgillaCredentialsError,
    ConflictError,
    ForbiddenError,
    NotFoundError,
    UnprocessableEntityError,
)
from conftest import url


def test_a_wrong_key_is_refused_as_such():
    with pytest.raises(ArgillaCredentialsError):
        rg.Argilla(api_url=url, api_key="wrong")


def test_me_is_the_owner(client):
    assert client.me.username == "owner"
    assert client.me.role == "owner"


def test_users_are_created_changed_found_and_deleted(client, fresh):
    name = fresh("user")
    user = rg.User(username=name, first_name="Ada", last_name="L", role="admin", password="12345678", client=client).create()
    assert client.users(name).id == user.id
    assert client.users(id=user.id).first_name == "Ada"
    assert name in [each.username for each in client.users]
    user.first_name = "Adele"
    user.update()
    assert client.users(id=user.id).first_name == "Adele"
    with pytest.raises(ConflictError):
        rg.User(username=name, password="12345678", client=client).create()
    with pytest.raises(UnprocessableEntityError):
        rg.User(username=fresh("user"), password="short", client=client).create()
    id = user.id
    user.delete()
    assert client.users(name) is None
    with pytest.raises(NotFoundError):
        client.api.users.delete(id)


def test_a_new_user_signs_in_with_the_key_of_the_answer(client, workspace, person):
    user, own = person("annotator", workspace)
    assert own.me.username == user.username
    assert [each.name for each in own.workspaces] == [workspace.name]
    with pytest.raises(ForbiddenError):
        list(own.users)


def test_workspaces_and_their_members(client, workspace, fresh):
    assert client.workspaces(workspace.name).id == workspace.id
    assert client.workspaces(id=workspace.id).name == workspace.name
    assert workspace.name in [each.name for each in client.workspaces]
    user = rg.User(username=fresh("user"), password="12345678", client=client).create()
    assert user.add_to_workspace(workspace).username == user.username
    assert [each.username for each in workspace.users] == [user.username]
    with pytest.raises(ConflictError):
        workspace.add_user(user)
    workspace.remove_user(user)
    assert list(workspace.users) == []
    with pytest.raises(ConflictError):
        rg.Workspace(name=workspace.name, client=client).create()
    workspace.delete()
    assert client.workspaces(workspace.name) is None


def test_a_workspace_with_a_dataset_cannot_be_deleted(client, dataset):
    workspace = dataset.workspace
    with pytest.raises(ConflictError):
        workspace.delete()
    assert [each.name for each in workspace.datasets] == [dataset.name]
