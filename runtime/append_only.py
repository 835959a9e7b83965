"""Tables whose rows are added and never changed: the database itself refuses, whichever it is."""

from sqlalchemy import DDL, Table, event


def keep_as_written(table: Table, sentence: str) -> None:
    """From its creation on, `table` refuses UPDATE and DELETE with `sentence`. A migration writes the same by hand."""
    for statement in _statements(table.name, sentence):
        event.listen(table, "after_create", statement)


def _statements(name: str, sentence: str) -> tuple[DDL, ...]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
    return (
        _only_on("sqlite", f"CREATE TRIGGER {name}_no_update BEFORE UPDATE ON {name} {refuse}"),
        _only_on("sqlite", f"CREATE TRIGGER {name}_no_delete BEFORE DELETE ON {name} {refuse}"),
        _only_on(
            "postgresql",
            f"CREATE OR REPLACE FUNCTION {name}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{sentence}'; END $$",
        ),
        _only_on(
            "postgresql",
            f"CREATE TRIGGER {name}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {name} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {name}_refuse()",
        ),
    )


def _only_on(dialect: str, statement: str) -> DDL:
    return DDL(statement).execute_if(dialect=dialect)  # type: ignore[no-untyped-call]
