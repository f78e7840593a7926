"""Spans count code points: what Python marks, TypeScript reads, and the other way round."""
import argilla as rg
from typescript import answer_in_typescript, spans_of, texts, words


def test_spans_mean_the_same_text_in_python_and_typescript(pushed):
    pushed.add_records(
        [
            rg.FeedbackRecord(
                external_id=id, fields={"prompt": text}, suggestions=[{"question_name": "span", "value": spans_of(text, word)}]
            )
            for (id, text), word in zip(texts.items(), words)
        ]
    )
    assert answer_in_typescript(pushed.id, "name") == {id: [word, word] for id, word in zip(texts, words)}
    for record, word in zip(pushed.records, words):
        text = record.fields["prompt"]
        assert text == texts[record.external_id]
        suggested = [{"label": each.label, "start": each.start, "end": each.end} for each in record.suggestions[0].value]
        assert suggested == spans_of(text, word)
        (span,) = record.responses[0].values["span"].value
        assert text[span.start : span.end] == "name"
