"""Fills a real Argilla 1.29 through its own client: four teams that answer the same questions, vectors, suggestions."""
import os
import random

import argilla as rg

count = int(os.environ.get("RECORDS", "800"))
rg.init(api_url=os.environ["ARGILLA_URL"], api_key=os.environ["ARGILLA_KEY"])
chance = random.Random(7)
teams = ["team-a", "team-b", "team-c", "team-d"]
for team in teams:
    rg.Workspace.create(team)
people = [
    rg.User.create(username=f"person-{number}", first_name=f"Person {number}", role="annotator", password="12345678")
    for number in range(4)
]
for number, person in enumerate(people):
    # One in every team, the others in their own.
    for team in teams if number == 0 else [teams[number]]:
        rg.Workspace.from_name(team).add_user(person.id)


def answer(number):
    return {
        "stars": {"value": chance.randint(1, 5)},
        "label": {"value": chance.choice(["y", "n"])},
        "labels": {"value": chance.sample(["a", "b", "c"], 2)},
        "order": {"value": [{"value": "left", "rank": 2}, {"value": "right", "rank": 1}]},
        "spans": {"value": [{"label": "person", "start": 0, "end": 2}]},
        "comment": {"value": f"naïve 👍🏽 {number}"},
    }


def record(number, members):
    statuses = chance.choices(["submitted", "draft", "discarded", None], [5, 2, 2, 2], k=len(members))
    return rg.FeedbackRecord(
        fields={"prompt": f"🏳️‍🌈 e\u0301 prompt {number} " + "word " * 40},
        external_id=f"record-{number}",
        metadata={"source": chance.choice(["forum", "mail"]), "length": number},
        vectors={"meaning": [chance.uniform(-1, 1) for _ in range(8)]},
        responses=[
            {"user_id": person.id, "status": status, "values": answer(number)}
            for person, status in zip(members, statuses)
            if status
        ],
        suggestions=[{"question_name": "label", "value": "y", "agent": "model-1", "score": 0.25, "type": "model"}],
    )


for number, team in enumerate(teams):
    dataset = rg.FeedbackDataset(
        guidelines="Read, then judge.",
        fields=[rg.TextField(name="prompt")],
        questions=[
            rg.RatingQuestion(name="stars", values=[1, 2, 3, 4, 5]),
            rg.LabelQuestion(name="label", labels={"y": "Yes", "n": "No"}, required=False),
            rg.MultiLabelQuestion(name="labels", labels=["a", "b", "c"], required=False),
            rg.RankingQuestion(name="order", values=["left", "right"], required=False),
            rg.SpanQuestion(name="spans", field="prompt", labels=["person", "place"], required=False),
            rg.TextQuestion(name="comment", required=False),
        ],
        metadata_properties=[rg.TermsMetadataProperty(name="source"), rg.IntegerMetadataProperty(name="length")],
        vectors_settings=[rg.VectorSettings(name="meaning", dimensions=8)],
    )
    members = [people[0]] if number == 0 else [people[0], people[number]]
    dataset.add_records([record(each, members) for each in range(count // 4)])
    dataset.push_to_argilla(name="answers", workspace=team, show_progress=False)
print("filled")
