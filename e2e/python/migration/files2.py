"""Writes what argilla 2.x writes: a folder by to_disk, a file by to_json, a Hub dataset by to_hub."""
import base64
import io
import os
import sys
from pathlib import Path

import argilla as rg
from PIL import Image

folder = Path(sys.argv[1])
client = rg.Argilla(api_url=os.environ["LOAM_URL"], api_key=os.environ["LOAM_API_KEY"])
own = client.http_client

names = ["ana", "ben", "lead"]
people = {}
for name in names:
    body = {"username": f"files-{name}", "first_name": name, "role": "annotator", "password": "12345678"}
    people[name] = own.post("/api/v1/users", json=body).raise_for_status().json()["id"]
workspace = rg.Workspace(name="files-2", client=client).create()
for name in names:
    workspace.add_user(client.users(f"files-{name}"))

kinds = ["a", "b", "c"]


def settings(images):
    return rg.Settings(
        guidelines="Read, then judge. 👩🏽‍🌾",
        fields=[
            rg.TextField(name="prompt", use_markdown=True),
            rg.ChatField(name="talk", required=False),
            *([rg.ImageField(name="picture")] if images else []),
            rg.CustomField(name="table", template="<p>{{record.fields.table.x}}</p>", required=False),
        ],
        questions=[
            rg.LabelQuestion(name="label", labels={"y": "Yes", "n": "No"}),
            rg.MultiLabelQuestion(name="tags", labels=kinds, visible_labels=3, required=False),
            rg.RatingQuestion(name="stars", values=[0, 1, 2, 3], required=False),
            rg.RankingQuestion(name="order", values=["left", "right"], required=False),
            rg.TextQuestion(name="why", required=False),
            rg.SpanQuestion(name="spans", field="prompt", labels=["person", "place"], allow_overlapping=True, required=False),
        ],
        metadata=[
            rg.TermsMetadataProperty(name="source", options=["forum", "mail"]),
            rg.IntegerMetadataProperty(name="length", min=0, visible_for_annotators=False),
            rg.FloatMetadataProperty(name="share"),
        ],
        vectors=[rg.VectorField(name="meaning", dimensions=3)],
        distribution=rg.TaskDistribution(min_submitted=2),
        allow_extra_metadata=True,
    )


def picture(number):
    bytes_of = io.BytesIO()
    Image.new("RGB", (4, 4), (number * 40, 10, 10)).save(bytes_of, "PNG")
    return "data:image/png;base64," + base64.b64encode(bytes_of.getvalue()).decode()


def full(number):
    return {
        "label": {"value": "yn"[number % 2]},
        "tags": {"value": kinds[: 1 + number % 3]},
        "stars": {"value": number % 4},
        "order": {"value": [{"value": "left", "rank": 2}, {"value": "right", "rank": 1}]},
        "why": {"value": f"naïve 👍🏽 {number}"},
        "spans": {"value": [{"label": "person", "start": 0, "end": 4}, {"label": "place", "start": 2, "end": 6}]},
    }


def record(number, questions, images):
    fields = {"prompt": f"🏳️‍🌈 e\u0301 *prompt* {number}"}
    if number % 2:
        fields["talk"] = [{"role": "user", "content": "Hi?"}, {"role": "assistant", "content": f"Ho {number}."}]
    if images:
        fields["picture"] = picture(number)
    if number % 3 == 0:
        fields["table"] = {"x": number, "y": ["z", None]}
    responses = [{"user_id": people["ana"], "status": "submitted", "values": full(number)}]
    if number % 2:
        responses.append({"user_id": people["ben"], "status": "submitted", "values": {"label": {"value": "y"}}})
    if number == 2:
        responses.append({"user_id": people["ben"], "status": "draft", "values": {"why": {"value": "not yet"}}})
    if number == 4:
        responses.append({"user_id": people["ben"], "status": "discarded", "values": {}})
    if number == 5:
        responses = [{"user_id": people["ben"], "status": "discarded", "values": {"why": {"value": "odd"}}}]
    if number == 6:
        responses = []
    item = {"fields": fields, "external_id": f"r-{number}", "responses": responses}
    if number != 6:
        item["metadata"] = {"source": "forum", "length": number, "share": number / 7, "extra": f"more {number}"}
        item["vectors"] = {"meaning": [0.1 * number, -1, 2.5]}
        item["suggestions"] = [
            {"question_id": questions["label"], "value": "y", "agent": "model-1", "score": 0.25, "type": "model"},
            {"question_id": questions["tags"], "value": ["a", "c"], "score": [0.5, 0.75], "agent": "model-1"},
            {"question_id": questions["spans"], "value": [{"label": "place", "start": 0, "end": 4, "score": 0.5}], "agent": "model-2"},
            {"question_id": questions["stars"], "value": 2},
        ]
    return item


def fill(name, images, count=7):
    dataset = rg.Dataset(name=name, workspace=workspace, settings=settings(images), client=client).create()
    questions = {each["name"]: each["id"] for each in own.get(f"/api/v1/datasets/{dataset.id}/questions").json()["items"]}
    items = [record(number, questions, images) for number in range(count)]
    own.post(f"/api/v1/datasets/{dataset.id}/records/bulk", json={"items": items}).raise_for_status()
    return client.datasets(name=name, workspace=workspace)


talk = fill("talk", images=False)
(folder / "disk").mkdir(parents=True)
talk.to_disk(str(folder / "disk"))
talk.records(with_suggestions=True, with_responses=True, with_vectors=True).to_json(folder / "records.json")
talk.settings.to_json(folder / "settings.json")
if os.environ.get("HF_ENDPOINT"):
    # Cards want Jinja2, and the imports read none.
    talk.to_hub("team/talk-2", private=True, generate_card=False, token=os.environ["HF_TOKEN"])
    fill("seen", images=True).to_hub("team/seen-2", generate_card=False, token=os.environ["HF_TOKEN"])
print("written")
