"""The ask: an application, the facts it states, the thread of its case, and what others do for the group."""

from grants.stages.applications.models.applications import (
    TYPED_BY_OFFICE,
    Application,
    ApplicationStatus,
    Facts,
    Intake,
    Message,
    MessageRead,
    QuizResult,
    SentBack,
)
from grants.stages.applications.models.helped import (
    Confirmation,
    ConfirmedHow,
    NamedContact,
    Scan,
)
from grants.stages.applications.models.hosting import (
    Hosting,
    HostingStatus,
)

__all__ = [
    "TYPED_BY_OFFICE",
    "Application",
    "ApplicationStatus",
    "Confirmation",
    "ConfirmedHow",
    "Facts",
    "Hosting",
    "HostingStatus",
    "Intake",
    "Message",
    "MessageRead",
    "NamedContact",
    "QuizResult",
    "Scan",
    "SentBack",
]
