"""Spans count code points: what Python marks, TypeScript reads, and the other way round."""
import argilla as rg
from typescript import answer_in_typescript, spans_of, texts, words


def test_spans_mean_the_same_text_in_python_and_typescript(dataset):
    dataset.records.log(
        [
            rg.Record(id=id, fields={"prompt": text}, suggestions=[rg.Suggestion("span", spans_of(text, word))])
            for (id, text), word in zip(texts.items(), words)
        ]
    )
    assert answer_in_typescript(dataset.id, "name") == {id: [word, word] for id, word in zip(texts, words)}
    for record, word in zip(dataset.records, words):
        text = record.fields["prompt"]
        assert text == texts[record.id]
        assert record.suggestions["span"].value == spans_of(text, word)
        (span,) = record.responses["span"][0].value
        assert text[span["start"] : span["end"]] == "name"
