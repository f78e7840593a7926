"""Webhooks of the argilla package: its own server, on a real port, hears what Loam sends and believes the signature."""
import functools
import json
import socket
import time
import uuid
from collections import Counter

import argilla as rg
import httpx
import pytest
import uvicorn
from argilla._exceptions import ForbiddenError, NotFoundError, UnauthorizedError, UnprocessableEntityError

every_event = [
    *(f"dataset.{done}" for done in ("created", "updated", "published", "deleted")),
    *(f"record.{done}" for done in ("created", "updated", "completed", "deleted")),
    *(f"response.{done}" for done in ("created", "updated", "deleted")),
]


def wait_until(reached, seconds=15):
    end = time.monotonic() + seconds
    while not reached() and time.monotonic() < end:
        time.sleep(0.05)


@pytest.fixture(autouse=True)
def no_webhooks(client):
    def remove_all():
        for webhook in client.webhooks:
            webhook.delete()

    remove_all()
    yield
    remove_all()


@pytest.fixture
def address(monkeypatch):
    """Where the package's server listens: it knows no port but 8000, so its HTTP server is told another one."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    told = functools.partial(uvicorn.Config, host="127.0.0.1", port=port, log_level="critical")
    monkeypatch.setattr(uvicorn, "Config", told)
    monkeypatch.setenv("WEBHOOK_SERVER_URL", f"http://127.0.0.1:{port}")
    rg.start_webhook_server()
    yield f"http://127.0.0.1:{port}"
    rg.stop_webhook_server()


def answer(client, record, value, status="submitted"):
    body = {"status": status, "values": {"label": {"value": value}}}
    return client.http_client.post(f"/api/v1/records/{record._server_id}/responses", json=body).raise_for_status().json()


def test_a_listener_hears_of_an_answer_with_the_objects_of_the_package(client, dataset, address):
    heard = {}

    @rg.webhook_listener(events=["response.created", "record.completed"], client=client)
    async def on_answer(type, timestamp, **objects):
        heard[type.value] = objects

    dataset.records.log([{"prompt": "hello", "id": "one"}])
    answer(client, next(iter(dataset.records)), "good")
    wait_until(lambda: len(heard) == 2)
    assert heard.keys() == {"record.completed", "response.created"}
    record = heard["record.completed"]["record"]
    assert (record.id, record.status, record.fields["prompt"]) == ("one", "completed", "hello")
    response = heard["response.created"]["response"]
    assert response.user_id == client.me.id
    assert [(each.question_name, each.value, each.status) for each in response.responses] == [("label", "good", "submitted")]


def test_every_event_of_a_dataset_s_life_is_heard_and_parsed(client, workspace, settings, fresh, address):
    heard = []

    @rg.webhook_listener(events=every_event, client=client, raw_event=True)
    async def on_everything(event):
        heard.append(event)

    dataset = rg.Dataset(name=fresh("dataset"), workspace=workspace, settings=settings, client=client).create()
    dataset.settings.guidelines = "Changed."
    dataset.settings.update()
    dataset.records.log([{"prompt": "one", "id": "1"}, {"prompt": "two", "id": "2"}])
    first, second = list(dataset.records)
    first.metadata["lang"] = "de"
    first.update()
    given = answer(client, first, "good")
    client.http_client.put(f"/api/v1/responses/{given['id']}", json={"status": "submitted", "values": {"label": {"value": "bad"}}})
    client.http_client.delete(f"/api/v1/responses/{given['id']}").raise_for_status()
    second.delete()
    wait_until(lambda: {each.type.value for each in heard} >= set(every_event) - {"dataset.deleted"})
    parsed = [(each, each.parsed(client)) for each in heard]
    dataset.delete()
    wait_until(lambda: heard[-1].type.value == "dataset.deleted")
    counted = Counter(each.type.value for each in heard)
    once = ("created", "published", "deleted")
    assert {name: counted[f"dataset.{name}"] for name in once} == dict.fromkeys(once, 1)
    assert counted["record.created"] == 2 and counted["record.deleted"] == 1
    assert [counted[f"response.{done}"] for done in ("created", "updated", "deleted")] == [1, 1, 1]
    assert set(counted) == set(every_event)
    for event, found in parsed:
        shown = {"dataset": rg.DatasetEvent, "record": rg.RecordEvent, "response": rg.UserResponseEvent}
        assert type(found) is shown[event.type.resource], event
        assert found.timestamp.tzinfo is not None
        if event.type.resource == "dataset":
            assert (found.dataset.id, found.dataset.name) == (dataset.id, dataset.name)
            assert [each.name for each in found.dataset.settings.questions] == [each.name for each in settings.questions]
        if event.type.resource == "record":
            assert found.record.id in ("1", "2") and found.record.dataset.id == dataset.id
        if event.type.resource == "response":
            assert found.response.user_id == client.me.id
    # What was deleted is parsed too: the package asks for it, is told that it is missing, and keeps what the message says.
    gone = heard[-1].parsed(client).dataset
    assert (str(gone.id), gone.name) == (str(dataset.id), dataset.name)


def test_a_listener_made_again_takes_the_webhook_it_had(client, address):
    def listener():
        async def on_again(event):
            pass

        return rg.webhook_listener(events="dataset.created", client=client, description="Kept", raw_event=True)(on_again)

    listener()
    (made,) = client.webhooks.list()
    made.enabled = False
    made.update()
    with pytest.warns(UserWarning, match="existing webhook"):
        listener()
    (again,) = client.webhooks.list()
    assert (again.id, again.enabled, again.description) == (made.id, True, "Kept")


def test_what_others_send_to_a_listener_is_not_believed(client, address):
    heard = []

    @rg.webhook_listener(events=["dataset.created"], client=client, raw_event=True)
    async def on_forged(event):
        heard.append(event)

    body = json.dumps({"type": "dataset.created", "timestamp": "2026-01-01T00:00:00Z", "data": {}})
    stamps = {"webhook-id": "msg_1", "webhook-timestamp": str(int(time.time())), "webhook-signature": "v1,AAAA"}
    assert httpx.post(f"{address}/on_forged", content=body, headers=stamps).status_code == 500
    assert heard == []


def test_create_list_update_ping_delete(client, address):
    webhook = rg.Webhook(url=f"{address}/docs", events=["dataset.created"], description="Mine", _client=client).create()
    assert len(webhook.secret) == 88 and webhook.enabled
    webhook.enabled = False
    webhook.events = ["dataset.created", "dataset.deleted"]
    webhook.update()
    (listed,) = client.webhooks
    assert (listed.enabled, listed.events, listed.description) == (False, ["dataset.created", "dataset.deleted"], "Mine")
    assert (len(client.webhooks), client.webhooks[0].id, listed.secret) == (1, webhook.id, webhook.secret)
    assert [each.id for each in client.webhooks.list()] == [webhook.id]
    assert client.api.webhooks.ping(webhook.id) is None
    webhook.delete()
    assert list(client.webhooks) == []
    added = client.webhooks.add(rg.Webhook(url=f"{address}/other", events=["record.created"], _client=client))
    assert [each.url for each in client.webhooks] == [added.url]


def test_a_webhook_that_cannot_be(client, workspace, person):
    def made(**members):
        whole = {"url": "http://127.0.0.1:9/hook", "events": ["dataset.created"], "_client": client, **members}
        return rg.Webhook(**whole)

    for wrong in ({"url": "nowhere"}, {"events": []}, {"events": ["dataset.created"] * 2}, {"description": ""}):
        with pytest.raises(UnprocessableEntityError):
            made(**wrong).create()
    kept = made().create()
    kept.url = "ftp://nowhere"
    with pytest.raises(UnprocessableEntityError):
        kept.update()
    with pytest.raises(UnprocessableEntityError):
        client.api.webhooks.ping(kept.id)
    for number in range(9):
        client.webhooks.add(made(url=f"http://127.0.0.1:9/{number}"))
    with pytest.raises(UnprocessableEntityError):
        client.webhooks.add(made())
    kept.delete()
    kept.url = "http://127.0.0.1:9/hook"
    for refused in (kept.update, kept.delete, lambda: client.api.webhooks.ping(kept.id)):
        with pytest.raises(NotFoundError):
            refused()
    assert str(uuid.UUID(str(kept.id))) == str(kept.id)
    with pytest.raises(IndexError):
        client.webhooks[9]


def test_webhooks_are_the_owner_s(client, workspace, person):
    theirs = rg.Webhook(url="http://127.0.0.1:9/hook", events=["dataset.created"], _client=client).create()

    def asked_by(other):
        mine = rg.Webhook(url="http://127.0.0.1:9/hook", events=["dataset.created"], _client=other)
        held = rg.Webhook.from_model(theirs.api_model(), other)
        return [
            mine.create,
            held.update,
            held.delete,
            lambda: list(other.webhooks),
            lambda: len(other.webhooks),
            lambda: other.webhooks[0],
            other.webhooks.list,
            lambda: other.webhooks.add(mine),
            lambda: other.api.webhooks.ping(theirs.id),
            lambda: rg.webhook_listener(events="dataset.created", client=other)(print),
        ]

    for role in ("admin", "annotator"):
        _, own = person(role, workspace)
        for ask in asked_by(own):
            with pytest.raises(ForbiddenError):
                ask()
    own.api.http_client.headers["X-Argilla-Api-Key"] = "wrong"
    for ask in asked_by(own):
        with pytest.raises(UnauthorizedError):
            ask()
    assert [each.id for each in client.webhooks] == [theirs.id]
    # The package looks for a webhook by a door that it has not itself.
    with pytest.raises(NotImplementedError):
        client.webhooks(theirs.id)
