"""A thousand records with everything a record can have: what comes out, by each way there is, is what went in."""
import json
import random

import argilla as rg
import pytest
from conftest import every_property, every_question

count = 1000
texts = ["👩‍👩‍👧 Ünï {} name", "🇩🇪🇫🇷 flags {}", "e\u0301 a\u0308 combined {}", "日本語の記録 {}", "plain {}"]


def answers(number, people):
    """None, one or two people: the first submits, the second discards or is not done yet."""
    first, second = people
    if number % 3 > 0:
        yield rg.Response("label", "bad" if number % 2 else "good", user_id=first, status="submitted")
        yield rg.Response("tags", ["a", "c"], user_id=first, status="submitted")
        yield rg.Response("quality", number % 5 + 1, user_id=first, status="submitted")
        yield rg.Response("order", ["y", "x"], user_id=first, status="submitted")
        yield rg.Response("why", f"because {number}", user_id=first, status="submitted")
        yield rg.Response("span", [{"label": "name", "start": 0, "end": 5}], user_id=first, status="submitted")
    if number % 3 == 2:
        yield rg.Response("why", "unsure", user_id=second, status="draft" if number % 2 else "discarded")


def proposals(number):
    """Two on each record, and on every fourth one for each question."""
    yield rg.Suggestion("label", "good" if number % 3 else "bad", score=number / count, agent=f"model-{number % 2}", type="model")
    yield rg.Suggestion("quality", number % 5 + 1, type="human")
    if number % 4 == 0:
        yield rg.Suggestion("tags", ["a", "b"], score=[0.25, 1.0])
        yield rg.Suggestion("order", ["y", "x"])
        yield rg.Suggestion("why", "suggested 👍🏽")
        yield rg.Suggestion("span", [{"label": "name", "start": 0, "end": 5}])


def make(number, people):
    return rg.Record(
        id=f"row-{number}",
        fields={
            "prompt": texts[number % len(texts)].format(number),
            "turns": [{"role": "user", "content": f"hi {number}"}, {"role": "assistant", "content": "😀"}],
        },
        metadata={"lang": "en" if number % 2 == 0 else "de", "length": number, "share": number / 8},
        vectors={"meaning": [float(number + 1), 1.5]},
        suggestions=list(proposals(number)),
        responses=list(answers(number, people)),
    )


@pytest.fixture(scope="module")
def people(client):
    second = rg.User(username=f"second-{random.getrandbits(40)}", password="12345678", client=client).create()
    return client.me.id, second.id


@pytest.fixture(scope="module")
def wanted(people):
    return [make(number, people) for number in range(count)]


def dataset_of(client, records):
    workspace = rg.Workspace(name=f"round-trip-{random.getrandbits(40)}", client=client).create()
    settings = rg.Settings(
        fields=[rg.TextField(name="prompt"), rg.ChatField(name="turns", required=False)],
        questions=every_question(),
        metadata=every_property(),
        vectors=[rg.VectorField(name="meaning", dimensions=2)],
    )
    dataset = rg.Dataset(name="all", workspace=workspace, settings=settings, client=client).create()
    dataset.records.log(records)
    return dataset


@pytest.fixture(scope="module")
def logged(client, people):
    return dataset_of(client, [make(number, people) for number in range(count)])


@pytest.fixture(scope="module")
def few(client, people):
    """What is read back from files is written a second time: a hundred are enough to see each shape."""
    return dataset_of(client, [make(number, people) for number in range(100)])


def whole(record):
    """What a record says, as the package itself makes a dictionary of it; without what the server adds."""
    found = record if isinstance(record, dict) else record.to_dict()
    answered = {name: sorted(given, key=str) for name, given in found["responses"].items()}
    return {**{name: each for name, each in found.items() if name not in ("_server_id", "status")}, "responses": answered}


def told(record):
    """What `whole` leaves out of the answers and suggestions."""
    given = sorted((each.question_name, str(each.user_id), each.status.value) for each in record.responses)
    return given, [(each.question_name, each.type) for each in record.suggestions]


def everything(dataset):
    return dataset.records(with_vectors=True)


def test_each_record_comes_back_as_it_went(logged, wanted):
    read = list(everything(logged))
    assert [whole(each) for each in read] == [whole(each) for each in wanted]
    assert [told(each) for each in read] == [told(each) for each in wanted]
    assert all(isinstance(each.metadata["share"], float) and isinstance(each.metadata["length"], int) for each in read)
    assert [each.status for each in read] == ["completed" if number % 3 else "pending" for number in range(count)]
    assert logged.progress() == {"total": count, "completed": 666, "pending": 334}
    assert logged.progress(with_users_distribution=True)["users"]["owner"]["completed"]["submitted"] == 666


