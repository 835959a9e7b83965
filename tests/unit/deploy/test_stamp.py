import pytest

from deploy import stamp


@pytest.fixture
def sources(tmp_path):
    files = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for file in files:
        file.write_text(file.stem)
    return files


def test_the_digest_changes_with_a_byte_a_name_or_a_label(sources, tmp_path):
    before = stamp.digest(sources, "label")
    assert stamp.digest(sources, "label") == before
    assert stamp.digest(sources, "other") != before
    renamed = sources[1].rename(tmp_path / "c.txt")
    assert stamp.digest([sources[0], renamed], "label") != before
    renamed.rename(sources[1]).write_text("B")
    assert stamp.digest(sources, "label") != before


def test_moving_a_byte_from_one_file_to_the_next_changes_the_digest(sources):
    sources[0].write_text("xy")
    sources[1].write_text("z")
    before = stamp.digest(sources)
    sources[0].write_text("x")
    sources[1].write_text("yz")
    assert stamp.digest(sources) != before


def test_a_stamp_is_current_for_its_own_value_only(tmp_path):
    mark = tmp_path / "made.stamp"
    assert not stamp.is_current(mark, "one")
    stamp.write(mark, "one")
    assert stamp.is_current(mark, "one")
    assert not stamp.is_current(mark, "two")
    assert list(tmp_path.iterdir()) == [mark]
