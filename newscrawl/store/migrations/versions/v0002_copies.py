"""Copies and translations: texts, marks, boilerplate, links."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_SERIAL = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    _texts()
    _links()


def _texts() -> None:
    op.create_table(
        "texts",
        sa.Column("text_no", _SERIAL, primary_key=True),
        sa.Column("article_id", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("outlet", sa.String(255), nullable=False),
        sa.Column("language", sa.String(12), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("definition", sa.Integer, nullable=False),
        sa.Column("signature", sa.LargeBinary, nullable=False),
        sa.Column("clues", sa.LargeBinary),
    )
    op.create_index("texts_article", "texts", ["article_id"])
    op.create_index("texts_at", "texts", ["at"])
    op.create_table(
        "marks",
        sa.Column("period", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("mark", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("text_no", sa.BigInteger, primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )


def _links() -> None:
    op.create_table(
        "boilerplate",
        sa.Column("outlet", sa.String(255), primary_key=True),
        sa.Column("mark", sa.BigInteger, primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "links",
        sa.Column("one", sa.String(40), primary_key=True),
        sa.Column("other", sa.String(40), primary_key=True),
        sa.Column("relation", sa.String(20), nullable=False),
        sa.Column("similarity", sa.Float, nullable=False),
        sa.Column("strength", sa.Float, nullable=False),
        sa.Column("one_found", sa.Float, nullable=False),
        sa.Column("other_found", sa.Float, nullable=False),
        sa.Column("evidence", sa.Text, nullable=False),
    )
    op.create_index("links_other", "links", ["other"])
