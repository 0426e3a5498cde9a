"""Everything that is done to stored files."""

from grants.ground.files.actions.partial import (
    begin_upload,
    give_up_upload,
    receive_piece,
    sweep_partial_uploads,
    whole_of,
)
from grants.ground.files.actions.scanning import record_infected, scan_stored, set_free_unscanned
from grants.ground.files.actions.storing import forget_file, store_bytes, store_upload, sweep_orphans

__all__ = [
    "begin_upload",
    "forget_file",
    "give_up_upload",
    "receive_piece",
    "record_infected",
    "scan_stored",
    "set_free_unscanned",
    "store_bytes",
    "store_upload",
    "sweep_orphans",
    "sweep_partial_uploads",
    "whole_of",
]
