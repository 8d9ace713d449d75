"""The first schema: ledger, sources, hosts, articles, records, runs, clock."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    _ledger()
    _network()
    _articles()
    _runs()


def _ledger() -> None:
    op.create_table(
        "addresses",
        sa.Column("address_id", _SERIAL, primary_key=True),
        sa.Column("outlet", sa.String(255), nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("address_key", sa.Text, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("http_status", sa.Integer),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("due_at", sa.BigInteger),
        sa.Column("sort_at", sa.BigInteger, nullable=False),
        sa.Column("hint_at", sa.BigInteger),
        sa.Column("discovered_by", sa.Text),
        sa.Column("discovered_at", sa.BigInteger, nullable=False),
        sa.Column("checked_at", sa.BigInteger),
        sa.Column("changed_at", sa.BigInteger, nullable=False),
        sa.Column("article_id", sa.String(40)),
        sa.Column("run_id", sa.String(40)),
        sa.UniqueConstraint("outlet", "address_key", name="addresses_outlet_key"),
    )
    op.create_index("addresses_due", "addresses", ["outlet", "due_at", "sort_at"])
    op.create_index("addresses_state", "addresses", ["outlet", "state"])
    op.create_index("addresses_article", "addresses", ["article_id"])
    op.create_index("addresses_key", "addresses", ["address_key"])
    op.create_index("addresses_run", "addresses", ["run_id"])


def _network() -> None:
    op.create_table(
        "sources",
        sa.Column("outlet", sa.String(255), primary_key=True),
        sa.Column("url", sa.Text, primary_key=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("parent", sa.Text),
        sa.Column("modified_at", sa.BigInteger),
        sa.Column("read_modified_at", sa.BigInteger),
        sa.Column("etag", sa.Text),
        sa.Column("last_modified", sa.Text),
        sa.Column("checked_at", sa.BigInteger),
        sa.Column("http_status", sa.Integer),
        sa.Column("entries", sa.Integer),
        sa.Column("fault", sa.Text),
        sa.Column("fault_at", sa.BigInteger),
        sa.Column("due", sa.Boolean, nullable=False, server_default=sa.false()),
    )
    op.create_table(
        "hosts",
        sa.Column("host", sa.String(255), primary_key=True),
        sa.Column("not_before", sa.BigInteger),
        sa.Column("robots", sa.Text),
        sa.Column("robots_etag", sa.Text),
        sa.Column("robots_last_modified", sa.Text),
        sa.Column("robots_at", sa.BigInteger),
    )


def _articles() -> None:
    op.create_table(
        "articles",
        sa.Column("article_id", sa.String(40), primary_key=True),
        sa.Column("outlet", sa.String(255), nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("article_key", sa.Text, nullable=False),
        sa.Column("is_canonical", sa.Boolean, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("body_hash", sa.String(64)),
        sa.Column("date_published", sa.String(32)),
        sa.Column("indexed_at", sa.BigInteger, nullable=False),
        sa.UniqueConstraint("article_key", name="articles_key"),
    )
    op.create_index("articles_body", "articles", ["body_hash"])
    op.create_index("articles_outlet", "articles", ["outlet"])
    op.create_table(
        "records",
        sa.Column("indexed_at", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("article_id", sa.String(40), nullable=False),
        sa.Column("outlet", sa.String(255), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("run_id", sa.String(40), nullable=False),
        sa.Column("published", sa.Boolean, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
    )
    op.create_index("records_article", "records", ["article_id", "version"])
    op.create_index("records_unpublished", "records", ["outlet", "published", "run_id"])


def _runs() -> None:
    op.create_table(
        "runs",
        sa.Column("run_id", sa.String(40), primary_key=True),
        sa.Column("outlet", sa.String(255), nullable=False),
        sa.Column("started_at", sa.BigInteger, nullable=False),
        sa.Column("ended_at", sa.BigInteger),
        sa.Column("frozen_at", sa.BigInteger),
        sa.Column("published_at", sa.BigInteger),
        sa.Column("arguments", sa.Text),
        sa.Column("counts", sa.Text),
        sa.Column("outcome", sa.Text),
    )
    op.create_index("runs_outlet", "runs", ["outlet", "started_at"])
    clock = op.create_table(
        "clock",
        sa.Column("clock_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("indexed_at", sa.BigInteger, nullable=False),
    )
    op.bulk_insert(clock, [{"clock_id": 1, "indexed_at": 0}])
