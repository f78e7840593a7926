"""What of the 1.29 package is watched: the feedback datasets, accounts and the functions of the package."""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "lib"))

import argilla as rg
from argilla.client.feedback import utils
from argilla.client.feedback.dataset.remote.dataset import RemoteFeedbackDataset, RemoteFeedbackRecords
from argilla.client.feedback.schemas.remote import metadata
from argilla.client.feedback.schemas.remote.records import (
    RemoteFeedbackRecord,
    RemoteResponseSchema,
    RemoteSuggestionSchema,
)
from argilla.client.feedback.schemas.remote.vector_settings import RemoteVectorSettings
from surface import Surface

surface = Surface("argilla", Path(__file__).parent)
surface.watch_requests()
for owner in (
    rg.FeedbackDataset,
    RemoteFeedbackDataset,
    RemoteFeedbackRecords,
    RemoteFeedbackRecord,
    RemoteSuggestionSchema,
    RemoteResponseSchema,
    metadata.RemoteTermsMetadataProperty,
    metadata.RemoteIntegerMetadataProperty,
    metadata.RemoteFloatMetadataProperty,
    RemoteVectorSettings,
    rg.Workspace,
    rg.User,
):
    surface.watch_class(owner)
functions = """
    init active_client get_workspace set_workspace list_workspaces list_datasets load delete server_info copy log
    log_async delete_records configure_dataset configure_dataset_settings load_dataset_settings
"""
for name in ("assign_records", "assign_workspaces"):
    surface.watch_function(utils, name, "utils")
for name in functions.split():
    surface.watch_function(rg, name, "rg")
