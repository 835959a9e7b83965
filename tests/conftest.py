from hypothesis import HealthCheck, settings

# A busy machine is no defect of what is tested: nothing here is judged by the time it takes.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")

pytest_plugins = [
    "tests.fixtures.ports",
    "tests.fixtures.postgres",
    "tests.fixtures.browser",
    "tests.fixtures.carrier",
    "tests.fixtures.house",
    "tests.fixtures.database",
    "tests.fixtures.web_service",
    "tests.fixtures.mail_service",
]
