"""Runs the migrations in the transaction that `assistant.verdicts.migrating` opened."""

from alembic import context

from assistant.verdicts.tables import METADATA, VERSION_TABLE

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    version_table=VERSION_TABLE,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
