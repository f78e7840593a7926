"""LLaMA-Factory's and Axolotl's own loaders on exported files, with what the export says beside them (companions).

Their packages lie beside those of the trainers, without the dependencies that only training needs.
"""
import json
import os
import sys
import time
from pathlib import Path
from types import SimpleNamespace

os.environ.update(HF_HUB_OFFLINE="1", CUDA_VISIBLE_DEVICES="", DISABLE_VERSION_CHECK="1", TOKENIZERS_PARALLELISM="false", AXOLOTL_DO_NOT_TRACK="1")

import yaml
from transformers import PreTrainedTokenizerFast

exports = Path(sys.argv[1])
work = Path(sys.argv[2])
tokenizer_folder = Path(sys.argv[3])

FILES = {f"{one['task']}.{one['format']}": one for one in json.loads((exports / "files.json").read_text("utf-8"))}


def lines(name):
    return [json.loads(line) for line in (exports / f"{name}.jsonl").read_text("utf-8").split("\n") if line]


def companion(name, kind):
    found = [one["content"] for one in FILES[name]["companions"] if one["name"] == kind]
    return found[0] if found else None


def texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from texts(one)


def llama_factory(name, info):
    from llamafactory.data.loader import _load_single_dataset
    from llamafactory.data.parser import get_dataset_list
    from llamafactory.hparams import DataArguments

    [entry] = json.loads(info).values()
    entry["file_name"] = f"{name}.jsonl"
    folder = work / name
    folder.mkdir(parents=True)
    (folder / "dataset_info.json").write_text(json.dumps({"ours": entry}), "utf-8")
    (folder / entry["file_name"]).write_bytes((exports / entry["file_name"]).read_bytes())
    [attributes] = get_dataset_list(["ours"], str(folder))
    loaded = _load_single_dataset(
        attributes,
        SimpleNamespace(cache_dir=str(work / "cache"), hf_hub_token=None),
        DataArguments(dataset_dir=str(folder)),
        SimpleNamespace(local_process_index=0, dataloader_num_workers=0),
    )
    # A row that it refuses becomes an empty one.
    bad = [row for row in loaded if not row["_prompt"] or not row["_response"] or row["_prompt"][-1]["role"] != "user"]
    assert not bad, f"{len(bad)} rows refused: {bad[0]}"
    ours = {text for row in lines(name) for text in texts(row)}
    # For KTO it puts an empty answer beside each good or bad one.
    answers = [one["content"] for row in loaded for one in row["_response"] if one["content"]]
    changed = [one for one in answers if one not in ours]
    assert len(answers) >= len(loaded)
    assert not changed, f"answers that no row has: {changed[0]}"
    return len(loaded)


def axolotl_config(text):
    from axolotl.utils.dict import DictDefault

    said = yaml.safe_load(text)
    return DictDefault(**said, sequence_len=4096, train_on_inputs=False, chat_template="tokenizer_default")


def learnt(labels):
    return sum(label != -100 for label in labels)


def axolotl_sft(name, cfg, tokenizer):
    from axolotl.prompt_strategies import load
    from axolotl.prompt_tokenizers import AlpacaPromptTokenizingStrategy
    from axolotl.prompters import AlpacaPrompter

    [dataset] = cfg.datasets
    if dataset.type == "alpaca":  # as its own wrapper maps the name
        strategy = AlpacaPromptTokenizingStrategy(AlpacaPrompter(), tokenizer, cfg.train_on_inputs, cfg.sequence_len)
    else:
        strategy = load(dataset.type, tokenizer, cfg, dataset)
    assert strategy is not None, f"no strategy {dataset.type}"
    for row in lines(name):
        tokens = strategy.tokenize_prompt(row)
        assert len(tokens["input_ids"]) == len(tokens["labels"])
        assert learnt(tokens["labels"]) > 0, f"nothing is learnt of {row}"


def axolotl_preference(name, cfg, tokenizer, kind):
    from axolotl.prompt_strategies import dpo, kto

    load = (dpo if kind == "dpo" else kto).load
    transform = load(cfg.datasets[0].type, cfg, dataset_idx=0)
    transform = transform[0] if isinstance(transform, tuple) else transform
    assert transform is not None, f"no transform {cfg.datasets[0].type}"
    wanted = ("prompt", "chosen", "rejected") if kind == "dpo" else ("prompt", "completion", "label")
    for row in lines(name):
        try:
            made = transform(dict(row), tokenizer=tokenizer)
        except TypeError:
            made = transform(dict(row))
        assert all(made[key] not in (None, "") for key in wanted), made
        if kind == "dpo":
            assert made["chosen"] != made["rejected"]


def axolotl_reward(name, cfg, tokenizer):
    from axolotl.prompt_strategies.bradley_terry import load

    strategy = load("chat_template", tokenizer, cfg, cfg.datasets[0])
    for row in lines(name):
        tokens = strategy.tokenize_prompt(row)
        assert tokens["chosen_ids"] != tokens["rejected_ids"]


def axolotl(name, text, tokenizer):
    cfg = axolotl_config(text)
    if cfg.rl:
        axolotl_preference(name, cfg, tokenizer, cfg.rl)
    elif cfg.reward_model:
        axolotl_reward(name, cfg, tokenizer)
    else:
        axolotl_sft(name, cfg, tokenizer)
    return len(lines(name))


def main():
    config = json.loads((tokenizer_folder / "tokenizer-config.json").read_text("utf-8"))
    template = config.pop("chat_template")
    tokenizer = PreTrainedTokenizerFast(tokenizer_file=str(tokenizer_folder / "tokenizer.json"), **config)
    tokenizer.chat_template = template
    passed = failed = 0
    for name in FILES:
        for program, kind, run in (
            ("LLaMA-Factory", "dataset_info.json", llama_factory),
            ("Axolotl", "axolotl.yaml", lambda one, text: axolotl(one, text, tokenizer)),
        ):
            text = companion(name, kind)
            if text is None:
                continue
            started = time.monotonic()
            try:
                rows = run(name, text)
                assert rows == len(lines(name)) > 0, f"{rows} of {len(lines(name))} rows"
                passed += 1
                print(f"passed {program:13} {name}: {rows} rows, {time.monotonic() - started:.1f} s", flush=True)
            except Exception as error:  # every file gets its turn
                failed += 1
                print(f"FAILED {program:13} {name}: {type(error).__name__}: {str(error)[:400]}", flush=True)
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)


main()
