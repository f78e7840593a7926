"""Everything that reaches the server, called by those who may not: each gets the package's own error, and nothing changes."""
import tempfile
from pathlib import Path

import argilla as rg
import httpx
import pytest
from argilla._exceptions import (
    ArgillaError,
    ConflictError,
    ForbiddenError,
    NotFoundError,
    UnauthorizedError,
    UnprocessableEntityError,
)
from conftest import gone_key

kinds = {
    "fields": {
        "TextField": lambda: rg.TextField(name="new"),
        "ChatField": lambda: rg.ChatField(name="new"),
        "ImageField": lambda: rg.ImageField(name="new"),
        "CustomField": lambda: rg.CustomField(name="new", template="<p></p>"),
    },
    "questions": {
        "TextQuestion": lambda: rg.TextQuestion(name="new"),
        "LabelQuestion": lambda: rg.LabelQuestion(name="new", labels=["a", "b"]),
        "MultiLabelQuestion": lambda: rg.MultiLabelQuestion(name="new", labels=["a", "b"]),
        "RatingQuestion": lambda: rg.RatingQuestion(name="new", values=[1, 2]),
        "RankingQuestion": lambda: rg.RankingQuestion(name="new", values=["a", "b"]),
        "SpanQuestion": lambda: rg.SpanQuestion(name="new", field="prompt", labels=["a"]),
    },
    "metadata": {
        "TermsMetadataProperty": lambda: rg.TermsMetadataProperty(name="new"),
        "IntegerMetadataProperty": lambda: rg.IntegerMetadataProperty(name="new"),
        "FloatMetadataProperty": lambda: rg.FloatMetadataProperty(name="new"),
    },
    "vectors": {"VectorField": lambda: rg.VectorField(name="new", dimensions=2)},
}


def of_settings(held, seen):
    """Creating, changing and deleting each kind of field, question, property and vector."""
    for noun, makers in kinds.items():
        for name, make in makers.items():
            new = make()
            new.dataset = held
            # What the owner sees of it, in the caller's hands: an annotator is not shown every property.
            (model,) = [each._model for each in seen[noun] if type(each).__name__ == name]
            there = make()
            there._model = model
            there.dataset = held
            yield f"{name}.create", new.create
            yield f"{name}.update", there.update
            yield f"{name}.delete", there.delete


def of_accounts(own, workspace, member, other, name):
    held = rg.Workspace.from_model(workspace.api_model(), own)
    mine = [rg.User(client=own, _model=each.api_model()) for each in (member, other)]
    made = rg.User(username=name, password="12345678", client=own)
    yield from {
        "Users.list": own.users.list,
        "Users.__iter__": lambda: list(own.users),
        "Users.__len__": lambda: len(own.users),
        "Users.__getitem__": lambda: own.users[0],
        "Users.__call__": lambda: own.users(member.username),
        "Users.add": lambda: own.users.add(made),
        "User.create": made.create,
        "User.get": mine[0].get,
        "User.update": mine[0].update,
        "User.add_to_workspace": lambda: mine[1].add_to_workspace(held),
        "User.remove_from_workspace": lambda: mine[0].remove_from_workspace(held),
        "User.delete": mine[0].delete,
        "Workspaces.list": own.workspaces.list,
        "Workspaces.__iter__": lambda: list(own.workspaces),
        "Workspaces.__len__": lambda: len(own.workspaces),
        "Workspaces.__getitem__": lambda: own.workspaces[0],
        "Workspaces.__call__": lambda: own.workspaces(id=workspace.id),
        "Workspaces.default": lambda: own.workspaces.default,
        "Workspaces.add": lambda: own.workspaces.add(rg.Workspace(name=name, client=own)),
        "Workspace.create": rg.Workspace(name=name, client=own).create,
        "Workspace.get": held.get,
        "Workspace.datasets": lambda: held.datasets,
        "Workspace.list_datasets": held.list_datasets,
        "Workspace.add_user": lambda: held.add_user(mine[1]),
        "Workspace.remove_user": lambda: held.remove_user(mine[0]),
        "Workspace.delete": held.delete,
        "WorkspaceUsers.__iter__": lambda: list(held.users),
        "WorkspaceUsers.__len__": lambda: len(held.users),
        "WorkspaceUsers.__getitem__": lambda: held.users[0],
        "WorkspaceUsers.add": lambda: held.users.add(mine[1]),
        "WorkspaceUsers.delete": lambda: held.users.delete(mine[0]),
    }.items()


