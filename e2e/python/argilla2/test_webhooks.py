"""Webhooks of the argilla package: its listener, on a real port, hears what Loam sends and believes the signature."""
import asyncio
import os
import socket
import threading
import time

import argilla as rg
import pytest


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def listening(client, port, monkeypatch):
    """Runs the package's own server; what its listeners heard, as (type, object)."""
    uvicorn = pytest.importorskip("uvicorn")
    from fastapi import FastAPI

    monkeypatch.setenv("WEBHOOK_SERVER_URL", f"http://127.0.0.1:{port}")
    for webhook in client.webhooks:
        webhook.delete()
    heard = []
    server = FastAPI()

    @rg.webhook_listener(events=["response.created", "record.completed"], client=client, server=server)
    async def listener(type, timestamp, **objects):
        heard.append((type, timestamp, objects))

    running = uvicorn.Server(uvicorn.Config(server, host="127.0.0.1", port=port, log_level="warning"))
    thread = threading.Thread(target=lambda: asyncio.run(running.serve()), daemon=True)
    thread.start()
    yield heard
    running.should_exit = True
    thread.join(10)
    for webhook in client.webhooks:
        webhook.delete()


def test_a_listener_hears_of_an_answer_with_the_objects_of_the_package(client, dataset, listening):
    dataset.records.log([{"prompt": "hello", "id": "one"}])
    record = next(iter(dataset.records))
    user_id = client.me.id
    body = {"status": "submitted", "values": {"label": {"value": "good"}}}
    client.http_client.post(f"/api/v1/records/{record._server_id}/responses", json=body).raise_for_status()
    for _ in range(100):
        if len(listening) >= 2:
            break
        time.sleep(0.1)
    by_type = {type: objects for type, _, objects in listening}
    assert set(by_type) == {"record.completed", "response.created"}
    assert by_type["record.completed"]["record"].id == "one"
    assert by_type["response.created"]["response"].user_id == user_id


def test_create_list_update_ping_delete(client):
    for webhook in client.webhooks:
        webhook.delete()
    webhook = rg.Webhook(url="http://127.0.0.1:9/hook", events=["dataset.created"], _client=client).create()
    assert len(webhook.secret) == 88 and webhook.enabled
    webhook.enabled = False
    webhook.events = ["dataset.created", "dataset.deleted"]
    webhook.update()
    (listed,) = list(client.webhooks)
    assert (listed.enabled, listed.events) == (False, ["dataset.created", "dataset.deleted"])
    with pytest.raises(rg._exceptions.UnprocessableEntityError):
        client.api.webhooks.ping(webhook.id)
    webhook.delete()
    assert list(client.webhooks) == []
