"""What of the 2.8 package is watched: each class that people hold in their hands, and how it is met."""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "lib"))

import argilla as rg
from argilla import client as clients
from argilla.records._dataset_records import DatasetRecords, DatasetRecordsIterator
from argilla.settings._resource import SettingsProperties
from argilla.responses import UserResponse
from argilla.webhooks import Webhook
from argilla.workspaces._resource import WorkspaceUsers
from surface import Surface

surface = Surface("argilla", Path(__file__).parent)
surface.watch_requests()
for owner in (
    rg.Argilla,
    clients.Users,
    clients.Workspaces,
    clients.Datasets,
    clients.Webhooks,
    rg.User,
    rg.Workspace,
    WorkspaceUsers,
    rg.Dataset,
    rg.Settings,
    SettingsProperties,
    DatasetRecords,
    DatasetRecordsIterator,
    rg.Record,
    rg.Response,
    UserResponse,
    rg.Suggestion,
    rg.Vector,
    rg.Query,
    rg.Filter,
    rg.Similar,
    Webhook,
    rg.WebhookEvent,
    rg.WebhookHandler,
    rg.TextField,
    rg.ChatField,
    rg.ImageField,
    rg.CustomField,
    rg.TextQuestion,
    rg.LabelQuestion,
    rg.MultiLabelQuestion,
    rg.RatingQuestion,
    rg.RankingQuestion,
    rg.SpanQuestion,
    rg.TermsMetadataProperty,
    rg.IntegerMetadataProperty,
    rg.FloatMetadataProperty,
    rg.VectorField,
    rg.TaskDistribution,
):
    surface.watch_class(owner)


def listener(make):
    """The function that it returns is the one that makes the webhook."""

    def made(*args, **options):
        return surface.wrap("rg.webhook_listener", make(*args, **options))

    return made


surface.members.add("rg.webhook_listener")
rg.webhook_listener = listener(rg.webhook_listener)
for name in ("get_webhook_server", "set_webhook_server", "start_webhook_server", "stop_webhook_server"):
    surface.watch_function(rg, name, "rg")
