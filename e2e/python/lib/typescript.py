"""Runs the script beside that is the other end of the tests of spans: Loam's TypeScript SDK."""
import json
import os
import subprocess
from pathlib import Path

words = [
    "👩‍👩‍👧 family",
    "🇩🇪🇫🇷 flags",
    "👍🏽 skin",
    "e\u0301a\u0308 combined",
    "\u0e01\u0e33 Thai",
    "𝒳 outside the first plane",
    "日本語",
    "\u200f\u05e9\u05dc\u05d5\u05dd from the right",
    "plain",
]
"""What a careless count of characters gets wrong: it stands before, in and after what is marked."""

texts = {str(number): f"{word} before {word} name after {word}" for number, word in enumerate(words)}


def spans_of(text, word):
    """Both places of the word, as Python counts: in code points."""
    first = text.index(word)
    second = text.index(word, first + 1)
    return [{"label": "name", "start": start, "end": start + len(word)} for start in (first, second)]


def answer_in_typescript(dataset_id, word):
    """What the script says each record's suggested spans cover; it has answered each record then."""
    env = {**os.environ, "LOAM_API_URL": os.environ["LOAM_URL"]}
    script = Path(__file__).parents[1] / "spans.ts"
    done = subprocess.run([os.environ["LOAM_NODE"], str(script), str(dataset_id), word], env=env, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
