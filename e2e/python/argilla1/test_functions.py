"""The functions of the package itself, among them those for the datasets before FeedbackDataset."""
import asyncio

import argilla as rg
import pytest
from conftest import key, url


def test_workspaces_by_the_functions_of_the_package(workspace):
    assert workspace.name in [each.name for each in rg.list_workspaces()]
    rg.set_workspace(workspace.name)
    with pytest.raises(ValueError):
        rg.set_workspace("nowhere-of-this-name")
    with pytest.raises(ValueError):
        rg.Workspace.from_id("00000000-0000-4000-8000-000000000000")
    with pytest.raises(ValueError):
        rg.User.from_id("00000000-0000-4000-8000-000000000000")
    with pytest.raises(ValueError):
        rg.init(api_url=url, api_key=key, workspace="nowhere-of-this-name")


def test_legacy_datasets_are_refused_as_missing(workspace, fresh):
    record = rg.TextClassificationRecord(text="t")
    rg.set_workspace(workspace.name)
    for refused in (
        lambda: rg.log(record, name=fresh("legacy")),
        lambda: asyncio.run(rg.log_async(record, name=fresh("legacy"))),
        lambda: rg.configure_dataset(fresh("legacy"), rg.TextClassificationSettings(label_schema=["a"])),
        lambda: rg.configure_dataset_settings(fresh("legacy"), rg.TextClassificationSettings(label_schema=["a"])),
        lambda: rg.delete_records(fresh("legacy"), query="x"),
        lambda: rg.copy(fresh("legacy"), "copy"),
        lambda: rg.load_dataset_settings(fresh("legacy")),
    ):
        with pytest.raises(Exception) as met:
            refused()
        assert type(met.value).__name__ in ("NotFoundApiError", "MethodNotAllowedApiError"), repr(met.value)
