"""One of everything on the server, so that what is made up meets things that exist."""
import json
import os
import threading
import urllib.request
import uuid
from collections import defaultdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

url = os.environ["LOAM_URL"]
key = os.environ["LOAM_API_KEY"]
password = "12345678"


def call(method, path, body=None):
    headers = {"X-Argilla-Api-Key": key, "Content-Type": "application/json"}
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url + path, method=method, data=data, headers=headers)
    with urllib.request.urlopen(request, timeout=60) as answer:
        text = answer.read()
        return json.loads(text) if text else None


def fresh(kind):
    return f"{kind}-{uuid.uuid4().hex[:10]}"


def start_receiver():
    """Somebody who hears webhooks and says yes."""

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_address[1]}/hook"


receiver = start_receiver()
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
answers = {name: {"value": value} for name, value in {**values, "must": "x"}.items()}
property_kinds = ("terms", "integer", "float")


class World:
    """A workspace with people, two datasets and what is in them; the ids by the name a path gives them."""

    def __init__(self):
        self.ids = defaultdict(list)
        self.workspace = call("POST", "/api/v1/workspaces", {"name": fresh("w")})["id"]
        self.ids["workspace_id"].append(self.workspace)
        self.people = [self.person(role) for role in ("annotator", "admin")]
        for user in self.people:
            call("POST", f"/api/v1/workspaces/{self.workspace}/users", {"user_id": user["id"]})
        self.draft = self.dataset(publish=False)
        self.ready = self.dataset()
        self.records = self.filled(6)
        for record in self.records[:3]:
            self.answered(record)
        for _ in range(2):
            call("POST", f"/api/v1/datasets/{self.ready['id']}/consensus/versions", {"question": "quality"})

    def person(self, role="annotator"):
        person = {"username": fresh("u"), "first_name": "A", "password": password, "role": role}
        made = call("POST", "/api/v1/users", person)
        self.ids["user_id"].append(made["id"])
        return made

    def dataset(self, publish=True):
        id = call("POST", "/api/v1/datasets", {"name": fresh("d"), "workspace_id": self.workspace})["id"]
        self.ids["dataset_id"].append(id)
        made = {"id": id, "questions": {}}

        def post(noun, path_name, name, **members):
            one = call("POST", f"/api/v1/datasets/{id}/{noun}", {"name": name, "title": name, **members})["id"]
            self.ids[path_name].append(one)
            return one

        made["field"] = post("fields", "field_id", "prompt", required=True, settings={"type": "text"})
        for name, each in questions.items():
            made["questions"][name] = post("questions", "question_id", name, required=False, settings=each)
        made["questions"]["must"] = post("questions", "question_id", "must", required=True, settings={"type": "text"})
        made["properties"] = {
            kind: post("metadata-properties", "metadata_property_id", kind, settings={"type": kind}) for kind in property_kinds
        }
        made["vector"] = post("vectors-settings", "vector_settings_id", "meaning", dimensions=2)
        if publish:
            call("PUT", f"/api/v1/datasets/{id}/publish")
        return made

    def filled(self, count=1):
        """Records of the dataset that is ready, with suggestions."""
        asked = self.ready["questions"]
        items = [
            {
                "fields": {"prompt": f"prompt {number}"},
                "external_id": fresh("r"),
                "metadata": {"terms": "x", "integer": number, "float": 0.5},
                "vectors": {"meaning": [number + 1, 1]},
                "suggestions": [{"question_id": asked[name], "value": values[name]} for name in questions],
            }
            for number in range(count)
        ]
        made = call("POST", f"/api/v1/datasets/{self.ready['id']}/records/bulk", {"items": items})["items"]
        for record in made:
            self.ids["record_id"].append(record["id"])
            record["suggestions"] = call("GET", f"/api/v1/records/{record['id']}/suggestions")["items"]
            self.ids["suggestion_id"].extend(each["id"] for each in record["suggestions"])
        return made

    def answered(self, record):
        body = {"status": "submitted", "values": answers}
        made = call("POST", f"/api/v1/records/{record['id']}/responses", body)["id"]
        self.ids["response_id"].append(made)
        return made

    def webhook(self):
        """There are at most ten on a server."""
        held = call("GET", "/api/v1/webhooks")["items"]
        for each in held[:-4] if len(held) > 7 else []:
            call("DELETE", f"/api/v1/webhooks/{each['id']}")
        made = call("POST", "/api/v1/webhooks", {"url": receiver, "events": ["dataset.deleted"]})["id"]
        self.ids["webhook_id"].append(made)
        return made
