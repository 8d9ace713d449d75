"""How many words a text has: with its signature that tells which texts are worth a comparison."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("texts", sa.Column("words", sa.Integer))
