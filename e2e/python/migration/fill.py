"""Fills a real Argilla through its own client: people, every kind of question, drafts, discarded answers, vectors."""
import os
import random

import argilla as rg

count = int(os.environ.get("RECORDS", "2000"))
# A busy machine makes it wait for minutes.
client = rg.Argilla(api_url=os.environ["ARGILLA_URL"], api_key=os.environ["ARGILLA_KEY"], timeout=300)
chance = random.Random(7)
teams = [rg.Workspace(name=name, client=client).create() for name in ("team-a", "team-b")]
people = []
for number, role in enumerate(["admin", "annotator", "annotator", "annotator"]):
    user = rg.User(username=f"person-{number}", first_name=f"Person {number}", role=role, password="12345678", client=client).create()
    for team in teams[: 1 + number % 2]:
        team.add_user(user)
    people.append(user)

kinds = ["a", "b", "c", "d"]
everything = rg.Settings(
    guidelines="Read, then judge. 👩🏽‍🌾",
    fields=[rg.TextField(name="prompt"), rg.TextField(name="reply", required=False, use_markdown=True), rg.ChatField(name="talk", required=False)],
    questions=[
        rg.TextQuestion(name="comment", required=False),
        rg.RatingQuestion(name="stars", values=[0, 1, 2, 3, 4, 5]),
        rg.LabelQuestion(name="label", labels={"y": "Yes", "n": "No"}, required=False),
        rg.MultiLabelQuestion(name="labels", labels=kinds, required=False),
        rg.RankingQuestion(name="order", values=["left", "right"], required=False),
        rg.SpanQuestion(name="spans", field="prompt", labels=["person", "place"], allow_overlapping=True, required=False),
    ],
    metadata=[rg.TermsMetadataProperty(name="source"), rg.IntegerMetadataProperty(name="length", min=0, visible_for_annotators=False), rg.FloatMetadataProperty(name="score")],
    vectors=[rg.VectorField(name="meaning", dimensions=8)],
    distribution=rg.TaskDistribution(min_submitted=2),
    allow_extra_metadata=True,
)


def answer(status):
    values = {
        "stars": {"value": chance.randint(0, 5)},
        "label": {"value": chance.choice(["y", "n"])},
        "labels": {"value": chance.sample(kinds, 2)},
        "order": {"value": [{"value": "left", "rank": 2}, {"value": "right", "rank": 1}]},
        "spans": {"value": [{"label": "person", "start": 0, "end": 2}, {"label": "place", "start": 1, "end": 4}]},
        "comment": {"value": "naïve 👍🏽"},
    }
    return values if status == "submitted" else {"comment": values["comment"], "stars": values["stars"]}


def record(number, names, rich):
    statuses = chance.choices(["submitted", "draft", "discarded", None], [5, 2, 2, 3], k=len(people))
    asked = answer if rich else lambda status: {"comment": {"value": f"demonstration {number}"}}
    item = {
        "fields": {"prompt": f"🏳️‍🌈 e\u0301 prompt {number} " + "word " * 40},
        "external_id": f"record-{number}",
        "responses": [
            {"user_id": str(user.id), "status": status, "values": asked(status)}
            for user, status in zip(people, statuses)
            if status
        ],
    }
    if rich:
        item["metadata"] = {"source": chance.choice(["forum", "mail"]), "length": number, "score": number / 7, "extra": {"deep": [1, None]}}
        item["vectors"] = {"meaning": [chance.uniform(-1, 1) for _ in range(8)]}
        item["suggestions"] = [
            {"question_id": names["stars"], "value": 3, "agent": "model-1", "score": 0.25, "type": "model"},
            {"question_id": names["labels"], "value": ["a", "c"], "score": [0.5, 0.75], "agent": "model-1"},
        ]
    return item


def fill(name, settings, workspace, total, rich):
    dataset = rg.Dataset(name=name, workspace=workspace, settings=settings, client=client).create()
    questions = client.http_client.get(f"/api/v1/datasets/{dataset.id}/questions").json()["items"]
    names = {question["name"]: question["id"] for question in questions}
    for start in range(0, total, 250):
        items = [record(number, names, rich) for number in range(start, min(total, start + 250))]
        client.http_client.post(f"/api/v1/datasets/{dataset.id}/records/bulk", json={"items": items}, timeout=300).raise_for_status()


simple = rg.Settings(fields=[rg.TextField(name="prompt")], questions=[rg.TextQuestion(name="comment")])
fill("everything", everything, "team-a", count, True)
fill("demonstrations", simple, "team-a", count // 4, False)
fill("demonstrations", simple, "team-b", count // 4, False)
print("filled")
