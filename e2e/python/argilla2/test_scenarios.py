"""What people do with such a system: demonstrations, topics, comparisons, several teams; and who may answer what."""
import argilla as rg
import pytest

prompts = [f"Explain number {number} to a child." for number in range(6)]


def submit(own, record, values, status="submitted"):
    body = {"status": status, "values": {name: {"value": value} for name, value in values.items()}}
    answer = own.http_client.post(f"/api/v1/records/{record._server_id}/responses", json=body)
    return answer.raise_for_status().json()


def next_records(own, dataset):
    """What the annotation page would hand this person; given back at once."""
    leases = f"/api/v1/me/datasets/{dataset.id}/leases"
    taken = own.http_client.post(leases, json={"holder": "test", "count": 10}).raise_for_status().json()
    own.http_client.delete(leases, params={"holder": "test"}).raise_for_status()
    return sorted(each["record"]["external_id"] for each in taken["items"])


@pytest.fixture
def demonstrations(client, workspace):
    settings = rg.Settings(
        guidelines="Please read the prompt carefully and write a helpful, harmless answer.",
        fields=[rg.TextField(name="prompt")],
        questions=[rg.TextQuestion(name="demonstration", title="Your answer to the prompt", required=True)],
    )
    dataset = rg.Dataset(name="demonstrations", workspace=workspace, settings=settings, client=client).create()
    dataset.records.log([{"id": str(number), "prompt": prompt} for number, prompt in enumerate(prompts)])
    return dataset


def test_demonstrations_are_written_and_read(demonstrations, workspace, person, client):
    _, own = person("annotator", workspace)
    for record in demonstrations.records:
        submit(own, record, {"demonstration": f"It is {record.id}."})
    read = client.datasets("demonstrations", workspace=workspace.name)
    assert read.settings.guidelines.startswith("Please read")
    done = read.records(rg.Query(filter=("status", "==", "completed")))
    assert [(each.fields["prompt"], each.responses["demonstration"][0].value) for each in done] == [
        (prompt, f"It is {number}.") for number, prompt in enumerate(prompts)
    ]
    assert read.progress()["completed"] == len(prompts)


def test_people_write_prompts_for_topics(client, workspace, person):
    settings = rg.Settings(
        guidelines="Write prompts for the topic.",
        fields=[rg.TextField(name="topic")],
        questions=[rg.TextQuestion(name="prompt"), rg.RatingQuestion(name="difficulty", values=[1, 2, 3], required=False)],
        distribution=rg.TaskDistribution(min_submitted=2),
    )
    dataset = rg.Dataset(name="writing-topic", workspace=workspace, settings=settings, client=client).create()
    dataset.records.log([{"id": topic, "topic": topic} for topic in ("moon", "bread")])
    for each in ("first", "second"):
        _, own = person("annotator", workspace)
        for record in dataset.records:
            submit(own, record, {"prompt": f"{each} about {record.id}", "difficulty": 2})
    assert {each.id: sorted(one.value for one in each.responses["prompt"]) for each in dataset.records} == {
        topic: [f"first about {topic}", f"second about {topic}"] for topic in ("moon", "bread")
    }
    assert {each.status for each in dataset.records} == {"completed"}


def test_answers_are_compared_by_ranking(client, workspace, person):
    settings = rg.Settings(
        fields=[rg.TextField(name="prompt"), rg.TextField(name="response-1"), rg.TextField(name="response-2")],
        questions=[rg.RankingQuestion(name="preference", values=["response-1", "response-2"])],
    )
    dataset = rg.Dataset(name="comparisons", workspace=workspace, settings=settings, client=client).create()
    dataset.records.log([{"id": "1", "prompt": "p", "response-1": "a", "response-2": "b", "preference": ["response-1", "response-2"]}])
    _, own = person("annotator", workspace)
    (record,) = dataset.records
    assert record.suggestions["preference"].value == ["response-1", "response-2"]
    submit(own, record, {"preference": [{"value": "response-2", "rank": 1}, {"value": "response-1", "rank": 2}]})
    (record,) = dataset.records
    assert record.responses["preference"][0].value == ["response-2", "response-1"]
    # Ties are two values of one rank; the package lists them in the order of the ranks.
    _, other = person("annotator", workspace)
    submit(other, record, {"preference": [{"value": "response-1", "rank": 1}, {"value": "response-2", "rank": 1}]})
    (record,) = dataset.records
    assert [each.value for each in record.responses["preference"]] == [["response-2", "response-1"], ["response-1", "response-2"]]


