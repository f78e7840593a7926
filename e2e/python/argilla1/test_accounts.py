"""Signing in, users and workspaces."""
import warnings

import argilla as rg
import pytest
from argilla.client.sdk.commons.errors import UnauthorizedApiError
from conftest import key, url


def test_the_version_is_one_the_package_knows():
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        rg.init(api_url=url, api_key=key)
    assert [str(each.message) for each in said if "version" in str(each.message).lower()] == []
    assert rg.server_info().version == "1.29.1"


def test_a_wrong_key_is_refused_as_such():
    with pytest.raises(UnauthorizedApiError):
        rg.init(api_url=url, api_key="wrong")


def test_users_are_created_found_and_deleted(workspace, fresh):
    name = fresh("user")
    user = rg.User.create(name, password="12345678", first_name="Ada", last_name="L", role="annotator", workspaces=[workspace.name])
    assert user.role == "annotator"
    assert rg.User.from_name(name).id == user.id
    assert rg.User.from_id(user.id).username == name
    assert name in [each.username for each in rg.User.list()]
    assert rg.User.me().username == "owner"
    with pytest.raises(KeyError):
        rg.User.create(name, password="12345678")
    with pytest.raises(ValueError):
        rg.User.create(fresh("user"), password="12345678", workspaces=["nowhere"])
    user.delete()
    with pytest.raises(ValueError):
        rg.User.from_name(name)


def test_workspaces_and_their_members(workspace, fresh):
    assert rg.Workspace.from_name(workspace.name).id == workspace.id
    assert rg.Workspace.from_id(workspace.id).name == workspace.name
    assert workspace.name in [each.name for each in rg.Workspace.list()]
    with pytest.raises(ValueError):
        rg.Workspace.create(workspace.name)
    with pytest.raises(ValueError):
        rg.Workspace.from_name("nowhere")
    user = rg.User.create(fresh("user"), password="12345678")
    workspace.add_user(user.id)
    assert [each.username for each in workspace.users] == [user.username]
    with pytest.raises(ValueError):
        workspace.add_user(user.id)
    workspace.delete_user(user.id)
    assert workspace.users == []
    rg.set_workspace(workspace.name)
    assert rg.get_workspace() == workspace.name
    workspace.delete()
    with pytest.raises(ValueError):
        rg.Workspace.from_name(workspace.name)
