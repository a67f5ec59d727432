"""Tables of the private catalogue. Tables only: input is validated by `directory.listing`.

Ids are UUID text. Days are `date`; moments are UTC with zone.
"""

from directory.models.changes import (
    Departure,
    Gap,
    HeaderName,
    ImportBatch,
    JudgedPair,
    Proposal,
    Redaction,
    Revision,
    SourceRow,
)
from directory.models.columns import utc_now
from directory.models.listings import (
    Attribute,
    Catalogue,
    DayChange,
    Disclosure,
    Location,
    Organization,
    Phone,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
    ServiceStatus,
)
from directory.models.people import Account, AccountInvitation, AuditEvent, ConfirmLink, EndedSession

__all__ = [
    "Account",
    "AccountInvitation",
    "Attribute",
    "AuditEvent",
    "Catalogue",
    "ConfirmLink",
    "DayChange",
    "Departure",
    "Disclosure",
    "EndedSession",
    "Gap",
    "HeaderName",
    "ImportBatch",
    "JudgedPair",
    "Location",
    "Organization",
    "Phone",
    "Proposal",
    "Redaction",
    "Revision",
    "Schedule",
    "Service",
    "ServiceArea",
    "ServiceAtLocation",
    "ServiceStatus",
    "SourceRow",
    "utc_now",
]
