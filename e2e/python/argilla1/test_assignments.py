"""The package's helpers that share records out: they make the users and workspaces that are not there yet."""
import argilla as rg
import pytest
from argilla.client.feedback import utils

records = [rg.FeedbackRecord(fields={"prompt": str(number)}) for number in range(6)]


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_records_are_shared_out_among_people(fresh):
    people = [rg.User.create(fresh("user"), password="12345678"), fresh("not-there-yet")]
    shared = utils.assign_records(people, records, overlap=1, shuffle=False)
    assert [[each.fields["prompt"] for each in given] for given in shared.values()] == [["0", "2", "4"], ["1", "3", "5"]]
    made = rg.User.from_name(people[1])
    assert made.role == "annotator"
    places = utils.assign_workspaces(shared, "individual")
    assert places == {name: [name] for name in (people[0].username, people[1])}
    for name in places:
        assert [each.username for each in rg.Workspace.from_name(name).users] == [name]


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_groups_get_a_workspace_each(fresh):
    groups = {fresh("group"): [fresh("user"), fresh("user")], fresh("group"): [fresh("user")]}
    shared = utils.assign_records(groups, records, overlap=1, shuffle=False)
    places = utils.assign_workspaces(shared, "group")
    assert {name: set(members) for name, members in places.items()} == {name: set(members) for name, members in groups.items()}
    alone = utils.assign_workspaces(shared, "group_personal")
    assert alone == {name: [name] for members in groups.values() for name in members}


def test_more_overlap_than_people_is_refused(fresh):
    with pytest.raises(ValueError):
        utils.assign_records([fresh("user")], records, overlap=2)


def test_only_owners_make_people(workspace, fresh, person):
    _, own_key = person(workspace)
    rg.init(api_url=rg.active_client().client.base_url, api_key=own_key)
    with pytest.raises(Exception) as met:
        utils.assign_records([fresh("a"), fresh("b")], records, overlap=1)
    assert isinstance(met.value, PermissionError)
