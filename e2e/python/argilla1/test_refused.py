"""Everything that reaches the server, called by those who may not: each gets the package's own error, and nothing changes."""
import argilla as rg
import pytest
from argilla.client.feedback import utils
from argilla.client.sdk.commons.errors import ForbiddenApiError, NotFoundApiError, UnauthorizedApiError
from conftest import key, local_dataset, row, url


def of_accounts(workspace, member, other, name):
    # Others are not shown to an annotator.
    user = rg.User.from_id(member.id) if rg.User.me().is_owner else rg.User.me()
    yield from {
        "User.list": lambda: list(rg.User.list()),
        "User.create": lambda: rg.User.create(name, password="12345678"),
        "User.from_id": lambda: rg.User.from_id(member.id),
        "User.from_name": lambda: rg.User.from_name(member.username),
        "User.me": rg.User.me,
        "User.workspaces": lambda: user.workspaces,
        "User.delete": user.delete,
        "Workspace.list": lambda: list(rg.Workspace.list()),
        "Workspace.create": lambda: rg.Workspace.create(name),
        "Workspace.from_id": lambda: rg.Workspace.from_id(workspace.id),
        "Workspace.from_name": lambda: rg.Workspace.from_name(workspace.name),
        "Workspace.users": lambda: workspace.users,
        "Workspace.add_user": lambda: workspace.add_user(other.id),
        "Workspace.delete_user": lambda: workspace.delete_user(member.id),
        "Workspace.delete": workspace.delete,
        "utils.assign_records": lambda: utils.assign_records([name, f"{name}-2"], [1, 2], overlap=1),
        "utils.assign_workspaces": lambda: utils.assign_workspaces({name: [1]}, "individual"),
        "rg.list_workspaces": lambda: list(rg.list_workspaces()),
        "rg.set_workspace": lambda: rg.set_workspace(workspace.name),
        "rg.server_info": rg.server_info,
    }.items()


def of_datasets(workspace, held, name):
    yield from {
        "FeedbackDataset.push_to_argilla": lambda: local_dataset().push_to_argilla(name=name, workspace=workspace.name),
        "FeedbackDataset.from_argilla": lambda: rg.FeedbackDataset.from_argilla(id=held.id),
        "FeedbackDataset.list": lambda: rg.FeedbackDataset.list(workspace.name),
        "rg.list_datasets": lambda: rg.list_datasets(workspace.name),
        "rg.load": lambda: rg.load(held.name, workspace=workspace.name),
        "rg.delete": lambda: rg.delete(held.name, workspace=workspace.name),
        "RemoteFeedbackDataset.metadata_properties": lambda: held.metadata_properties,
        "RemoteFeedbackDataset.metadata_property_by_name": lambda: held.metadata_property_by_name("lang"),
        "RemoteFeedbackDataset.add_metadata_property": lambda: held.add_metadata_property(rg.TermsMetadataProperty(name="new")),
        "RemoteFeedbackDataset.update_metadata_properties": lambda: held.update_metadata_properties([held.property]),
        "RemoteFeedbackDataset.delete_metadata_properties": lambda: held.delete_metadata_properties("lang"),
        "RemoteFeedbackDataset.vectors_settings": lambda: held.vectors_settings,
        "RemoteFeedbackDataset.vector_settings_by_name": lambda: held.vector_settings_by_name("meaning"),
        "RemoteFeedbackDataset.add_vector_settings": lambda: held.add_vector_settings(rg.VectorSettings(name="new", dimensions=2)),
        "RemoteFeedbackDataset.update_vectors_settings": lambda: held.update_vectors_settings([held.vector]),
        "RemoteFeedbackDataset.delete_vectors_settings": lambda: held.delete_vectors_settings("meaning"),
        "RemoteFeedbackDataset.filter_by": lambda: held.filter_by(metadata_filters=[rg.TermsMetadataFilter(name="lang", values=["en"])]),
        "RemoteFeedbackDataset.sort_by": lambda: held.sort_by([rg.SortBy(field="metadata.lang", order="asc")]),
        "RemoteFeedbackDataset.format_as": lambda: held.format_as("datasets"),
        "RemoteFeedbackDataset.pull": held.pull,
        "RemoteFeedbackDataset.push_to_huggingface": lambda: held.push_to_huggingface("somebody/refused"),
        "RemoteFeedbackDataset.unify_responses": lambda: held.unify_responses("label", "majority"),
        "RemoteFeedbackDataset.compute_unified_responses": lambda: held.compute_unified_responses("label", "majority"),
        "RemoteFeedbackDataset.compute_model_metrics": lambda: held.compute_model_metrics(metric_names="accuracy", question_name="label"),
        "RemoteFeedbackDataset.compute_agreement_metrics": lambda: held.compute_agreement_metrics("alpha", "label", "prompt"),
        "RemoteFeedbackDataset.prepare_for_training": lambda: held.prepare_for_training(
            framework="transformers",
            task=rg.feedback.TrainingTask.for_text_classification(
                text=held.field_by_name("prompt"), label=held.question_by_name("label")
            ),
        ),
        "RemoteFeedbackDataset.delete": held.delete,
    }.items()


