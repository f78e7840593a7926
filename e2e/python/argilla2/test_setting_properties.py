"""Fields, questions, metadata properties and vectors, each handled by itself instead of through the settings."""
import argilla as rg
import httpx
import pytest
from argilla._exceptions import ConflictError, NotFoundError, SettingsError, UnprocessableEntityError

labels = ["a", "b"]
of_drafts = {
    "text field": lambda: rg.TextField(name="one", title="One"),
    "chat field": lambda: rg.ChatField(name="one", title="One"),
    "image field": lambda: rg.ImageField(name="one", title="One"),
    "custom field": lambda: rg.CustomField(name="one", title="One", template="<p></p>"),
    "text question": lambda: rg.TextQuestion(name="one", title="One"),
    "label question": lambda: rg.LabelQuestion(name="one", title="One", labels=labels),
    "multi-label question": lambda: rg.MultiLabelQuestion(name="one", title="One", labels=labels),
    "rating question": lambda: rg.RatingQuestion(name="one", title="One", values=[1, 2, 3]),
    "ranking question": lambda: rg.RankingQuestion(name="one", title="One", values=labels),
    "span question": lambda: rg.SpanQuestion(name="one", title="One", field="prompt", labels=labels),
}
of_all = {
    "terms": lambda: rg.TermsMetadataProperty(name="one", title="One", options=labels),
    "integer": lambda: rg.IntegerMetadataProperty(name="one", title="One", min=1, max=5),
    "float": lambda: rg.FloatMetadataProperty(name="one", title="One"),
    "vector": lambda: rg.VectorField(name="one", title="One", dimensions=3),
}


@pytest.fixture
def draft(client, workspace, fresh):
    made = rg.Dataset(name=fresh("draft"), workspace=workspace, client=client)
    made._model = client.api.datasets.create(made.api_model())
    field = rg.TextField(name="prompt")
    field.dataset = made
    field.create()
    return made


@pytest.mark.parametrize("make", {**of_drafts, **of_all}.values(), ids={**of_drafts, **of_all}.keys())
def test_it_is_created_changed_and_deleted(draft, client, make):
    made = make()
    made.dataset = draft
    made.create()
    assert made.id is not None
    kept = made.serialize()["settings"] if hasattr(made._model, "settings") else made.dimensions
    made.title = "Two"
    made.update()
    read = rg.Dataset.from_model(client.api.datasets.get(draft.id), client).get().settings
    (found,) = [each for each in [*read.fields, *read.questions, *read.metadata, *read.vectors] if each.name == "one"]
    assert (found.id, found.title) == (made.id, "Two")
    assert (found.serialize()["settings"] if hasattr(found._model, "settings") else found.dimensions) == kept
    again = make()
    again.dataset = draft
    with pytest.raises(ConflictError):
        again.create()
    made.delete()
    # For metadata properties the package leaves these errors as its HTTP client raises them.
    for refused in (made.delete, made.update):
        with pytest.raises((NotFoundError, httpx.HTTPStatusError), match="404|Not ?Found"):
            refused()
    again.create()


@pytest.mark.parametrize("make", of_drafts.values(), ids=of_drafts.keys())
def test_what_is_published_neither_gains_nor_loses_it(dataset, make):
    made = make()
    made.dataset = dataset
    with pytest.raises(UnprocessableEntityError):
        made.create()
    for kept in [*dataset.settings.fields, *dataset.settings.questions]:
        with pytest.raises(UnprocessableEntityError):
            kept.delete()


def test_settings_are_read_again_from_the_server(dataset, client):
    other = client.datasets(id=dataset.id)
    other.get()
    other.settings.guidelines = "Changed elsewhere."
    other.update()
    assert dataset.settings.get().guidelines == "Changed elsewhere."
    dataset.delete()
    with pytest.raises(NotFoundError):
        dataset.settings.get()
    with pytest.raises(NotFoundError):
        other.update()
    with pytest.raises(NotFoundError):
        other.settings.update()


def test_settings_fill_a_draft(draft, settings, client):
    draft.settings = settings
    for field in client.api.fields.list(draft.id):
        client.api.fields.delete(field.id)
    draft.settings.create()
    assert [each.name for each in draft.settings.get().questions] == ["label", "tags", "quality", "order", "why", "span"]
    with pytest.raises(SettingsError):
        draft.settings.create()
