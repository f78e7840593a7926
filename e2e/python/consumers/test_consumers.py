"""Exported files in the programs that read them: every format of every task loads, as lines and as a folder, alike."""
import json
import os
from pathlib import Path

os.environ["HF_HUB_OFFLINE"] = "1"

import pyarrow.parquet as parquet
import pytest
from datasets import List, Value, disable_progress_bars, load_dataset
from openai.types.chat import ChatCompletionMessageParam
from pydantic import TypeAdapter

disable_progress_bars()

EXPORTS = Path(os.environ["LOAM_EXPORTS"])
FILES = {f"{one['task']}.{one['format']}": one for one in json.loads((EXPORTS / "files.json").read_text("utf-8"))}
NAMES = list(FILES)


def lines(name):
    text = (EXPORTS / f"{name}.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.split("\n") if line]


def shards(name):
    return sorted((EXPORTS / name / "data").glob("*.parquet"))


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


def in_words(feature, value):
    """Classes by name, alone or in lists; -1 is no class."""
    if value is not None and isinstance(feature, List):
        return [in_words(feature.feature, one) for one in value]
    return feature.int2str(value) if hasattr(feature, "int2str") and value is not None and value >= 0 else value


def hold_footers_to(features, name):
    """What a shard's footer says is what the card says: readers of single shards see the same types."""
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


@pytest.mark.parametrize("name", NAMES)
def test_folder_loads_with_the_rows_of_the_lines(name, tmp_path):
    loaded = load_dataset(str(EXPORTS / name), cache_dir=str(tmp_path))
    features = next(iter(loaded.values())).features
    hold_footers_to(features, name)
    rows = [row for split in loaded.values() for row in split]
    expected = lines(name)
    assert len(rows) == len(expected) == FILES[name]["rows"]
    named = [{key: in_words(features[key], one) for key, one in row.items()} for row in rows]
    missing = list(expected)
    for row in named:
        found = next((one for one in missing if same(plain(one), plain(row)) or same(one, row)), None)
        assert found is not None, f"no line says {row}"
        missing.remove(found)
    assert missing == []


@pytest.mark.parametrize("name", NAMES)
def test_lines_load(name, tmp_path):
    loaded = load_dataset("json", data_files=str(EXPORTS / f"{name}.jsonl"), split="train", cache_dir=str(tmp_path))
    assert len(loaded) == len(lines(name)) > 0


OPENAI = [name for name in NAMES if name.split(".")[1] in ("openai", "messages", "together") and not name.startswith("attributes")]


@pytest.mark.parametrize("name", OPENAI)
def test_messages_are_what_the_openai_package_takes(name):
    adapter = TypeAdapter(list[ChatCompletionMessageParam])
    seen = 0
    for row in lines(name):
        parts = (
            row.get("messages"),
            row.get("input", {}).get("messages"),
            row.get("preferred_output"),
            row.get("non_preferred_output"),
        )
        for part in parts:
            if part is None:
                continue
            seen += 1
            assert all(one.get("weight", 0) in (0, 1) for one in part if one["role"] == "assistant")
            assert not any("weight" in one for one in part if one["role"] != "assistant")
            adapter.validate_python([{k: v for k, v in one.items() if k != "weight"} for one in part])
    assert seen > 0


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith(("sft", "preference", "unpaired"))])
def test_a_prompt_is_in_one_split(name):
    sides = {}
    for shard in shards(name):
        split = shard.name.split("-")[0]
        for row in parquet.read_table(shard).to_pylist():
            prompt = row.get("prompt") or row.get("instruction")
            if prompt is None:
                continue
            assert sides.setdefault(json.dumps(prompt), split) == split


def test_every_task_is_there():
    tasks = {one["task"].removesuffix("-turns").removesuffix("-multi") for one in FILES.values()}
    assert len(tasks) == 14
    assert len(NAMES) > 60