def test_answers_of_four_workspaces_are_gathered_into_one(client, person, fresh):
    teams = [rg.Workspace(name=fresh("team"), client=client).create() for _ in range(4)]
    settings = rg.Settings(fields=[rg.TextField(name="prompt")], questions=[rg.TextQuestion(name="demonstration")])
    for number, team in enumerate(teams):
        dataset = rg.Dataset(name="writing", workspace=team, settings=settings, client=client).create()
        dataset.records.log([{"id": str(each), "prompt": prompt} for each, prompt in enumerate(prompts)])
        _, own = person("annotator", team)
        for record in dataset.records:
            submit(own, record, {"demonstration": f"{number}-{record.id}"})
    gathered = rg.Settings(
        fields=[rg.TextField(name="prompt")],
        questions=[rg.TextQuestion(name="demonstration")],
        metadata=[rg.TermsMetadataProperty(name="team")],
    )
    whole = rg.Dataset(name="gathered", workspace=teams[0], settings=gathered, client=client).create()
    for team in teams:
        for record in client.datasets("writing", workspace=team.name).records:
            answers = [rg.Response("demonstration", each.value, user_id=each.user_id, status=each.status) for each in record.responses]
            whole.records.log([rg.Record(id=f"{team.name}/{record.id}", fields=dict(record.fields), metadata={"team": team.name}, responses=answers)])
    found = list(whole.records)
    assert [each.responses["demonstration"][0].value for each in found] == [f"{team}-{each}" for team in range(4) for each in range(6)]
    assert len({each.responses["demonstration"][0].user_id for each in found}) == 4
    of_second = whole.records(rg.Query(filter=("metadata.team", "==", teams[1].name)))
    assert [each.responses["demonstration"][0].value for each in of_second] == [f"1-{each}" for each in range(6)]


@pytest.mark.parametrize("wanted", [1, 3])
def test_a_record_is_done_after_as_many_answers_as_were_asked_for(client, workspace, person, demonstrations, wanted):
    if wanted != 1:
        demonstrations.settings.distribution = rg.TaskDistribution(min_submitted=wanted)
        demonstrations.settings.update()
    first, *_ = list(demonstrations.records)
    people = [person("annotator", workspace)[1] for _ in range(wanted + 1)]
    for number, own in enumerate(people[:wanted]):
        assert first.id in next_records(own, demonstrations)
        assert first.get().status == "pending"
        submit(own, first, {"demonstration": f"by {number}"})
        assert first.id not in next_records(own, demonstrations)
    assert first.get().status == "completed"
    # One more is shown the others, and not this one any more.
    assert next_records(people[-1], demonstrations) == [str(number) for number in range(1, 6)]
    assert demonstrations.progress() == {"total": 6, "completed": 1, "pending": 5}
    # A draft or a discard completes nothing.
    second = list(demonstrations.records)[1]
    submit(people[-1], second, {}, status="discarded")
    assert second.get().status == "pending"


def test_users_who_are_deleted_leave_their_answers(demonstrations, workspace, person, client):
    user, own = person("annotator", workspace)
    first, *_ = list(demonstrations.records)
    submit(own, first, {"demonstration": "mine"})
    id = user.id
    user.delete()
    assert client.users(user.username) is None
    (again,) = demonstrations.records(rg.Query(filter=("status", "==", "completed")))
    assert [(each.value, each.user_id, each.status) for each in again.responses["demonstration"]] == [("mine", id, "submitted")]
    assert demonstrations.progress()["completed"] == 1
    row = demonstrations.records(rg.Query(filter=("status", "==", "completed"))).to_list(flatten=True)[0]
    assert row["demonstration.responses.users"] == [str(id)]


def test_a_dataset_of_the_older_package_is_for_everyone_and_read_with_this_one(client, workspace, person):
    # As the 1.29 package asks for it: with that member, and without a distribution.
    body = {"name": "older", "workspace_id": str(workspace.id), "allow_extra_metadata": True}
    made = client.http_client.post("/api/v1/datasets", json=body).raise_for_status().json()["id"]
    older = client.datasets(id=made)
    older.settings = rg.Settings(fields=[rg.TextField(name="prompt")], questions=[rg.TextQuestion(name="demonstration")])
    older.settings.create()
    client.http_client.put(f"/api/v1/datasets/{made}/publish").raise_for_status()
    older.records.log([{"id": str(number), "prompt": "p"} for number in range(2)])
    people = [person("annotator", workspace)[1] for _ in range(3)]
    first, _ = list(older.records)
    for number, own in enumerate(people):
        assert next_records(own, older) == ["0", "1"]
        submit(own, first, {"demonstration": f"by {number}"})
        assert next_records(own, older) == ["1"]
    read = client.datasets("older", workspace=workspace.name)
    assert read.settings.distribution == rg.TaskDistribution(min_submitted=1)
    assert [(each.status, len(each.responses["demonstration"])) for each in read.records] == [("completed", 3), ("pending", 0)]
    assert read.progress() == {"total": 2, "completed": 1, "pending": 1}