def of_records(held, record):
    for owner, records in (("RemoteFeedbackDataset", held), ("RemoteFeedbackRecords", held.records)):
        suffix = "_records" if records is held else ""
        similar = getattr(records, f"find_similar{suffix}")
        yield from {
            f"{owner}.__len__": lambda records=records: len(records),
            f"{owner}.__getitem__": lambda records=records: records[0],
            f"{owner}.__iter__": lambda records=records: next(iter(records)),
            f"{owner}.add{suffix}": lambda records=records, suffix=suffix: getattr(records, f"add{suffix}")([row(1)]),
            f"{owner}.update{suffix}": lambda records=records, suffix=suffix: getattr(records, f"update{suffix}")([record]),
            f"{owner}.delete{suffix}": lambda records=records, suffix=suffix: getattr(records, f"delete{suffix}")([record]),
            f"{owner}.find_similar{suffix}": lambda similar=similar: similar("meaning", value=[1.0, 2.0]),
        }.items()


def of_record(record):
    yield from {
        "RemoteFeedbackRecord.update": record.update,
        "RemoteFeedbackRecord.delete_suggestions": lambda: record.delete_suggestions(list(record.suggestions)),
        "RemoteSuggestionSchema.delete": lambda: record.suggestions[0].delete(),
        "RemoteFeedbackRecord.delete": record.delete,
    }.items()


@pytest.fixture
def calls(pushed, workspace, person, fresh):
    """All of it, as the caller with the key holds it after reading it with one that was good."""
    member, other = (rg.User.create(fresh("user"), password="12345678") for _ in range(2))
    workspace.add_user(member.id)
    pushed.add_records([row(0)])
    record = pushed[0]
    record.suggestions = [{"question_name": "why", "value": "because"}]
    record.update()

    def made(own_key, then=None):
        rg.init(api_url=url, api_key=own_key)
        held = rg.FeedbackDataset.from_argilla(id=pushed.id)
        held.property, held.vector = held.metadata_properties[0], held.vectors_settings[0]
        kept = rg.Workspace.from_id(workspace.id)
        asked = [*of_accounts(kept, member, other, fresh("new")), *of_datasets(kept, held, fresh("new"))]
        asked += of_records(held, record)
        if rg.User.me().role != "annotator":  # the package does not let annotators hold a record
            asked += of_record(held[0])
        if then:
            held._client.headers["X-Argilla-Api-Key"] = then
        return asked

    made.people = [member, other]
    return made


def chain(error):
    return {type(each) for each in (error, error.__cause__, error.__context__) if each}


def expect(calls, usually, otherwise):
    """The package tells some refusals in words of its own: the server's is the cause then."""
    found = {}
    for name, call in calls:
        try:
            call()
            found[name] = {None}
        except Exception as error:
            found[name] = chain(error)
    assert otherwise.keys() <= found.keys()
    assert {name: each for name, each in found.items() if otherwise.get(name, usually) not in each} == {}


def test_with_a_key_that_was_replaced(calls):
    allowed = dict.fromkeys(["User.me", "rg.server_info"])  # held in memory, and open to all
    expect(calls(key, "a key that was replaced"), UnauthorizedApiError, {**allowed, "FeedbackDataset.from_argilla": ValueError})


def test_by_an_annotator_of_the_workspace(calls, person, workspace, pushed):
    _, own = person(workspace)
    reads = ["User.me", "User.workspaces", "Workspace.list", "Workspace.from_id", "Workspace.from_name", "rg.list_workspaces"]
    reads += ["rg.set_workspace", "rg.server_info", "FeedbackDataset.from_argilla", "FeedbackDataset.list", "rg.list_datasets", "rg.load"]
    of_remote = ["metadata_properties", "metadata_property_by_name", "vectors_settings", "vector_settings_by_name", "filter_by", "sort_by"]
    otherwise = {
        **dict.fromkeys([*reads, *(f"RemoteFeedbackDataset.{name}" for name in of_remote)]),
        # Only here the package leaves it to the server to say no.
        "FeedbackDataset.push_to_argilla": ForbiddenApiError,
        "RemoteFeedbackDataset.delete_vectors_settings": ForbiddenApiError,
    }
    expect(calls(own), PermissionError, otherwise)
    rg.init(api_url=url, api_key=key)
    assert [each.external_id for each in pushed] == ["0"]
    assert [each.name for each in pushed.metadata_properties] == ["lang", "length", "share"]


def test_about_what_is_gone(calls, workspace, pushed):
    asked = calls(key)
    pushed.delete()
    for each in calls.people:
        each.delete()
    workspace.delete()
    still = ["User.list", "User.create", "User.me", "Workspace.list", "Workspace.create", "rg.list_workspaces", "rg.server_info"]
    by_name = ["User.from_id", "User.from_name", "Workspace.from_name", "Workspace.add_user", "Workspace.delete_user"]
    by_name += ["FeedbackDataset.push_to_argilla", "FeedbackDataset.from_argilla", "FeedbackDataset.list"]
    by_name += ["rg.set_workspace", "rg.load"]
    otherwise = {
        **dict.fromkeys([*still, "utils.assign_records", "utils.assign_workspaces"]),
        # It looks through a list, and finds nothing.
        **dict.fromkeys(by_name, ValueError),
    }
    expect(asked, NotFoundApiError, otherwise)
