import pytest

from deploy.node import is_new_enough


@pytest.mark.parametrize("version", ["v20.19.0", "v20.20.2", "v22.13.0", "v24.0.0", "v26.7.0"])
def test_new_enough(version):
    assert is_new_enough(version)


@pytest.mark.parametrize("version", ["v18.20.4", "v20.18.9", "v21.7.3", "v22.12.0", "v23.11.1", "", "node: not found"])
def test_too_old_or_unsupported(version):
    assert not is_new_enough(version)
