"""The example of docs/python.md runs as it stands there, and does what it says."""
import os
import re
from pathlib import Path

import argilla as rg
from conftest import url

key = os.environ["LOAM_API_KEY"]


def test_the_example_of_the_guide_runs(capsys):
    guide = (Path(__file__).parents[3] / "docs" / "python.md").read_text()
    (code,) = re.findall(r"<!-- tested: argilla2 -->\n```python\n(.*?)```", guide, re.S)
    names = {}
    exec(compile(code, "docs/python.md", "exec"), names)
    assert capsys.readouterr().out.splitlines()[-1] == "1 record, 0 answered"


def test_the_line_of_the_readme_signs_in(client):
    readme = (Path(__file__).parents[3] / "README.md").read_text()
    (code,) = re.findall(r"```python\n(.*?)```", readme, re.S)
    for shown, here in (("http://localhost:6900", url), ("the key printed at the first start", key)):
        assert shown in code
        code = code.replace(shown, here)
    names = {"rg": rg}
    exec(compile(code, "README.md", "exec"), names)
    assert names["client"].me.username == "owner"
