"""Schemathesis makes requests up; these hooks put ids of things that exist into most of them."""
import atexit
import json
import os
import sys
from collections import Counter, defaultdict

import schemathesis

sys.path.insert(0, os.path.dirname(__file__))
from world import build_world  # noqa: E402

ids = defaultdict(list)
"""Newest last: things of older worlds may be gone by now."""

rebuilt_every = int(os.environ.get("LOAM_FUZZ_REBUILD", "400"))
calls = 0
met = defaultdict(Counter)


def is_uuid(value):
    return isinstance(value, str) and len(value) == 36 and value.count("-") == 4


def chosen(name, made_up):
    """Hangs on what was made up alone, so that a failing request is made again: seven of eight become real."""
    known = ids[name][-8:]
    number = sum(map(ord, made_up))
    return made_up if not known or number % 8 == 0 else known[number % len(known)]


def with_real_ids(value, name=None):
    if isinstance(value, dict):
        return {key: with_real_ids(member, key) for key, member in value.items()}
    if isinstance(value, list):
        return [with_real_ids(member, name) for member in value]
    known = {"id": "record_id", "ids": "record_id", "record": "record_id"}.get(name, name)
    return chosen(known, value) if is_uuid(value) and known in ids else value


@schemathesis.hook
def before_call(context, case, kwargs):
    """What earlier requests deleted must not leave the rest without anything to meet: the world is made anew at times."""
    global calls
    if calls % rebuilt_every == 0:
        build_world(ids)
    calls += 1
    if isinstance(case.path_parameters, dict):
        case.path_parameters = with_real_ids(case.path_parameters)
    if isinstance(case.query, dict):
        case.query = with_real_ids(case.query)
    if isinstance(case.body, (dict, list)):
        case.body = with_real_ids(case.body)


@schemathesis.hook
def after_call(context, case, response):
    met[case.operation.definition.raw["operationId"]][response.status_code // 100] += 1


@atexit.register
def tell():
    """How deep the run went: operations that were never answered with success were not really tested."""
    report = os.environ.get("LOAM_FUZZ_REPORT")
    if report and met:
        with open(report, "w") as file:
            json.dump({name: {f"{each}xx": count for each, count in counts.items()} for name, counts in met.items()}, file)


@schemathesis.serializer("application/x-ndjson")
def lines(context, value):
    return {"data": value if isinstance(value, (bytes, str)) else str(value)}