def of_datasets(own, dataset, held, settings, folder):
    def new():
        return rg.Dataset(name="something-new", workspace=dataset.workspace, settings=settings, client=own)

    def from_disk():
        return rg.Dataset.from_disk(str(folder / "kept"), name="kept", workspace=dataset.workspace.name, client=own)

    unread = rg.Settings(fields=[rg.TextField(name="f")], questions=[rg.TextQuestion(name="q")], _dataset=held)
    yield from {
        "Datasets.list": own.datasets.list,
        "Datasets.__iter__": lambda: list(own.datasets),
        "Datasets.__len__": lambda: len(own.datasets),
        "Datasets.__getitem__": lambda: own.datasets[0],
        "Datasets.__call__": lambda: own.datasets(id=dataset.id),
        "Datasets.add": lambda: own.datasets.add(new()),
        "Dataset.create": lambda: new().create(),
        "Dataset.get": held.get,
        "Dataset.workspace": lambda: rg.Dataset(name="x", workspace=dataset.workspace.name, client=own).workspace,
        "Dataset.update": held.update,
        "Dataset.progress": lambda: held.progress(with_users_distribution=True),
        "Dataset.to_disk": lambda: held.to_disk(tempfile.mkdtemp(dir=folder)),
        "Dataset.from_disk": from_disk,
        "Dataset.delete": held.delete,
        "Settings.get": held.settings.get,
        "Settings.update": held.settings.update,
        "Settings.create": unread.create,
    }.items()


def of_records(held, record, folder):
    mine = rg.Record.from_model(record.api_model(), held)
    searched = rg.Query(query="p")
    yield from {
        "DatasetRecords.log": lambda: held.records.log([{"prompt": "p"}]),
        "DatasetRecords.delete": lambda: held.records.delete([mine]),
        "DatasetRecords.to_list": held.records.to_list,
        "DatasetRecords.to_dict": held.records.to_dict,
        "DatasetRecords.to_json": lambda: held.records.to_json(Path(tempfile.mkdtemp(dir=folder), "all.json")),
        "DatasetRecords.to_datasets": held.records.to_datasets,
        "DatasetRecords.from_json": lambda: held.records.from_json(folder / "records.json"),
        "DatasetRecordsIterator.__next__": lambda: next(held.records(searched)),
        "DatasetRecordsIterator.to_list": lambda: held.records(searched).to_list(flatten=True),
        "DatasetRecordsIterator.to_dict": lambda: held.records(searched).to_dict(flatten=True, orient="names"),
        "DatasetRecordsIterator.to_json": lambda: held.records(searched).to_json(Path(tempfile.mkdtemp(dir=folder), "found.json")),
        "DatasetRecordsIterator.to_datasets": lambda: held.records(searched).to_datasets(),
        "Record.get": mine.get,
        "Record.update": mine.update,
        "Record.delete": mine.delete,
    }.items()


@pytest.fixture
def settings(settings):
    return rg.Settings(
        fields=[rg.TextField(name="prompt"), *list(settings.fields)[1:]],
        questions=list(settings.questions),
        metadata=list(settings.metadata),
        vectors=list(settings.vectors),
    )


@pytest.fixture
def calls(client, dataset, settings, person, fresh, tmp_path):
    member, _ = person("annotator", dataset.workspace)
    other = client.users.add(rg.User(username=fresh("other"), password="12345678", client=client))
    dataset.records.log([{"prompt": "p", "id": "1"}])
    (record,) = dataset.records
    (tmp_path / "kept").mkdir()
    dataset.to_disk(str(tmp_path / "kept"))
    dataset.records.to_json(tmp_path / "records.json")
    seen = {noun: list(getattr(dataset.settings.get(), noun)) for noun in kinds}

    dataset.settings.to_json(tmp_path / "settings.json")

    def made(own):
        held = rg.Dataset.from_model(dataset.api_model(), own)
        # With its settings in memory, as somebody has who could read them once.
        held.settings = rg.Settings.from_json(tmp_path / "settings.json")
        yield from of_accounts(own, dataset.workspace, member, other, fresh("new"))
        yield from of_datasets(own, dataset, held, settings, tmp_path)
        yield from of_records(held, record, tmp_path)
        yield from of_settings(held, seen)

    made.people = [member, other]
    return made


