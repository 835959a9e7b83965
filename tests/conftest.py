pytest_plugins = [
    "tests.fixtures.ports",
    "tests.fixtures.postgres",
    "tests.fixtures.browser",
    "tests.fixtures.carrier",
    "tests.fixtures.house",
    "tests.fixtures.database",
]
