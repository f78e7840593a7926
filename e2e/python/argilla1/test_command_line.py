"""The 1.29 package's command line, `argilla`: signing in, users, workspaces, datasets."""
import pytest
from argilla.cli.app import app
from argilla.client import login, singleton
from conftest import key, local_dataset, url
from typer.testing import CliRunner

import argilla as rg


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setattr(login, "ARGILLA_CACHE_DIR", tmp_path)
    monkeypatch.setattr(login, "ARGILLA_CREDENTIALS_FILE", tmp_path / "credentials.json")
    # Wide enough for names and ids to stay in one line of a table.
    monkeypatch.setenv("COLUMNS", "300")
    return tmp_path


def argilla(*words):
    singleton.ArgillaSingleton._INSTANCE = None
    ran = CliRunner().invoke(app, [str(word) for word in words])
    return ran.exit_code, ran.output


def works(*words):
    code, said = argilla(*words)
    assert code == 0, said
    return said


def fails(*words, saying):
    code, said = argilla(*words)
    assert code == 1 and saying in said, said


@pytest.fixture
def logged_in(cache):
    rg.init(api_url=url, api_key=key)
    works("login", "--api-url", url, "--api-key", key)


def test_signing_in_and_out(cache):
    fails("login", "--api-url", url, "--api-key", "wrong", saying="Could not login")
    assert not (cache / "credentials.json").exists()
    assert "Logged in successfully" in works("login", "--api-url", url, "--api-key", key)
    who = works("whoami")
    assert "owner" in who and key in who
    assert "1.29.1" in works("info")
    works("logout")
    assert argilla("whoami")[0] == 1


def test_users(logged_in, workspace, fresh):
    name = fresh("user")
    create = ["users", "create", "--username", name, "--password", "12345678", "--role", "annotator", "--workspace", workspace.name]
    assert name in works(*create)
    fails(*create, saying="already exists")
    assert name in works("users", "list") and name in works("users", "list", "--workspace", workspace.name)
    assert name not in works("users", "list", "--role", "owner")
    fails("users", "list", "--workspace", "nowhere", saying="does not exist")
    assert "removed" in works("users", "--username", name, "delete")
    fails("users", "--username", name, "delete", saying="doesn't exist")


def test_workspaces(logged_in, fresh):
    name, person = fresh("workspace"), rg.User.create(fresh("user"), password="12345678").username
    assert "successfully created" in works("workspaces", "create", name)
    fails("workspaces", "create", name, saying="already exists")
    assert name in works("workspaces", "list")
    assert "has been added" in works("workspaces", "--name", name, "add-user", person)
    fails("workspaces", "--name", name, "add-user", person, saying="already exists")
    fails("workspaces", "--name", name, "add-user", "owner", saying="is an owner")
    assert "has been removed" in works("workspaces", "--name", name, "delete-user", person)
    fails("workspaces", "--name", name, "delete-user", person, saying="does not belong")
    fails("workspaces", "--name", "nowhere", "add-user", person, saying="does not exist")


def test_datasets(logged_in, workspace, fresh):
    made = local_dataset().push_to_argilla(name=fresh("dataset"), workspace=workspace.name)
    assert made.name in works("datasets", "list")
    assert made.name in works("datasets", "list", "--workspace", workspace.name)
    fails("datasets", "list", "--workspace", "nowhere", saying="does not exist")
    this = ["datasets", "--name", made.name, "--workspace", workspace.name]
    fails(*this, "push-to-huggingface", "--repo-id", "somebody/empty", saying="no records")
    assert "deleted successfully" in works(*this, "delete")
    fails(*this, "delete", saying="not found")


def test_an_annotator_at_the_command_line(logged_in, workspace, person, fresh):
    user, own = person(workspace)
    works("login", "--api-url", url, "--api-key", own)
    assert user.username in works("whoami")
    assert workspace.name in works("workspaces", "list")
    for words in (["users", "list"], ["workspaces", "create", fresh("workspace")]):
        assert argilla(*words)[0] == 1
