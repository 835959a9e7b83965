import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.limits import MAX_DEPTH, MAX_FILE
from ivr.source_tree import Scalar, Table, plain
from ivr.yaml_source import read_yaml


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: yes\nb: no\nc: on", {"a": "yes", "b": "no", "c": "on"}),
        ("a: true\nb: FALSE\nc: ~", {"a": True, "b": False, "c": None}),
        ("a: 017\nb: 1.5\nc: 0x1f", {"a": 17, "b": 1.5, "c": 31}),
        ("a: '017'\nb: 3328011708900001234", {"a": "017", "b": "3328011708900001234"}),
        ("a: 2026-08-17\nb: 07:30", {"a": "2026-08-17", "b": "07:30"}),
        ("- {a: [1, x]}", [{"a": [1, "x"]}]),
    ],
)
def test_scalars_follow_yaml_1_2(text: str, value: object) -> None:
    tree, issues = read_yaml(text, "f.yaml")
    assert tree is not None
    assert not issues
    assert plain(tree) == value


def test_every_value_knows_where_it_stands() -> None:
    tree, _ = read_yaml("flow: x\nnodes:\n  main:\n    say: hai\n", "f.yaml")
    assert isinstance(tree, Table)
    nodes = tree.entries["nodes"]
    assert isinstance(nodes, Table)
    main = nodes.entries["main"]
    assert isinstance(main, Table)
    say = main.entries["say"]
    assert isinstance(say, Scalar)
    assert (nodes.keys["main"].line, nodes.keys["main"].column) == (3, 3)
    assert (say.mark.line, say.mark.column) == (4, 10)


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("a: 1\nb: 2\na: 3", "3:1", "first is in line 1"),
        ("key: #", "1:5", 'written "#"'),
        ("x: {key: #, a: b}\ny: 1", "2:2", 'written "#"'),
        ("key: *", "1:", 'needs quotes: "*"'),
        ("x: {key: *, a: b}", "1:11", 'needs quotes: "*"'),
        ("a: *b", "1:4", 'needs quotes: "*"'),
        ("say: {{ card.name }}", "1:6", "{{ }} needs quotes"),
        ("say: {id: {{ card.name }}}", "1:11", "{{ }} needs quotes"),
        ("a: @b", "1:4", "needs quotes"),
        ("a: &x 1", "1:4", "anchors and tags"),
        ("a: !!python/object:os.system 1", "1:4", "anchors and tags"),
        ("? [a, b]\n: 1", "1:3", "a key is a word"),
        ("a: 1\n---\nb: 1", "2:1", "one document"),
        ("a:\n\t- b", "2:1", "not YAML"),
        ('a: "\\UFFFFFFFF"', "1:1", "not YAML"),
        ("a: \x00", "1:1", "not YAML"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(text: str, place: str, words: str) -> None:
    _, issues = read_yaml(text, "f.yaml")
    assert str(issues[0]).startswith(f"f.yaml:{place}")
    assert words in issues[0].text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x" * (MAX_FILE + 1), "divide the file"),
        ("[" * 5000, f"more than {MAX_DEPTH} levels"),
        ("- 1\n" * 41_000, "more than"),
    ],
)
def test_size_and_depth_are_bounded(text: str, words: str) -> None:
    tree, issues = read_yaml(text, "f.yaml")
    assert tree is None
    assert words in issues[0].text


@given(
    st.text(alphabet=st.characters(codec=None), max_size=300)
    | st.text(alphabet="{}[]:,-#*&!|>'\"\n \tabk01%@`?\\U", max_size=120)
)
def test_no_text_is_an_exception(text: str) -> None:
    tree, issues = read_yaml(text, "f.yaml")
    assert (
        tree is not None
        or issues
        or not text.strip()
        or "\n" in text
        or text.lstrip().startswith(("#", "%", "---", "...", "\ufeff"))
    )


def test_a_question_may_stand_unquoted_inside_braces() -> None:
    assert read_yaml("a: {id: Apa?, en: What?}", "f.yaml")[1] == []
