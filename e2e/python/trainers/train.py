"""TRL's own trainers on exported files: two steps each on the CPU, with a tokenizer and a model made on the spot."""
import json
import os
import sys
import time
from pathlib import Path

os.environ.update(HF_HUB_OFFLINE="1", CUDA_VISIBLE_DEVICES="", TOKENIZERS_PARALLELISM="false", TRL_EXPERIMENTAL_SILENCE="1")

import torch
from datasets import load_dataset
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import LlamaConfig, LlamaForCausalLM, LlamaForSequenceClassification, PreTrainedTokenizerFast
from trl import DPOConfig, DPOTrainer, GRPOConfig, GRPOTrainer, RewardConfig, RewardTrainer, SFTConfig, SFTTrainer

try:
    from trl import KTOConfig, KTOTrainer
except ImportError:
    from trl.experimental.kto import KTOConfig, KTOTrainer

exports = Path(sys.argv[1])
work = Path(sys.argv[2])

TEMPLATE = (
    "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


def texts():
    with open(exports / "sft.prompt-completion.jsonl", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield row["prompt"]
            yield row["completion"]


def make_tokenizer():
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    special = ["<|pad|>", "<|im_start|>", "<|im_end|>"]
    trainer = trainers.BpeTrainer(
        vocab_size=1000, special_tokens=special, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False
    )
    tokenizer.train_from_iterator(texts(), trainer)
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, pad_token="<|pad|>", eos_token="<|im_end|>")
    fast.chat_template = TEMPLATE
    return fast


def config(tokenizer):
    return LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=1,
        num_attention_heads=2,
        num_key_value_heads=2,
        max_position_embeddings=2048,
        pad_token_id=tokenizer.pad_token_id,
        eos_token_id=tokenizer.eos_token_id,
        bos_token_id=None,
    )


def settings(kind, name, **more):
    return kind(
        output_dir=str(work / name),
        max_steps=2,
        per_device_train_batch_size=2,
        report_to=[],
        save_strategy="no",
        logging_steps=1,
        use_cpu=True,
        bf16=False,
        fp16=False,
        disable_tqdm=True,
        **more,
    )


def causal(tokenizer):
    torch.manual_seed(0)
    return LlamaForCausalLM(config(tokenizer))


def rows(name):
    loaded = load_dataset("json", data_files=str(exports / f"{name}.jsonl"), split="train", cache_dir=str(work / "cache"))
    folder = load_dataset(str(exports / name), cache_dir=str(work / "cache"))
    assert sum(len(split) for split in folder.values()) == len(loaded), f"{name}: JSONL and Parquet differ"
    return folder["train"]


def reward(completions, solution, **_):
    """Reads a column of the file, which must have come along, and what was said: equal rewards teach nothing."""
    said = [one if isinstance(one, str) else one[-1]["content"] for one in completions]
    return [float(len(text) + len(wanted) % 7) for text, wanted in zip(said, solution, strict=True)]


def trainers_of(tokenizer):
    yield "SFT", "sft.messages", lambda data: SFTTrainer(
        causal(tokenizer), settings(SFTConfig, "sft", max_length=256), train_dataset=data, processing_class=tokenizer
    )
    yield "Reward", "preference.trl-implicit-chat", lambda data: RewardTrainer(
        LlamaForSequenceClassification(
            LlamaConfig(**{**config(tokenizer).to_dict(), "num_labels": 1})
        ),
        settings(RewardConfig, "reward", max_length=256),
        train_dataset=data,
        processing_class=tokenizer,
    )
    yield "DPO", "preference.trl-chat", lambda data: DPOTrainer(
        causal(tokenizer),
        # The reference is the model as it begins: one that comes from no folder cannot be loaded a second time.
        ref_model=causal(tokenizer),
        args=settings(DPOConfig, "dpo", max_length=256),
        train_dataset=data,
        processing_class=tokenizer,
    )
    yield "KTO", "unpaired.trl-chat", lambda data: KTOTrainer(
        causal(tokenizer),
        # The reference is the model as it begins: one that comes from no folder cannot be loaded a second time.
        ref_model=causal(tokenizer),
        args=settings(KTOConfig, "kto", max_length=256),
        train_dataset=data,
        processing_class=tokenizer,
    )
    yield "GRPO", "prompt-only.trl-chat", lambda data: GRPOTrainer(
        causal(tokenizer),
        # The reward reads a column of the file: it must have come along.
        reward_funcs=reward,
        args=settings(GRPOConfig, "grpo", max_completion_length=8, num_generations=2),
        train_dataset=data,
        processing_class=tokenizer,
    )


def main():
    tokenizer = make_tokenizer()
    failed = 0
    for name, file, build in trainers_of(tokenizer):
        started = time.monotonic()
        try:
            data = rows(file)
            trainer = build(data)
            before = {key: value.clone() for key, value in trainer.model.state_dict().items()}
            result = trainer.train()
            after = trainer.model.state_dict()
            assert any(not torch.equal(after[key], value) for key, value in before.items()), "nothing was learnt"
            assert result.global_step == 2, f"{result.global_step} steps"
            assert result.training_loss == result.training_loss, "the loss is not a number"
            print(f"passed {name:7} {file}: {len(data)} rows, loss {result.training_loss:.4f}, {time.monotonic() - started:.1f} s", flush=True)
        except Exception as error:  # every trainer gets its turn
            failed += 1
            print(f"FAILED {name:7} {file}: {type(error).__name__}: {str(error)[:400]}", flush=True)
    print(f"{5 - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


main()
