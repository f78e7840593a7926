"""The table of one package in docs/argilla-compatibility.md: read, compared with what the tests met, written anew."""
import os
import re
from fnmatch import fnmatchcase as fnmatch
from pathlib import Path

page = Path(__file__).parents[3] / "docs" / "argilla-compatibility.md"
row = re.compile(r"^\| `([^`]+)` \| ([^|]*) \| ([^|]*) \| ([^|]*) \|$", re.M)
states = ("works", "differs", "not offered")


def part(name):
    text = page.read_text()
    start, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
    before, rest = text.split(start)
    body, after = rest.split(end)
    return before + start, body, end + after


def read(name):
    return {method: (state.strip(), errors.strip(), note.strip()) for method, state, errors, note in row.findall(part(name)[1])}


def write(name, rows):
    before, _, after = part(name)
    lines = ["| method | here | raises (in the tests) | note |", "|---|---|---|---|"]
    lines += [f"| `{method}` | {state} | {errors} | {note} |" for method, (state, errors, note) in sorted(rows.items())]
    page.write_text(before + "\n".join(lines) + "\n" + after)


never = ("JSONDecodeError", "InternalServerError", "GenericApiError", "InternalServerApiError")
"""What a client raises that was not answered as it must be."""


def problems(name, surface, patterns):
    """What keeps the table, the package and the tests out of step, as sentences."""
    local = {each for each in surface.members for pattern in patterns if fnmatch(each, pattern)}
    rows = read(name)
    local -= rows.keys()
    met = {method: ", ".join(f"`{each}`" for each in sorted(surface.raised[method])) for method in surface.reached}
    if os.environ.get("LOAM_WRITE_TABLE"):
        kept = {method: row for method, row in rows.items() if method in surface.members}
        for method, errors in met.items():
            state, _, note = kept.get(method, ("works", "", ""))
            kept[method] = (state, errors, note)
        write(name, kept)
        rows = kept
    said = []
    for method in sorted(surface.members):
        if method in rows and rows[method][0] not in states:
            said.append(f"{method} is {rows[method][0]!r}, which is none of {states}")
        if method in local and method in met:
            said.append(f"{method} is said to be local and reaches the server: {sorted(surface.reached[method])}")
        if method not in rows and method not in local:
            said.append(f"{method} is neither in the table nor said to be local")
        if method in rows and rows[method][0] != "not offered" and method not in met:
            said.append(f"{method} is said to be here, and no test calls it with success")
        if method in met and method in rows and rows[method][1] != met[method]:
            said.append(f"{method} raises {met[method] or 'nothing'} in the tests, the table says {rows[method][1] or 'nothing'}")
        if method in met and method in rows and not rows[method][1] and not rows[method][2]:
            said.append(f"{method} raises nothing in the tests, and no note says why")
        said += [f"{method} raises {each}" for each in surface.raised[method] if each in never]
    said += [f"{method} is not in the package" for method in sorted(rows.keys() - surface.members)]
    said += [f"no method fits {each}" for each in patterns if not any(fnmatch(one, each) for one in surface.members)]
    return said