def test_lists_and_dictionaries_hold_each_record(logged, wanted):
    assert [whole(each) for each in everything(logged).to_list(flatten=False)] == [whole(each) for each in wanted]
    by_id = everything(logged).to_dict(flatten=False, orient="index")
    assert list(by_id) == [each.id for each in wanted]
    assert [whole(each) for each in by_id.values()] == [whole(each) for each in wanted]
    flat = everything(logged).to_list(flatten=True)
    columns = everything(logged).to_dict(flatten=True, orient="names")
    for name in ("id", "prompt", "turns", "lang", "share", "meaning", "tags.suggestion.score", "why.responses.status"):
        assert columns[name] == [row[name] for row in flat], name
    for there, row in zip(wanted, flat):
        assert (row["id"], row["prompt"], row["length"], row["meaning"]) == (
            there.id,
            there.fields["prompt"],
            there.metadata["length"],
            there.vectors["meaning"],
        )
        for each in there.suggestions:
            assert (row[f"{each.question_name}.suggestion"], row[f"{each.question_name}.suggestion.score"]) == (each.value, each.score)
        assert (row["quality.responses"] or []) == [each.value for each in there.responses["quality"]]
        assert sorted(row["why.responses.users"] or []) == sorted(str(each.user_id) for each in there.responses["why"])


def fresh_copy(dataset, name):
    return rg.Dataset(name=name, workspace=dataset.workspace, settings=dataset.settings, client=dataset._client).create()


def without(name, records):
    return [{**whole(each), name: {}} for each in records]


def test_a_file_of_json_holds_each_record(logged, few, wanted, tmp_path, fresh):
    path = everything(logged).to_json(tmp_path / "records.json")
    assert [whole(each) for each in json.loads(path.read_text())] == [json.loads(json.dumps(whole(each))) for each in wanted]
    copy = fresh_copy(few, fresh("copy"))
    copy.records.from_json(everything(few).to_json(tmp_path / "few.json"))
    assert [whole(each) for each in everything(copy)] == [whole(each) for each in wanted[:100]]


def test_a_folder_holds_the_dataset(few, wanted, tmp_path, fresh, client):
    few.to_disk(str(tmp_path))
    copy = rg.Dataset.from_disk(str(tmp_path), name=fresh("copy"), workspace=few.workspace.name, client=client)
    # Vectors are not among what the package writes to a folder.
    assert without("vectors", everything(copy)) == without("vectors", wanted[:100])
    assert [each.name for each in copy.settings.questions] == [each.name for each in few.settings.questions]


def test_a_hub_dataset_holds_each_record(logged, few, wanted, fresh):
    table = everything(logged).to_datasets()
    assert table["prompt"] == [each.fields["prompt"] for each in wanted]
    assert table["share"] == [each.metadata["share"] for each in wanted]
    assert table["meaning"] == [each.vectors["meaning"] for each in wanted]
    names = table.features["label.suggestion"].names
    assert [names[each] for each in table["label.suggestion"]] == [each.suggestions["label"].value for each in wanted]
    assert [each or [] for each in table["why.responses"]] == [[one.value for one in each.responses["why"]] for each in wanted]
    assert few.records.to_datasets()["prompt"] == [each.fields["prompt"] for each in wanted[:100]]
    copy = fresh_copy(few, fresh("copy"))
    columns = [f"{name}.suggestion" for name in ("label", "tags", "quality", "order", "why", "span")]
    columns += ["label.suggestion.score", "tags.suggestion.score", "label.suggestion.agent"]
    copy.records.log(everything(few).to_datasets(), mapping={name: name for name in columns})
    assert without("responses", everything(copy)) == without("responses", wanted[:100])


def suggested(name, condition):
    return lambda record: any(each.question_name == name and condition(each) for each in record.suggestions)


def answered(name, condition):
    return lambda record: any(condition(each) for each in record.responses[name])


