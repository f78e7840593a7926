"""One of everything on the server, so that what is made up meets things that exist."""
import json
import os
import urllib.request
import uuid

url = os.environ["LOAM_URL"]
key = os.environ["LOAM_API_KEY"]


def call(method, path, body=None):
    headers = {"X-Argilla-Api-Key": key, "Content-Type": "application/json"}
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url + path, method=method, data=data, headers=headers)
    with urllib.request.urlopen(request, timeout=60) as answer:
        text = answer.read()
        return json.loads(text) if text else None


options = [{"value": "a", "text": "A"}, {"value": "b", "text": "B"}]
questions = {
    "why": {"type": "text"},
    "quality": {"type": "rating", "options": [{"value": 1}, {"value": 2}]},
    "label": {"type": "label_selection", "options": options},
    "tags": {"type": "multi_label_selection", "options": options},
    "order": {"type": "ranking", "options": options},
    "span": {"type": "span", "field": "prompt", "options": options},
}
values = {
    "why": "because",
    "quality": 1,
    "label": "a",
    "tags": ["a", "b"],
    "order": [{"value": "a", "rank": 1}, {"value": "b", "rank": 2}],
    "span": [{"label": "a", "start": 0, "end": 1}],
}
property_kinds = ("terms", "integer", "float")


def build_dataset(workspace_id, ids, publish=True):
    body = {"name": f"d-{uuid.uuid4().hex}", "workspace_id": workspace_id}
    dataset = call("POST", "/api/v1/datasets", body)["id"]
    ids["dataset_id"].append(dataset)

    def post(noun, name, **members):
        made = call("POST", f"/api/v1/datasets/{dataset}/{noun}", {"name": name, "title": name, **members})
        return made["id"]

    ids["field_id"].append(post("fields", "prompt", required=True, settings={"type": "text"}))
    asked = {name: post("questions", name, required=False, settings=each) for name, each in questions.items()}
    asked["must"] = post("questions", "must", required=True, settings={"type": "text"})
    ids["question_id"].extend(asked.values())
    for kind in property_kinds:
        ids["metadata_property_id"].append(post("metadata-properties", kind, settings={"type": kind}))
    ids["vector_settings_id"].append(post("vectors-settings", "meaning", dimensions=2))
    if publish:
        call("PUT", f"/api/v1/datasets/{dataset}/publish")
        write_records(dataset, asked, ids)


def write_records(dataset, asked, ids):
    items = [
        {
            "fields": {"prompt": f"prompt {number}"},
            "external_id": f"r{number}",
            "metadata": {"terms": "x", "integer": number, "float": 0.5},
            "vectors": {"meaning": [number + 1, 1]},
            "suggestions": [{"question_id": asked[name], "value": values[name]} for name in questions],
        }
        for number in range(6)
    ]
    records = call("POST", f"/api/v1/datasets/{dataset}/records/bulk", {"items": items})["items"]
    for record in records:
        ids["record_id"].append(record["id"])
        found = call("GET", f"/api/v1/records/{record['id']}/suggestions")["items"]
        ids["suggestion_id"].extend(each["id"] for each in found)
    answers = {name: {"value": value} for name, value in {**values, "must": "x"}.items()}
    for record in records[:3]:
        body = {"status": "submitted", "values": answers}
        ids["response_id"].append(call("POST", f"/api/v1/records/{record['id']}/responses", body)["id"])


def build_world(ids):
    """Adds a workspace, people, datasets and what is in them to the ids, by the name a path gives them."""
    workspace = call("POST", "/api/v1/workspaces", {"name": f"w-{uuid.uuid4().hex}"})["id"]
    ids["workspace_id"].append(workspace)
    for role in ("annotator", "admin"):
        person = {"username": f"u-{uuid.uuid4().hex}", "first_name": "A", "password": "12345678", "role": role}
        user = call("POST", "/api/v1/users", person)["id"]
        call("POST", f"/api/v1/workspaces/{workspace}/users", {"user_id": user})
        ids["user_id"].append(user)
    build_dataset(workspace, ids)
    build_dataset(workspace, ids)
    build_dataset(workspace, ids, publish=False)
