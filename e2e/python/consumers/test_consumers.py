"""Exported files in the programs that read them: every format of every task loads, as lines and as a folder, alike."""
import json
import os
from pathlib import Path

os.environ["HF_HUB_OFFLINE"] = "1"

import pyarrow.parquet as parquet
import pytest
from datasets import List, Value, load_dataset
from openai.types.chat import ChatCompletionMessageParam
from pydantic import TypeAdapter

EXPORTS = Path(os.environ["LOAM_EXPORTS"])
FILES = [(one["task"], one["format"]) for one in json.loads((EXPORTS / "files.json").read_text("utf-8"))]
NAMES = [f"{task}.{kind}" for task, kind in FILES]


def lines(name):
    text = (EXPORTS / f"{name}.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.split("\n") if line]


def shards(name):
    return sorted((EXPORTS / name / "data").glob("*.parquet"))


@pytest.fixture
def folder(tmp_path):
    return lambda name: load_dataset(str(EXPORTS / name), cache_dir=str(tmp_path))


def plain(value):
    """What both containers can say: members that are absent in one are null in the other, JSON is text in Parquet."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items() if one is not None}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value


def same(line, row):
    """A line's value against a row's: a class may be its number, free JSON its text."""
    if isinstance(row, str) and row != line:
        try:
            return json.loads(row) == line
        except ValueError:
            return False
    if isinstance(line, dict) and isinstance(row, dict):
        return all(same(line.get(key), row.get(key)) for key in {*line, *row})
    if isinstance(line, list) and isinstance(row, list):
        return len(line) == len(row) and all(same(a, b) for a, b in zip(line, row))
    return line == row


@pytest.mark.parametrize("name", NAMES)
def test_folder_loads_with_the_rows_of_the_lines(name, folder, tmp_path):
    loaded = folder(name)
    rows = [row for split in loaded.values() for row in split]
    expected = lines(name)
    assert len(rows) == len(expected)
    classes = {
        column: feature for column, feature in next(iter(loaded.values())).features.items() if hasattr(feature, "int2str")
    }
    named = [
        {key: classes[key].int2str(one) if key in classes and one is not None and one >= 0 else one for key, one in row.items()}
        for row in rows
    ]
    missing = list(expected)
    for row in named:
        found = next((one for one in missing if same(plain(one), plain(row)) or same(one, row)), None)
        assert found is not None, f"no line says {row}"
        missing.remove(found)
    assert missing == []


@pytest.mark.parametrize("name", NAMES)
def test_lines_load(name, tmp_path):
    path = EXPORTS / f"{name}.jsonl"
    if path.stat().st_size == 0:
        pytest.skip("no rows")
    loaded = load_dataset("json", data_files=str(path), split="train", cache_dir=str(tmp_path))
    assert len(loaded) == len(lines(name))


@pytest.mark.parametrize("name", NAMES)
def test_footer_says_what_the_card_says(name, folder):
    features = next(iter(folder(name).values())).features
    for shard in shards(name):
        file = parquet.ParquetFile(shard)
        said = json.loads(file.metadata.metadata[b"huggingface"])["info"]["features"]
        assert list(said) == list(features)
        assert file.schema_arrow.names == list(features)
        for column, feature in features.items():
            if isinstance(feature, Value):
                assert said[column] == {"dtype": feature.dtype, "_type": "Value"}
            if isinstance(feature, List):
                assert said[column]["_type"] == "List"


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith((".openai", ".messages", ".together"))])
def test_messages_are_what_the_openai_package_takes(name):
    adapter = TypeAdapter(list[ChatCompletionMessageParam])
    for row in lines(name):
        for part in (row.get("messages"), row.get("input", {}).get("messages"), row.get("preferred_output")):
            if part is not None:
                adapter.validate_python([{k: v for k, v in one.items() if k != "weight"} for one in part])


def test_there_are_exports():
    assert len(NAMES) > 20
