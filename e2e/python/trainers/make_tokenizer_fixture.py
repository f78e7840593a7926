"""`python make_tokenizer_fixture.py TEXTS.jsonl FOLDER`: a small real tokenizer, and what transformers counts with it.

The tests of packages/training hold their own counts to these: tokenizer.json, tokenizer_config.json, counts.json.
"""
import json
import sys
from pathlib import Path

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers
from transformers import PreTrainedTokenizerFast

TEMPLATE = (
    "{{ bos_token }}{% for message in messages %}"
    "{% if message['role'] == 'assistant' and loop.previtem and loop.previtem['role'] == 'assistant' %}"
    "{{ raise_exception('two turns of the assistant') }}{% endif %}"
    "<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
SPECIAL = ["<|pad|>", "<|bos|>", "<|im_start|>", "<|im_end|>"]

texts = [value for line in open(sys.argv[1], encoding="utf-8") for value in json.loads(line).values() if isinstance(value, str)]
folder = Path(sys.argv[2])

tokenizer = Tokenizer(models.BPE())
tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
    [
        pre_tokenizers.Split(
            pattern=__import__("tokenizers").Regex(r"(?i:'s|'t|'re|'ve|'m|'ll|'d)| ?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+|\s+"),
            behavior="isolated",
        ),
        pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
    ]
)
tokenizer.decoder = decoders.ByteLevel()
trainer = trainers.BpeTrainer(
    vocab_size=600, special_tokens=SPECIAL, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False
)
tokenizer.train_from_iterator(texts, trainer)
tokenizer.post_processor = processors.TemplateProcessing(
    single="<|bos|> $A", pair="<|bos|> $A $B", special_tokens=[("<|bos|>", tokenizer.token_to_id("<|bos|>"))]
)
fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, bos_token="<|bos|>", eos_token="<|im_end|>", pad_token="<|pad|>")
fast.chat_template = TEMPLATE

SAMPLES = [
    "Capital of Peru?",
    " leading blank",
    "It's 1234567 cats' legs, isn't it?",
    "Почему небо голубое?",
    "为什么天空是蓝色的",
    "family 👩‍👩‍👧 and a café",
    "def f(x):\n\treturn x ** 2\n\n\n",
    "<|im_start|>user",
    *texts[:12],
]
chats = [
    ([{"role": "user", "content": sample}, {"role": "assistant", "content": "Yes."}], False) for sample in SAMPLES
] + [([{"role": "system", "content": "Be brief."}, {"role": "user", "content": sample}], True) for sample in SAMPLES]

counts = {
    "texts": [{"text": sample, "tokens": len(fast(sample)["input_ids"])} for sample in SAMPLES],
    "chats": [
        {
            "messages": messages,
            "reply": reply,
            "tokens": len(fast.apply_chat_template(messages, add_generation_prompt=reply, tokenize=True, return_dict=True)["input_ids"]),
        }
        for messages, reply in chats
    ],
}
folder.mkdir(parents=True, exist_ok=True)
(folder / "tokenizer.json").write_text(tokenizer.to_str(), "utf-8")
config = {"bos_token": "<|bos|>", "eos_token": "<|im_end|>", "pad_token": "<|pad|>", "chat_template": TEMPLATE}
(folder / "tokenizer-config.json").write_text(json.dumps(config), "utf-8")
(folder / "counts.json").write_text(json.dumps(counts, ensure_ascii=False), "utf-8")
print(len(fast), "tokens;", len(counts["texts"]), "texts;", len(counts["chats"]), "conversations")
