"""Schemathesis makes requests up; these hooks lay ids of things that exist, and whole sensible requests, under them."""
import atexit
import json
import os
import sys
from collections import Counter, defaultdict
from urllib.error import HTTPError

import schemathesis

sys.path.insert(0, os.path.dirname(__file__))
from recipes import never_granted, recipe  # noqa: E402
from world import World  # noqa: E402

world = None
worn = True
"""What is made up changes and deletes things of the world, until a sensible request is refused: then there is a new one."""
sensible = {}
refused = {}
met = defaultdict(Counter)


def is_uuid(value):
    return isinstance(value, str) and len(value) == 36 and value.count("-") == 4


def number_of(value):
    """Hangs on what was made up alone, so that a failing request is made again."""
    return sum(map(ord, json.dumps(value, default=str, sort_keys=True)))


def chosen(name, made_up):
    """Seven of eight become real; newest last: older things may be gone by now."""
    known = world.ids[name][-8:]
    number = number_of(made_up)
    return made_up if not known or number % 8 == 0 else known[number % len(known)]


def with_real_ids(value, name=None):
    if isinstance(value, dict):
        return {key: with_real_ids(member, key) for key, member in value.items()}
    if isinstance(value, list):
        return [with_real_ids(member, name) for member in value]
    known = {"id": "record_id", "ids": "record_id", "record": "record_id"}.get(name, name)
    return chosen(known, value) if is_uuid(value) and known in world.ids else value


def sensible_request(operation):
    global world, worn
    if not worn:
        try:
            return recipe(operation, world)
        except HTTPError:
            pass
    world, worn = World(), False
    return recipe(operation, world)


def lay_under(case, operation, number):
    """The sensible request, with one member of the body as it was made up in every other case; answers whether it is."""
    declared = {each["name"]: each["in"] for each in case.operation.definition.raw.get("parameters", [])}
    given, body = sensible_request(operation)
    path = {name: value for name, value in given.items() if declared.get(name) == "path"}
    query = {name: value for name, value in given.items() if declared.get(name) == "query"}
    if path:
        case.path_parameters = {**(case.path_parameters or {}), **path}
    # The rest of what was made up stays in every fourth: most of it is refused.
    kept = case.query if number % 4 == 0 and isinstance(case.query, dict) else {}
    case.query = {**kept, **query}
    if body is None or not case.operation.definition.raw.get("requestBody"):
        return not kept
    shared = sorted(body.keys() & case.body.keys()) if isinstance(body, dict) and isinstance(case.body, dict) else []
    mixed = shared and number % 2
    if mixed:
        body = {**body, shared[number % len(shared)]: case.body[shared[number % len(shared)]]}
    case.body = body
    return not kept and not mixed


def without_tuples(schema):
    """Schemathesis 4.32 turns `prefixItems` into a list under `items` and then refuses that: here they are of one kind."""
    if isinstance(schema, list):
        return [without_tuples(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    rest = {name: without_tuples(each) for name, each in schema.items() if name not in ("prefixItems", "items")}
    if "prefixItems" in schema:
        return {**rest, "items": {"anyOf": without_tuples(schema["prefixItems"])}}
    return {**rest, **({"items": without_tuples(schema["items"])} if "items" in schema else {})}


@schemathesis.hook
def before_load_schema(context, raw_schema):
    raw_schema["paths"] = without_tuples(raw_schema["paths"])


@schemathesis.hook
def before_call(context, case, kwargs):
    global world, worn
    operation = case.operation.definition.raw["operationId"]
    number = number_of([case.path_parameters, case.query, case.body])
    if operation not in never_granted and (operation not in met or number % 5 < 2):
        # The first of each is the sensible request as it stands.
        sensible[case.id] = lay_under(case, operation, number // 5 if operation in met else 2)
        return
    # What is removed was made for it: the rest of the world stays.
    if operation.split(".")[1].startswith("remove"):
        return
    if world is None:
        world, worn = World(), False
    if isinstance(case.path_parameters, dict):
        case.path_parameters = with_real_ids(case.path_parameters)
    if isinstance(case.query, dict):
        case.query = with_real_ids(case.query)
    if isinstance(case.body, (dict, list)):
        case.body = with_real_ids(case.body)


@schemathesis.hook
def after_call(context, case, response):
    global worn
    operation = case.operation.definition.raw["operationId"]
    met[operation][response.status_code // 100] += 1
    if sensible.pop(case.id, False) and response.status_code >= 400:
        # An operation that was never granted anything has a wrong recipe: no new world helps it.
        worn = worn or met[operation][2] > 0
        refused[operation] = f"{response.status_code} {response.content[:300]!r}"


@atexit.register
def tell():
    """How deep the run went: operations that were never answered with success were not really tested."""
    if not met:
        return
    granted = {name for name, counts in met.items() if counts[2]}
    total, successes = sum(sum(counts.values()) for counts in met.values()), sum(counts[2] for counts in met.values())
    lines = [f"{len(granted)} of {len(met)} operations were granted something, {successes} of {total} requests."]
    lines += [f"  {name} never was: {never_granted.get(name) or refused.get(name)}" for name in sorted(met.keys() - granted)]
    print("\n".join(lines), file=sys.stderr)
    if report := os.environ.get("LOAM_FUZZ_REPORT"):
        unexplained = sorted(met.keys() - granted - never_granted.keys())
        with open(report, "w") as file:
            counted = {name: {f"{each}xx": count for each, count in counts.items()} for name, counts in met.items()}
            json.dump({"operations": counted, "never_granted": unexplained}, file)


@schemathesis.serializer("application/x-ndjson")
def lines(context, value):
    return {"data": value if isinstance(value, (bytes, str)) else str(value)}