def met(calls):
    found = {}
    for name, call in calls:
        try:
            call()
            found[name] = None
        except Exception as error:
            found[name] = type(error)
    return found


collections = ["list", "__iter__", "__len__", "__getitem__"]
readers = {
    f"{owner}.{name}": None for owner in ("DatasetRecords", "DatasetRecordsIterator") for name in ("to_list", "to_dict", "to_json")
}
"""The package asks first whether the dataset is there; when it may not know, it warns and has no records."""
unread = {
    **readers,
    "DatasetRecords.to_datasets": ValueError,
    "DatasetRecordsIterator.to_datasets": ValueError,
    "DatasetRecordsIterator.__next__": StopIteration,
}
properties = dict.fromkeys([f"{name}.delete" for name in kinds["metadata"]], httpx.HTTPStatusError)
"""Here the package leaves the error as its HTTP client raises it."""
workspaces_of_mine = dict.fromkeys(
    [*(f"Workspaces.{name}" for name in [*collections, "default"]), "Workspace.datasets", "Workspace.list_datasets"]
)
datasets_of_mine = dict.fromkeys(f"Datasets.{name}" for name in collections)


def expect(calls, usually, otherwise):
    wanted = {name: otherwise.get(name, usually) for name, _ in calls}
    assert otherwise.keys() <= wanted.keys()
    found = met(calls)
    assert {name: each for name, each in found.items() if each != wanted[name]} == {}


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_with_a_key_that_was_replaced(calls, person, dataset):
    _, own = person("annotator", dataset.workspace)
    asked = list(calls(own))
    own.api.http_client.headers["X-Argilla-Api-Key"] = gone_key
    expect(asked, UnauthorizedError, {**unread, **properties})


def test_by_an_annotator_of_the_workspace(calls, person, dataset, client):
    _, own = person("annotator", dataset.workspace)
    before = client.api.datasets.get(dataset.id)
    reads = ["Workspaces.__call__", "Workspace.get", "Datasets.__call__", "Dataset.get", "Dataset.workspace"]
    reads += ["Dataset.progress", "Settings.get", "Record.get"]
    allowed = {**workspaces_of_mine, **datasets_of_mine, **dict.fromkeys(reads)}
    expect(list(calls(own)), ForbiddenError, {**allowed, **properties})
    assert client.api.datasets.get(dataset.id) == before
    assert [each.id for each in dataset.records] == ["1"]


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_by_an_admin_of_another_workspace(calls, person, dataset, client, fresh):
    _, own = person("admin", client.workspaces.add(rg.Workspace(name=fresh("outside"))))
    before = client.api.datasets.get(dataset.id)
    otherwise = {
        **workspaces_of_mine,
        **datasets_of_mine,
        **unread,
        **properties,
        "Datasets.__getitem__": IndexError,
        # Asked for by its name, which is not among theirs.
        "Dataset.workspace": NotFoundError,
        "Dataset.from_disk": ArgillaError,
    }
    expect(list(calls(own)), ForbiddenError, otherwise)
    assert client.api.datasets.get(dataset.id) == before


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_about_what_is_gone(calls, dataset, client):
    asked = list(calls(client))
    workspace = dataset.workspace
    dataset.delete()
    for user in calls.people:
        user.delete()
    workspace.delete()
    otherwise = {
        **dict.fromkeys(f"{owner}.{name}" for owner in ("Users", "Workspaces", "Datasets") for name in [*collections, "__call__"]),
        **workspaces_of_mine,
        **unread,
        **properties,
        # These ask for nothing that is gone: the first of two with one name is made.
        "Users.add": None,
        "User.create": ConflictError,
        "Workspaces.add": None,
        "Workspace.create": ConflictError,
        # A body that names a workspace which is not there is a wrong body.
        "Datasets.add": UnprocessableEntityError,
        "Dataset.create": UnprocessableEntityError,
        "Dataset.from_disk": ArgillaError,
    }
    expect(asked, NotFoundError, otherwise)
