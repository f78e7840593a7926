"""The example of docs/python.md runs as it stands there, and does what it says."""
import re
from pathlib import Path


def test_the_example_of_the_guide_runs(capsys):
    guide = (Path(__file__).parents[3] / "docs" / "python.md").read_text()
    (code,) = re.findall(r"<!-- tested: argilla1 -->\n```python\n(.*?)```", guide, re.S)
    names = {}
    exec(compile(code, "docs/python.md", "exec"), names)
    assert capsys.readouterr().out.splitlines()[-1] == "1 record, 0 answered"
