"""Years of runs: later looks at articles, polling, pauses, looks, alarms, what was taken down."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_SERIAL = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    _schedule()
    _politeness()
    _health()
    _takedown()


def _schedule() -> None:
    op.add_column("addresses", sa.Column("recheck_at", sa.BigInteger))
    op.add_column("addresses", sa.Column("etag", sa.Text))
    op.add_column("addresses", sa.Column("last_modified", sa.Text))
    op.create_index("addresses_recheck", "addresses", ["outlet", "recheck_at"])
    op.add_column("sources", sa.Column("fault_since", sa.BigInteger))
    op.add_column("sources", sa.Column("poll_at", sa.BigInteger))
    op.add_column("sources", sa.Column("gap", sa.Float))
    op.add_column("sources", sa.Column("news_at", sa.BigInteger))
    op.create_index("sources_poll", "sources", ["outlet", "poll_at"])


def _politeness() -> None:
    op.add_column("hosts", sa.Column("pause", sa.Integer))
    op.add_column("hosts", sa.Column("robots_failed_at", sa.BigInteger))
    op.create_table(
        "pauses",
        sa.Column("outlet", sa.String(255), primary_key=True),
        sa.Column("until", sa.BigInteger, nullable=False),
        sa.Column("seconds", sa.Integer, nullable=False),
        sa.Column("since", sa.BigInteger, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
    )


def _health() -> None:
    op.create_table(
        "looks",
        sa.Column("look_id", _SERIAL, primary_key=True),
        sa.Column("outlet", sa.String(255), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("again", sa.Boolean, nullable=False),
        sa.Column("http_status", sa.Integer),
        sa.Column("fields", sa.Integer),
        sa.Column("by_rules", sa.Integer),
        sa.Column("words", sa.Integer),
        sa.Column("delay", sa.Integer),
    )
    op.create_index("looks_outlet", "looks", ["outlet", "at"])
    op.create_index("looks_at", "looks", ["at"])
    op.create_table(
        "alarms",
        sa.Column("alarm_id", _SERIAL, primary_key=True),
        sa.Column("outlet", sa.String(255), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("raised_at", sa.BigInteger, nullable=False),
        sa.Column("seen_at", sa.BigInteger, nullable=False),
        sa.Column("ended_at", sa.BigInteger),
        sa.Column("told_at", sa.BigInteger),
    )
    op.create_index("alarms_outlet", "alarms", ["outlet", "ended_at"])


def _takedown() -> None:
    op.create_table(
        "tombstones",
        sa.Column("address_key", sa.Text, primary_key=True),
        sa.Column("outlet", sa.String(255), nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("article_id", sa.String(40)),
        sa.Column("body_hash", sa.String(64)),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("erased_at", sa.BigInteger),
    )
    op.create_index("tombstones_body", "tombstones", ["body_hash"])
