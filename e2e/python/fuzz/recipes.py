"""A request for each operation that the server should grant: what is made up is laid into it piece by piece."""
import json

from world import answers, call, fresh, options, password, receiver, values

tokenizer = {
    **dict.fromkeys(("normalizer", "pre_tokenizer", "post_processor", "decoder")),
    "added_tokens": [],
    "model": {"type": "BPE", "vocab": {"a": 0, "b": 1}, "merges": []},
}
text = {"type": "text"}
no_such_thing = "is answered with 404 as long as there is no service to sign in by"
never_granted = {"oauth.authentication": no_such_thing, "oauth.accessToken": no_such_thing}
"""Operations that no request is granted, and why."""


def made_in(world, noun, **members):
    """Something new in the dataset that is a draft."""
    return call("POST", f"/api/v1/datasets/{world.draft['id']}/{noun}", {"name": fresh("n"), "title": "T", **members})["id"]


def recipe(operation, world):
    """The parameters and the body, or nothing for what needs none; what a removal removes is made for it."""
    ready, draft = world.ready, world.draft
    dataset, record = {"dataset_id": ready["id"]}, world.records[0]
    version = {**dataset, "version": "1", "question": "quality"}
    workspace = {"workspace_id": world.workspace}
    user = lambda: {"user_id": world.person()["id"]}
    about = {**dataset, "question": "label"}
    link = lambda: call("POST", f"/api/v1/users/{world.person()['id']}/password-reset", {})["token"]
    prompt = {"fields": {"prompt": fresh("p")}, "metadata": {"terms": "y"}, "external_id": fresh("e")}
    line = json.dumps(prompt) + "\n"
    credentials = {"username": world.people[0]["username"], "password": password}
    own = "a password for tests"
    hub = {"name": "somebody/none", "subset": "default", "split": "train"}
    known = {
        "users.signIn": lambda: ({}, credentials),
        "users.token": lambda: ({}, credentials),
        "users.get": lambda: (user(), None),
        "users.create": lambda: ({}, {"username": fresh("u"), "first_name": "A", "password": password}),
        "users.update": lambda: (user(), {"first_name": "B", "last_name": "C"}),
        "users.remove": lambda: (user(), None),
        "users.changePassword": lambda: ({}, {"current_password": own, "password": own}),
        "users.makeResetLink": lambda: (user(), {}),
        "users.readResetLink": lambda: ({}, {"token": link()}),
        "users.resetPassword": lambda: ({}, {"token": link(), "password": password}),
        "workspaces.ofUser": lambda: ({"user_id": world.people[0]["id"]}, None),
        "workspaces.create": lambda: ({}, {"name": fresh("w")}),
        "workspaces.remove": lambda: ({"workspace_id": call("POST", "/api/v1/workspaces", {"name": fresh("w")})["id"]}, None),
        "workspaces.addUser": lambda: (workspace, user()),
        "workspaces.removeUser": lambda: ({**workspace, **member(world, user())}, None),
        "datasets.create": lambda: ({}, {"name": fresh("d"), **workspace}),
        "datasets.update": lambda: (dataset, {"guidelines": "Read.", "allow_extra_metadata": True}),
        "datasets.remove": lambda: ({"dataset_id": call("POST", "/api/v1/datasets", {"name": fresh("d"), **workspace})["id"]}, None),
        "datasets.publish": lambda: ({"dataset_id": world.dataset(publish=False)["id"]}, None),
        "fields.create": lambda: ({"dataset_id": draft["id"]}, {"name": fresh("f"), "title": "F", "settings": text}),
        "fields.update": lambda: ({"field_id": draft["field"]}, {"title": "T"}),
        "fields.remove": lambda: ({"field_id": made_in(world, "fields", settings=text)}, None),
        "questions.create": lambda: ({"dataset_id": draft["id"]}, {"name": fresh("q"), "title": "Q", "settings": text}),
        "questions.update": lambda: ({"question_id": draft["questions"]["label"]}, {"title": "T", "settings": {"type": "label_selection", "options": options}}),
        "questions.remove": lambda: ({"question_id": made_in(world, "questions", settings=text)}, None),
        "metadataProperties.create": lambda: (dataset, {"name": fresh("m"), "title": "M", "settings": {"type": "terms"}}),
        "metadataProperties.update": lambda: ({"metadata_property_id": ready["properties"]["terms"]}, {"title": "T"}),
        "metadataProperties.metrics": lambda: ({"metadata_property_id": ready["properties"]["integer"]}, None),
        "metadataProperties.remove": lambda: ({"metadata_property_id": made_in(world, "metadata-properties", settings={"type": "terms"})}, None),
        "vectorsSettings.create": lambda: (dataset, {"name": fresh("v"), "title": "V", "dimensions": 3}),
        "vectorsSettings.update": lambda: ({"vector_settings_id": ready["vector"]}, {"title": "T"}),
        "vectorsSettings.remove": lambda: ({"vector_settings_id": made_in(world, "vectors-settings", dimensions=2)}, None),
        "records.create": lambda: (dataset, {"items": [prompt]}),
        "records.upsert": lambda: (dataset, {"items": [{"id": record["id"], "metadata": {"terms": "z"}}, prompt]}),
        "records.stream": lambda: (dataset, line),
        "restore.records": lambda: (dataset, line),
        "records.get": lambda: ({"record_id": record["id"]}, None),
        "records.update": lambda: ({"record_id": record["id"]}, {"metadata": {"terms": "u"}}),
        "records.remove": lambda: ({"record_id": world.filled()[0]["id"]}, None),
        "records.removeMany": lambda: ({**dataset, "ids": world.filled()[0]["id"]}, None),
        "search.all": lambda: (dataset, {"query": {"text": {"q": "prompt"}}}),
        "search.mine": lambda: (dataset, {"query": {"text": {"q": "prompt"}}}),
        "suggestions.list": lambda: ({"record_id": record["id"]}, None),
        "suggestions.upsert": lambda: ({"record_id": record["id"]}, {"question_id": ready["questions"]["label"], "value": values["label"]}),
        "suggestions.removeMany": lambda: (suggestion(world, "ids"), None),
        "suggestions.remove": lambda: (suggestion(world, "suggestion_id"), None),
        "responses.create": lambda: ({"record_id": world.filled()[0]["id"]}, {"status": "submitted", "values": answers}),
        "responses.update": lambda: ({"response_id": world.answered(world.filled()[0])}, {"status": "submitted", "values": answers}),
        "responses.remove": lambda: ({"response_id": world.answered(world.filled()[0])}, None),
        "responses.events": lambda: ({"response_id": world.answered(world.filled()[0])}, None),
        "responses.bulk": lambda: ({}, {"items": [{"record_id": world.filled()[0]["id"], "status": "submitted", "values": answers}]}),
        "leases.take": lambda: (dataset, {"holder": "tab", "count": 2}),
        "leases.renew": lambda: (dataset, {"holder": "tab"}),
        "leases.giveBack": lambda: ({**dataset, "holder": "tab"}, None),
        "exports.selection": lambda: ({**dataset, "where": "submitted >= 1"}, None),
        "exportAids.list": lambda: (workspace, None),
        "exportAids.putTokenizer": lambda: ({**workspace, "name": fresh("t")}, {"tokenizer": tokenizer}),
        "exportAids.putBenchmark": lambda: ({**workspace, "name": fresh("b")}, {"items": ["Which is the heaviest?"]}),
        "exportAids.remove": lambda: ({**workspace, "aid_id": aid(world)}, None),
        "copies.create": lambda: (dataset, {"name": fresh("c"), "where": "submitted >= 1"}),
        "insights.leaderboard": lambda: ({**dataset, "question": "order"}, None),
        "insights.gold": lambda: ({**dataset, "question": "quality", "gold": "metadata.integer"}, None),
        "insights.goldTable": lambda: (dataset, {"question": "quality", "values": {record["id"]: 1}}),
        "insights.gates": lambda: (dataset, {"gates": [{"gate": "completeness", "at_least": 0.5}]}),
        "consensus.compute": lambda: (dataset, {"question": "quality"}),
        "consensus.get": lambda: (version, None),
        "consensus.values": lambda: (version, None),
        "consensus.compare": lambda: ({**version, "version": "2"}, None),
        "consensus.remove": lambda: ({**version, "version": str(computed(world))}, None),
        "history.purge": lambda: (dataset, {}),
        "webhooks.create": lambda: (no_more(world), {"url": receiver, "events": ["dataset.created"]}),
        "webhooks.update": lambda: ({"webhook_id": world.webhook()}, {"enabled": False}),
        "webhooks.remove": lambda: ({"webhook_id": world.webhook()}, None),
        "webhooks.ping": lambda: ({"webhook_id": world.webhook()}, None),
        "webhooks.deliveries": lambda: ({"webhook_id": world.webhook()}, None),
        "jobs.get": lambda: ({"job_id": call("POST", f"/api/v1/datasets/{ready['id']}/export", {"name": "somebody/none", "token": "hf_none"})["id"]}, None),
        "jobs.importFromHub": lambda: (dataset, {**hub, "mapping": {"fields": [{"source": "a", "target": "prompt"}]}}),
        "jobs.exportToHub": lambda: (dataset, {**hub, "token": "hf_none"}),
    }
    if operation in known:
        return known[operation]()
    return (about if operation.startswith("insights.") else {**dataset, **workspace}), None


def member(world, user):
    call("POST", f"/api/v1/workspaces/{world.workspace}/users", user)
    return user


def suggestion(world, name):
    (record,) = world.filled()
    return {"record_id": record["id"], name: record["suggestions"][0]["id"]}


def aid(world):
    return call("PUT", f"/api/v1/workspaces/{world.workspace}/benchmarks/{fresh('b')}", {"items": ["one"]})["id"]


def computed(world):
    return call("POST", f"/api/v1/datasets/{world.ready['id']}/consensus/versions", {"question": "quality"})["version"]


def no_more(world):
    world.webhook()
    return {}
