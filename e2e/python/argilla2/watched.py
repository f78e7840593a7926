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
