"""Acts on payments: build, approve, send, mark as arrived or returned."""

from grants.stages.payments.actions.approving import approve_batch, cancel_batch
from grants.stages.payments.actions.building import build_batch, remove_payment
from grants.stages.payments.actions.sending import (
    download_batch_file,
    mark_batch_cleared,
    mark_cleared,
    mark_returned,
)

__all__ = [
    "approve_batch",
    "build_batch",
    "cancel_batch",
    "download_batch_file",
    "mark_batch_cleared",
    "mark_cleared",
    "mark_returned",
    "remove_payment",
]
