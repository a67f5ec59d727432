"""Links by which a group's leader confirms, changes or closes one listing without an account."""

from datetime import timedelta

from directory.database import TABLES
from directory.one_time_links import OneTimeLinks

CONFIRM_LINKS = OneTimeLinks(
    table=TABLES["confirm_link"],
    target="service_id",
    valid_for=timedelta(days=60),
    refusal="この確認のページは、期限が切れています。お手数ですが、社協へお電話ください。",
    answered="この確認のページには、もうお返事をいただいています。ありがとうございました。",
)
