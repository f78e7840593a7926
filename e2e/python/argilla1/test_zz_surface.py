"""Runs last: the package, the table in docs/argilla-compatibility.md and what the tests met are in step."""
from pathlib import Path

import pytest
import table
from watched import surface

local = Path(__file__).with_name("local.txt").read_text().split()


def test_the_table_names_every_method_and_every_named_method_was_called(request):
    if request.session.testsfailed or request.config.option.keyword or request.config.option.file_or_dir:
        pytest.skip("only a whole run that went well meets every method")
    assert not (said := table.problems("argilla 1.29", surface, local)), "\n".join(said)
