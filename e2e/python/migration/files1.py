"""Writes what argilla 1.29 writes: a Hub dataset by push_to_huggingface, with argilla.yaml beside it."""
import os

import argilla as rg

rg.init(api_url=os.environ["LOAM_URL"], api_key=os.environ["LOAM_API_KEY"])
people = [
    rg.User.create(username=f"older-{name}", first_name=name, role="annotator", password="12345678")
    for name in ("ana", "ben")
]
workspace = rg.Workspace.create("files-1")
for person in people:
    workspace.add_user(person.id)

labels = ["person", "place"]
dataset = rg.FeedbackDataset(
    guidelines="Read, then judge.\n\n👩🏽‍🌾 *Twice*: yes.",
    fields=[rg.TextField(name="prompt", title="The prompt", use_markdown=True), rg.TextField(name="context", required=False)],
    questions=[
        rg.LabelQuestion(name="label", labels={"y": "Yes", "n": "No"}),
        rg.MultiLabelQuestion(name="tags", labels=["a", "b", "c"], required=False),
        rg.RatingQuestion(name="stars", values=[1, 2, 3], description="How good", required=False),
        rg.RankingQuestion(name="order", values=["left", "right"], required=False),
        rg.TextQuestion(name="why", required=False),
        rg.SpanQuestion(name="spans", field="prompt", labels={label: label.upper() for label in labels}, required=False),
    ],
    metadata_properties=[
        rg.TermsMetadataProperty(name="source", values=["forum", "mail"]),
        rg.IntegerMetadataProperty(name="length", min=0, max=100, visible_for_annotators=False),
        rg.FloatMetadataProperty(name="share", title="The share"),
    ],
    vectors_settings=[rg.VectorSettings(name="meaning", dimensions=3)],
    allow_extra_metadata=True,
)


def answer(number):
    return {
        "label": {"value": "yn"[number % 2]},
        "tags": {"value": ["a", "c"]},
        "stars": {"value": 1 + number % 3},
        "order": {"value": [{"value": "left", "rank": 2}, {"value": "right", "rank": 1}]},
        "why": {"value": f"naïve 👍🏽 {number}"},
        "spans": {"value": [{"label": "person", "start": 0, "end": 4}]},
    }


def record(number):
    statuses = [["submitted"], ["submitted", "submitted"], ["submitted", "draft"], ["submitted", "discarded"], []][number % 5]
    responses = [
        {"user_id": person.id, "status": status, "values": answer(number) if status == "submitted" else {"why": {"value": "no"}}}
        for person, status in zip(people, statuses)
    ]
    if number == 4:
        return rg.FeedbackRecord(fields={"prompt": f"bare {number}"})
    return rg.FeedbackRecord(
        fields={"prompt": f"🏳️‍🌈 e\u0301 *prompt* {number}", **({"context": "so"} if number % 2 else {})},
        external_id=f"r-{number}",
        metadata={"source": "mail", "length": number, "share": number / 7, "extra": {"deep": [1, None]}},
        vectors={"meaning": [0.1 * number, -1, 2.5]},
        responses=responses,
        suggestions=[
            {"question_name": "label", "value": "y", "agent": "model-1", "score": 0.25, "type": "model"},
            {"question_name": "tags", "value": ["a", "c"], "score": [0.5, 0.75], "agent": "model-1"},
            {"question_name": "spans", "value": [{"label": "place", "start": 0, "end": 4, "score": 0.5}], "agent": "model-2"},
        ],
    )


dataset.add_records([record(number) for number in range(7)])
dataset.push_to_argilla(name="older", workspace="files-1")
remote = rg.FeedbackDataset.from_argilla(name="older", workspace="files-1", with_vectors="all")
remote.push_to_huggingface("team/older-1", generate_card=False, token=os.environ["HF_TOKEN"])
# One that never was on a server: answers without authors.
lonely = rg.FeedbackDataset(fields=dataset.fields, questions=dataset.questions[:1], guidelines=None)
lonely.add_records([rg.FeedbackRecord(fields={"prompt": "alone"}, responses=[{"values": {"label": {"value": "y"}}}])])
lonely.push_to_huggingface("team/lonely-1", generate_card=False, token=os.environ["HF_TOKEN"])
print("written")