filters = {
    "terms": ([("metadata.lang", "==", "de")], lambda record: record.metadata["lang"] == "de"),
    "several terms": ([("metadata.lang", "in", ["en", "de"])], lambda record: True),
    "an integer": ([("metadata.length", "==", 7)], lambda record: record.metadata["length"] == 7),
    "integers": ([("metadata.length", ">=", 990), ("metadata.length", "<=", 995)], lambda record: 990 <= record.metadata["length"] <= 995),
    "floats": ([("metadata.share", ">=", 1.5), ("metadata.share", "<=", 2.125)], lambda record: 1.5 <= record.metadata["share"] <= 2.125),
    "a suggested label": ([("label.suggestion", "==", "bad")], suggested("label", lambda each: each.value == "bad")),
    "suggested labels": ([("tags.suggestion", "in", ["b", "c"])], suggested("tags", lambda each: True)),
    "a suggested rating": ([("quality.suggestion", ">=", 4)], suggested("quality", lambda each: each.value >= 4)),
    "a score": ([("label.score", ">=", 0.5), ("label.score", "<=", 0.51)], suggested("label", lambda each: 0.5 <= each.score <= 0.51)),
    "an agent": ([("label.agent", "==", "model-1")], suggested("label", lambda each: each.agent == "model-1")),
    "agents": ([("label.agent", "in", ["model-0", "model-9"])], suggested("label", lambda each: each.agent == "model-0")),
    "a kind of suggestion": ([("quality.type", "==", "human")], lambda record: True),
    "an answered label": ([("label.response", "==", "bad")], answered("label", lambda each: each.value == "bad")),
    "answered labels": ([("tags.response", "in", ["c"])], answered("tags", lambda each: True)),
    "an answered rating": ([("quality.response", "==", 5)], answered("quality", lambda each: each.value == 5)),
    "answered ratings": ([("quality.response", "<=", 2)], answered("quality", lambda each: each.value <= 2)),
    "submitted": ([("response.status", "==", "submitted")], answered("label", lambda each: True)),
    "draft": ([("response.status", "==", "draft")], answered("why", lambda each: each.status == "draft")),
    "discarded or draft": ([("response.status", "in", ["draft", "discarded"])], answered("why", lambda each: each.status != "submitted")),
    "not answered": ([("response.status", "==", "pending")], lambda record: len(list(record.responses)) == 0),
    "completed": ([("status", "==", "completed")], answered("label", lambda each: True)),
    "pending": ([("status", "in", ["pending"])], lambda record: not list(record.responses)),
    "ids": ([("id", "in", ["row-5", "row-7", "row-none"])], lambda record: record.id in ("row-5", "row-7")),
    "all at once": (
        [("metadata.lang", "==", "en"), ("label.response", "==", "good"), ("label.score", ">=", 0.9), ("status", "==", "completed")],
        lambda record: record.metadata["lang"] == "en" and bool(record.responses["label"]) and record.metadata["length"] >= 900,
    ),
}


@pytest.mark.parametrize("name", filters)
def test_a_filter_finds_what_it_says_and_nothing_else(logged, wanted, name):
    conditions, fits = filters[name]
    found = [whole(each) for each in logged.records(rg.Query(filter=rg.Filter(conditions)), with_vectors=True)]
    assert found == [whole(each) for each in wanted if fits(each)]
    assert found


def ids(found):
    return [(each[0] if isinstance(each, tuple) else each).id for each in found]


def test_moments_and_the_server_s_own_ids(logged):
    first, *_, last = list(logged.records)
    moment = last.inserted_at.isoformat()
    assert last.id in ids(logged.records(rg.Query(filter=("inserted_at", ">=", moment))))
    assert first.id not in ids(logged.records(rg.Query(filter=[("inserted_at", "<=", "2020-01-01T00:00:00")])))
    assert ids(logged.records(rg.Query(filter=("_server_id", "in", [first._server_id])))) == [first.id]
    oldest = min(each.updated_at for each in logged.records).isoformat()
    assert len(ids(logged.records(rg.Query(filter=("updated_at", ">=", oldest))))) == count


@pytest.mark.parametrize("text", ["flags", "row-none", "plain 994", "日本語", "👩‍👩‍👧 Ünï 5 name"])
def test_a_text_is_found_where_it_stands(logged, wanted, text):
    words = text.split()
    expected = [each.id for each in wanted if all(word in each.fields["prompt"].split() or word == "日本語" and word in each.fields["prompt"] for word in words)]
    assert ids(logged.records(text)) == expected
    filtered = rg.Query(query=text, filter=("metadata.lang", "==", "de"))
    assert ids(logged.records(filtered)) == [id for id in expected if int(id.removeprefix("row-")) % 2]


def test_likeness_by_value_by_record_and_turned_around(logged):
    def near(value, limit=3, **options):
        filter = options.pop("filter", None)
        return list(logged.records(rg.Query(similar=rg.Similar("meaning", value, **options), filter=filter), limit=limit))

    similar = near([1.0, 1.5])
    assert ids(similar) == ["row-0", "row-1", "row-2"]
    scores = [score for _, score in similar]
    assert scores[0] == pytest.approx(1.0) and scores == sorted(scores, reverse=True)
    assert ids(near(similar[0][0])) == ["row-1", "row-2", "row-3"]
    assert ids(near([1.0, 1.5], most_similar=False)) == ["row-999", "row-998", "row-997"]
    assert ids(near(similar[0][0], most_similar=False)) == ["row-999", "row-998", "row-997"]
    assert ids(near([1.0, 1.5], filter=("metadata.lang", "==", "de"))) == ["row-1", "row-3", "row-5"]
    (row,) = logged.records(rg.Query(similar=rg.Similar("meaning", [1.0, 1.5])), limit=1).to_list(flatten=True)
    assert (row["id"], row["score"]) == ("row-0", pytest.approx(1.0))
