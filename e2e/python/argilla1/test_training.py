"""What people do with the answers: unify, measure, prepare for training. The server's part is that all of it arrives."""
import argilla as rg
import pytest
from argilla.client.feedback.metrics.agreement_metrics import AgreementMetric
from argilla.client.feedback.schemas.remote.records import RemoteFeedbackRecord
from conftest import key, url

texts = [f"text number {number} with words of its own" for number in range(8)]
"""Two of three people say the same of each record; the model agrees with them on the even ones."""


def answers(number):
    common = "good" if number % 2 == 0 else "bad"
    return [common, common, "bad" if common == "good" else "good"]


@pytest.fixture
def answered(workspace, fresh):
    people = [rg.User.create(fresh("user"), password="12345678", workspaces=[workspace.name]) for _ in range(3)]
    local = rg.FeedbackDataset(
        fields=[rg.TextField(name="prompt")],
        questions=[
            rg.LabelQuestion(name="label", labels=["good", "bad"]),
            rg.RatingQuestion(name="quality", values=[1, 2, 3], required=False),
            rg.TextQuestion(name="answer", required=False),
        ],
    )
    local.add_records(
        [
            rg.FeedbackRecord(
                fields={"prompt": text},
                external_id=str(number),
                suggestions=[{"question_name": "label", "value": "good", "agent": "model"}],
                responses=[
                    {
                        "user_id": person.id,
                        "status": "submitted",
                        "values": {
                            "label": {"value": answer},
                            "quality": {"value": position + 1},
                            "answer": {"value": f"answer {number}"},
                        },
                    }
                    for position, (person, answer) in enumerate(zip(people, answers(number)))
                ],
            )
            for number, text in enumerate(texts)
        ]
    )
    return local.push_to_argilla(name=fresh("dataset"), workspace=workspace.name), people


def test_answers_of_several_people_are_unified(answered):
    remote, _ = answered
    for unify in (remote.unify_responses, remote.compute_unified_responses):
        unify("label", "majority")
    pulled = remote.pull()
    pulled.compute_unified_responses("label", "majority")
    pulled.compute_unified_responses("quality", "mean")
    assert [each.unified_responses["label"][0].value for each in pulled.records] == [answers(n)[0] for n in range(8)]
    assert {each.unified_responses["quality"][0].value for each in pulled.records} == {"2"}


def test_agreement_is_measured(answered):
    remote, _ = answered
    measured = remote.compute_agreement_metrics(metric_names="alpha", question_name="label", field_name="prompt")
    assert measured.count == 24
    # Three answers a record, one of them the odd one out: worse than by chance.
    assert measured.result == pytest.approx(-0.278, abs=0.01)
    assert AgreementMetric(remote.pull(), "label", "prompt").compute("alpha").result == measured.result


def test_people_are_measured_against_the_model(answered):
    remote, people = answered
    by_person = remote.compute_model_metrics(metric_names="accuracy", question_name="label")
    assert {person: each.result for person, (each,) in ((who, found if isinstance(found, list) else [found]) for who, found in by_person.items())} == {
        str(person.id): 0.5 for person in people
    }


def test_a_trainer_gets_its_rows(answered):
    remote, _ = answered
    task = rg.feedback.TrainingTask.for_text_classification(
        text=remote.field_by_name("prompt"), label=remote.question_by_name("label")
    )
    rows = remote.prepare_for_training(framework="transformers", task=task)
    assert sorted(rows["text"]) == sorted(texts)
    names = rows.features["label"].names
    assert {row["text"]: names[row["label"]] for row in rows} == {text: answers(n)[0] for n, text in enumerate(texts)}
    openai = remote.prepare_for_training(framework="openai", task=task)
    assert len(openai) == 8 and {"prompt", "completion"} == set(openai[0])
    frame = remote.prepare_for_training(framework="spark-nlp", task=task)
    assert list(frame.columns) == ["text", "label"] and len(frame) == 8
    tuning = rg.feedback.TrainingTask.for_supervised_fine_tuning(
        formatting_func=lambda sample: f"{sample['prompt']} -> {sample['answer'][0]['value']}"
    )
    split = remote.prepare_for_training(framework="trl", task=tuning, train_size=0.5)
    assert len(split["train"]) == len(split["test"]) == 4
    assert split["train"]["text"][0].split(" -> ")[1].startswith("answer ")


def test_a_person_who_is_deleted_leaves_the_answers(answered):
    remote, people = answered
    people[0].delete()
    read = rg.FeedbackDataset.from_argilla(id=remote.id)
    assert [len(record.responses) for record in read.records] == [3] * 8
    assert str(people[0].id) in {str(each.user_id) for each in read[0].responses}
