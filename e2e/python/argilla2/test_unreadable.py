"""What the package could not parse is left out of its lists, so that the rest can be listed."""
import os

import httpx
from conftest import url

others = {"X-Argilla-Api-Key": os.environ["LOAM_API_KEY"], "User-Agent": "somebody else"}


def test_listing_goes_on_beside_workspaces_whose_names_the_package_refuses(client, workspace, fresh):
    for name in ("two words", "straße"):
        body = {"name": f"{name} {fresh('w')}"}
        httpx.post(f"{url}/api/v1/workspaces", headers=others, json=body).raise_for_status()
    assert workspace.name in [each.name for each in client.workspaces]
    assert client.workspaces(workspace.name).id == workspace.id
