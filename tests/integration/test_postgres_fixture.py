from sqlalchemy import create_engine, text


def test_a_real_postgresql_answers_and_keeps_what_is_written(postgres_url):
    engine = create_engine(postgres_url)
    with engine.begin() as connection:
        assert connection.scalar(text("SELECT version()")).startswith("PostgreSQL 18")
        connection.execute(text("CREATE TEMPORARY TABLE kept (id bigint PRIMARY KEY)"))
        connection.execute(text("INSERT INTO kept VALUES (42)"))
        assert connection.scalar(text("SELECT id FROM kept")) == 42
    engine.dispose()
