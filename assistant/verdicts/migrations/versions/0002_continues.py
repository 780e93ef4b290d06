"""Which verdict on words that are gone a judgement goes on from."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the column; what was judged before goes on from nothing."""
    op.add_column("judgements", sa.Column("continues", sa.Text, nullable=True))
