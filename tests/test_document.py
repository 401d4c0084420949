"""Strict YAML with places: bytes in, a tree of nodes or diagnostics out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fruitful.diagnostic import Diagnostic, printable, show
from fruitful.document import (
    DEEPEST,
    LARGEST_FILE,
    MOST_FAULTS,
    MOST_NODES,
    Mapping,
    Node,
    Scalar,
    Sequence,
    ascii_hint,
    parse,
    parse_mapping,
    syntax,
)

PARSERS: dict[str, Callable[[str], syntax.EventParser]] = {"pure Python": syntax.PythonParser}
if yaml.__with_libyaml__:
    PARSERS["libyaml"] = yaml.CSafeLoader

either_parser = pytest.mark.parametrize("parser", PARSERS)


@contextmanager
def using(parser: str) -> Iterator[None]:
    """Hypothesis runs a test many times, so a fixture of pytest's would come too seldom."""
    before, syntax.new_parser = syntax.new_parser, PARSERS[parser]
    try:
        yield
    finally:
        syntax.new_parser = before


def read(text: str | bytes) -> tuple[Node | None, list[Diagnostic]]:
    faults: list[Diagnostic] = []
    data = text if isinstance(text, bytes) else text.encode()
    return parse(data, "a.yaml", faults), faults


def read_good(text: str | bytes) -> Node:
    node, faults = read(text)
    assert node is not None
    assert not faults, [show(fault) for fault in faults]
    return node


def plain(node: Node | None) -> Any:
    """The values of a tree without their places."""
    match node:
        case Mapping():
            return {key.text: plain(value) for key, value in node.entries}
        case Sequence():
            return [plain(item) for item in node.items]
        case Scalar():
            return node.text
    return None


def found(text: str | bytes) -> list[tuple[int, int, str]]:
    """Line, column and code of each fault."""
    return [(one.place.line, one.place.column, one.code) for one in read(text)[1]]


class TestTree:
    def test_holds_mappings_lists_and_texts(self) -> None:
        text = "name: Riverside\npartners:\n  - council\n  - {name: police, joined: 1999}\nends:\n"
        assert plain(read_good(text)) == {
            "name": "Riverside",
            "partners": ["council", {"name": "police", "joined": "1999"}],
            "ends": "",
        }

    @pytest.mark.parametrize("text", ["no", "010", "1_000", "12:30", ".inf", "2024-02-30", "~"])
    def test_scalars_stay_as_written(self, text: str) -> None:
        node = read_good(f"a: {text}")
        assert isinstance(node, Mapping)
        assert node.get("a") == Scalar(text, True, node.source, 1, 4)

    @pytest.mark.parametrize("text", ["'no'", '"no"', "|-\n  no", ">-\n  no"])
    def test_only_unquoted_scalars_are_plain(self, text: str) -> None:
        node = read_good(f"a: {text}")
        assert isinstance(node, Mapping)
        assert node.get("a") == Scalar("no", False, node.source, 1, 4)

    def test_get_of_a_key_that_is_not_there(self) -> None:
        node = read_good("a: 1")
        assert isinstance(node, Mapping)
        assert node.get("b") is None

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_line_breaks_of_every_system_are_the_same(self, end: str) -> None:
        text = "a: 1\n\nb: |\n  x\n  y\nc: 'p\n  q'\n"
        node = read_good(text.replace("\n", end))
        assert plain(node) == {"a": "1", "b": "x\ny\n", "c": "p q"}
        assert node.source.lines == tuple(text.split("\n"))

    def test_a_byte_order_mark_counts_for_nothing(self) -> None:
        assert read_good(b"\xef\xbb\xbfa: 1") == read_good(b"a: 1")

    def test_an_explicit_document_is_a_document(self) -> None:
        assert plain(read_good("---\na: 1\n...\n")) == {"a": "1"}

    def test_tabs_and_breaks_may_be_escaped(self) -> None:
        assert plain(read_good('a: "x\\ty\\nz"')) == {"a": "x\ty\nz"}

    @pytest.mark.parametrize("text", ["River\u200bside", "Caf\xe9\xa0Nero", "\U0001f600", "\u5e02"])
    def test_values_may_hold_any_visible_or_invisible_character(self, text: str) -> None:
        assert plain(read_good(f"a: {text}")) == {"a": text}

    def test_a_byte_order_mark_within_a_value_is_a_word_joiner(self) -> None:
        assert plain(read_good("a: x\n\nb: p\ufeffq")) == {"a": "x", "b": "p\u2060q"}


@either_parser
class TestPlaces:
    def test_count_lines_and_columns_from_one(self, parser: str) -> None:
        with using(parser):
            node = read_good("# first\nname:  Riverside\npartners:\n  - {one: council}\n")
        assert isinstance(node, Mapping)
        partners = node.get("partners")
        assert isinstance(partners, Sequence)
        one = partners.items[0]
        assert isinstance(one, Mapping)
        key, value = one.entries[0]
        places = [item.place[1:3] for item in (node, node.entries[0][1], partners, one, key, value)]
        assert places == [(2, 1), (2, 8), (4, 3), (4, 5), (4, 6), (4, 11)]
        assert value.place.file == "a.yaml"
        assert value.place.text == "  - {one: council}"

    def test_count_characters_and_not_bytes(self, parser: str) -> None:
        with using(parser):
            node = read_good("{caf\xe9 \U0001f600: x, b: y}")
        assert isinstance(node, Mapping)
        assert [key.column for key, _ in node.entries] == [2, 13]

    def test_a_second_byte_order_mark_moves_nothing(self, parser: str) -> None:
        with using(parser):
            node = read_good("a: 1\nb: [\ufeffx, y]")
        assert isinstance(node, Mapping)
        value = node.get("b")
        assert isinstance(value, Sequence)
        assert [item.column for item in value.items] == [5, 9]


class TestFaults:
    def test_all_that_can_be_told_are_told_together(self) -> None:
        text = "a: &x 1\nb: *x\na: !!str 2\nc: x\x07y\n<<: 3\n? [d]\n: e\nf: 'open"
        assert found(text) == [
            (1, 4, "anchor"),
            (2, 4, "alias"),
            (3, 1, "duplicate-key"),
            (3, 4, "tag"),
            (4, 5, "control-character"),
            (5, 1, "merge-key"),
            (6, 3, "key-not-text"),
            (8, 4, "unclosed-quote"),
        ]

    def test_leave_a_tree_without_what_was_refused(self) -> None:
        text = 'a: &x 1\nb: *x\na: 2\nst\x07age: "x\\e"\n<<: 3\n{d}: 4\nna\u200bme: !!str 5'
        node, faults = read(text)
        assert len(faults) == 9
        assert plain(node) == {"a": "1", "b": "", "stage": "x", "name": "5"}

    def test_a_duplicate_names_the_line_of_the_first(self) -> None:
        fault = read("x:\n  a: 1\n  b: 2\n  a: 3")[1][0]
        assert fault.message == "the key `a` is already on line 2"
        assert (fault.place.line, fault.place.column, fault.width) == (4, 3, 1)

    def test_the_same_key_in_two_mappings_is_no_fault(self) -> None:
        assert plain(read_good("- a: 1\n- a: 2")) == [{"a": "1"}, {"a": "2"}]

    def test_a_quoted_merge_sign_is_an_ordinary_key(self) -> None:
        assert plain(read_good("'<<': 1\nb: <<")) == {"<<": "1", "b": "<<"}

    @pytest.mark.parametrize("tag", ["!", "!!str", "!own", "!!python/object:os.x", "!<tag:x.org>"])
    @pytest.mark.parametrize("value", ["1", "[1]", "{b: 1}", "", "'1'", "&c 1"])
    def test_any_tag_is_refused(self, tag: str, value: str) -> None:
        assert (1, 4, "tag") in found(f"a: {tag} {value}")

    def test_an_undefined_tag_handle_is_a_tag_like_any_other(self) -> None:
        assert found("a: !b!c 1") == [(1, 4, "tag")]

    @pytest.mark.parametrize("escape", [r"\e", r"\0", r"\a", r"\r", r"\x9b", r"\u009b"])
    def test_an_escaped_control_character_is_refused(self, escape: str) -> None:
        assert found(f'a: "{escape}"') == [(1, 4, "control-character")]

    @pytest.mark.parametrize("escape", [r"\N", r"\L", r"\P"])
    def test_an_escaped_line_separator_is_refused(self, escape: str) -> None:
        assert found(f'a: "{escape}"') == [(1, 4, "line-separator")]

    @pytest.mark.parametrize("mark", "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2069")
    def test_a_direction_character_is_refused_raw_and_escaped(self, mark: str) -> None:
        assert found(f"a: x{mark}") == [(1, 5, "direction-character")]
        assert found(f"# {mark}\na: x") == [(1, 3, "direction-character")]
        assert found(f'a: "\\u{ord(mark):04x}"') == [(1, 4, "direction-character")]

    @either_parser
    @pytest.mark.parametrize("escape", [r"\ud800", r"\udfff", r"\ud83d\ude00", r"\U00110000"])
    def test_an_escape_that_is_no_character_is_refused(self, escape: str, parser: str) -> None:
        with using(parser):
            assert {code for _, _, code in found(f'a: "{escape}"')} == {"bad-escape"}

    @pytest.mark.parametrize("line", ["%YAML 1.1", "%TAG ! tag:x.org,2000:", "%", "%x"])
    def test_directives_are_refused(self, line: str) -> None:
        assert found(f"{line}\n---\na: 1") == [(1, 1, "directive")]
        assert found(f"a: |\n  x\n{line}\n") == [(3, 1, "directive")]

    def test_a_percent_sign_within_a_line_is_text(self) -> None:
        assert plain(read_good("a: |\n  %\nb: 5%\nc: x\n  %y")) == {
            "a": "%\n",
            "b": "5%",
            "c": "x %y",
        }

    def test_a_run_of_one_bad_character_is_one_fault(self) -> None:
        faults = read("a: x\0\0\0y")[1]
        assert [(fault.place.column, fault.width) for fault in faults] == [(5, 3)]

    def test_no_fault_is_hidden_by_the_cleaning_of_a_key(self) -> None:
        assert found("stage: 1\nsta\u200bge: 2") == [
            (2, 1, "duplicate-key"),
            (2, 1, "unseen-character"),
        ]

    def test_of_the_root_are_for_those_who_need_a_mapping(self) -> None:
        for text in ("- a", "a", "'a'"):
            faults: list[Diagnostic] = []
            assert read_good(text)
            assert parse_mapping(text.encode(), "a.yaml", faults) is None
            assert [fault.code for fault in faults] == ["not-a-mapping"]
        assert parse_mapping(b"a: 1", "a.yaml", faults := []) is not None
        assert not faults

    @pytest.mark.parametrize("text", ["", "\n", "# x", "---\n", "---\n...\n", "\ufeff", "''"])
    def test_nothing_at_all_is_an_empty_file(self, text: str) -> None:
        assert [code for _, _, code in found(text)] == ["empty-file"]

    def test_the_place_of_a_bad_byte_counts_characters(self) -> None:
        assert found("\ufeffa: \U0001f600\r\nb: \xe9".encode() + b"\xe9") == [(2, 5, "not-utf-8")]


@either_parser
class TestSyntax:
    """What the parsers give up on is told in plain English, at the place to look at."""

    @pytest.mark.parametrize(
        ("text", "line", "column", "code"),
        [
            ("a:\n\tb: 1", 2, 1, "tab"),
            ("a:\n  b: 1\n\tc: 2", 3, 1, "tab"),
            ("a: |\n  x\n\ty", 3, 1, "tab"),
            ("a: 'x\nb: 1", 1, 4, "unclosed-quote"),
            ('a: "x\n---\nb: 1', 1, 4, "unclosed-quote"),
            ("a: [b, c\nd: 1", 1, 4, "unclosed-bracket"),
            ("a: {b: c\n", 1, 4, "unclosed-bracket"),
            ("a: **b**", 1, 4, "special-character"),
            ("a: & b", 1, 4, "special-character"),
            ("a: @b", 1, 4, "special-character"),
            ("a: `b`", 1, 4, "special-character"),
            ("a: %b", 1, 4, "special-character"),
            ("a: ? b", 1, 4, "special-character"),
            ("a: !<b", 1, 4, "tag"),
            ("a: !%zz", 1, 4, "tag"),
            ("a: >2x", 1, 4, "bad-block-text"),
            ("a: |0", 1, 4, "bad-block-text"),
            ("a: 1\nstage\nb: 2", 2, 1, "missing-colon"),
            ("stage\nb: 2", 2, 2, "indentation"),
            ("a: 1\n b: 2", 2, 3, "indentation"),
            ("a:\n  - b\n c: 1", 3, 2, "indentation"),
            ("- a\nb: c", 2, 1, "indentation"),
            ("b: c\n- a", 2, 1, "indentation"),
            ("a: b: c", 1, 5, "stray-colon"),
            ("a: - b", 1, 4, "stray-dash"),
            ("a: ]", 1, 4, "stray-character"),
            ("a: 1\n: b", 2, 1, "empty-key"),
            ('a: "x" y', 1, 8, "text-after-value"),
            ("a: [x] y", 1, 8, "text-after-value"),
            ("[a] b", 1, 5, "text-after-end"),
            ("a: 1\n...\nb: 2", 3, 1, "text-after-end"),
            (r'a: "C:\dir"', 1, 7, "bad-escape"),
            (r'a: "\xzz"', 1, 5, "bad-escape"),
        ],
    )
    def test_has_its_own_code(
        self, text: str, line: int, column: int, code: str, parser: str
    ) -> None:
        with using(parser):
            assert found(text) == [(line, column, code)]
            assert read(text)[1][0].help

    def test_keeps_the_faults_found_before(self, parser: str) -> None:
        with using(parser):
            assert found("a: 1\na: 2\nb: 'x") == [(2, 1, "duplicate-key"), (3, 4, "unclosed-quote")]


class TestLimits:
    def test_of_size(self) -> None:
        assert read_good(b"a: 1 #" + b"x" * (LARGEST_FILE - 6))
        assert found(b"a: 1 #" + b"x" * (LARGEST_FILE - 5)) == [(0, 0, "file-too-large")]

    def test_of_nodes(self) -> None:
        assert read_good(b"- a\n" * (MOST_NODES - 1))
        assert found(b"- a\n" * MOST_NODES) == [(MOST_NODES, 3, "too-many-nodes")]

    @pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("- ", ""), ("{a: ", "}")])
    def test_of_depth(self, opening: str, closing: str) -> None:
        assert read_good(opening * DEEPEST + "x" + closing * DEEPEST)
        column = len(opening) * DEEPEST + 1
        assert found(opening * (DEEPEST + 1) + "x") == [(1, column, "too-deep")]

    def test_of_faults(self) -> None:
        text = "a: 1\n" * MOST_FAULTS + "'open"
        assert (0, 0, "too-many-faults") not in found("a: 1\n" * MOST_FAULTS)
        assert found(text)[-1] == (MOST_FAULTS + 1, 1, "unclosed-quote")
        assert found("a: 1\n" + text)[0] == (0, 0, "too-many-faults")
        assert len(found("a: 1\n" + text)) == MOST_FAULTS + 1
        assert len(found("a: x\0\n" * 500)) == MOST_FAULTS + 1


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
@pytest.mark.parametrize("variant", ["", "-le", "-be"])
def test_other_encodings_are_named(encoding: str, variant: str) -> None:
    assert found("name: Riverside\n".encode(encoding + variant)) == [(0, 0, encoding)]


class TestAsciiHint:
    def test_names_a_letter_that_looks_like_another(self) -> None:
        hint = "`st\u0430ge` has a letter that only looks like Latin: "
        assert ascii_hint("st\u0430ge") == hint + "U+0430 (CYRILLIC SMALL LETTER A)"

    def test_names_any_other_character_beyond_ascii(self) -> None:
        hint = "`caf\xe9` has a character that is not ASCII: "
        assert ascii_hint("caf\xe9") == hint + "U+00E9 (LATIN SMALL LETTER E WITH ACUTE)"

    def test_has_nothing_to_say_of_plain_names(self) -> None:
        assert ascii_hint("stage_2") == ""

    @given(st.text())
    def test_can_be_printed_whatever_the_name(self, name: str) -> None:
        assert bool(ascii_hint(name)) is not name.isascii()
        assert printable(ascii_hint(name)) == ascii_hint(name)


FRAGMENTS = (
    *"'\"[]{}:,-?|>#!&*%@`~=\\\t\r\n\0\x1b\x85\u2028\u202e\u200b\xa0\ufeff\xe9\U0001f600\ufffe",
    *(": ", "- ", "? ", " #", "&a ", "*a ", "!!str ", "!x!y ", "!<tag:x,y> ", "!%c3%28 ", "<<: "),
    *(
        "\\x",
        "\\u",
        "\\e",
        "\\N",
        "\\ud800",
        "\\U0011",
        "0000",
        "d800",
        "\\\n",
        "''",
        "|2\n",
        ">-\n",
    ),
    *("\n  ", "\n ", "\n- ", "\r\n", "\n---\n", "\n...\n", "\n%TAG ! x\n", "\n%YAML 1.1\n", "\n\t"),
    *("a", "key", "key: ", "a: b", "{a: b}", "[a, b]", "no", "null"),
)
yaml_ish = st.lists(st.sampled_from(FRAGMENTS), max_size=60).map("".join)


def check_total(data: bytes, parser: str) -> None:
    """A value or a fault, and faults that are located and safe to print."""
    with using(parser):
        faults: list[Diagnostic] = []
        root = parse_mapping(data, "a.yaml", faults)
    assert root is not None or faults
    for fault in faults:
        assert fault.help
        assert fault.place.line == 0 or 1 <= fault.place.column <= len(fault.place.text) + 1
        for line in show(fault).split("\n"):
            assert line == printable(line)


@either_parser
class TestTotality:
    @given(data=st.binary())
    def test_arbitrary_bytes(self, data: bytes, parser: str) -> None:
        check_total(data, parser)

    @given(text=st.text())
    @example(text="\ufeff\ufeffa: 1\n\ufeffb: 2")
    def test_arbitrary_text(self, text: str, parser: str) -> None:
        check_total(text.encode("utf-8", "surrogatepass"), parser)

    @settings(max_examples=500)
    @given(text=yaml_ish)
    @example(text='"\\U00110000"')
    @example(text='"\\Uffffffff"')
    def test_arbitrary_yaml_like_text(self, text: str, parser: str) -> None:
        check_total(text.encode(), parser)


unseen = "\xa0\xad\u115f\u1160\u1680\u180e\u202f\u205f\u3000\u3164\uffa0\ufeff\u2800"
letters = st.characters(
    codec="utf-8", max_codepoint=0x1FFFF, exclude_categories=("Cc", "Cf", "Cn", "Mn", "Zl", "Zp")
)
names = st.text(letters.filter(lambda one: one not in unseen and not "\u2000" <= one <= "\u206f"))
texts = st.text(st.one_of(letters, st.sampled_from(" \t\n'\":#-[]{}?&*!|>%@`,\\")))
values = st.recursive(
    texts,
    lambda inner: st.lists(inner) | st.dictionaries(names.filter(str.strip), inner),
    max_leaves=20,
)


class Unaliased(yaml.SafeDumper):
    """Writes an equal value out again, where YAML would use an alias."""

    def ignore_aliases(self, _data: object) -> bool:
        return True


@either_parser
@settings(max_examples=200)
@given(value=values, flow=st.booleans(), unicode=st.booleans(), width=st.sampled_from([20, 80]))
def test_reads_what_pyyaml_reads(
    value: Any, flow: bool, unicode: bool, width: int, parser: str
) -> None:
    text = yaml.dump(
        {"root": value},
        Dumper=Unaliased,
        default_flow_style=flow,
        allow_unicode=unicode,
        width=width,
    )
    with using(parser):
        assert plain(read_good(text)) == yaml.load(text, yaml.BaseLoader) == {"root": value}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("foo: |\n  x\n   ", "x\n \n"),  # of the YAML test suite: L24T/01
        ("foo: |+\n   ", "\n"),  # JEF9/02
        ("foo: ?x", "?x"),
    ],
)
def test_a_text_is_read_as_yaml_means_it(text: str, value: str) -> None:
    faults: list[Diagnostic] = []
    root = parse(text.encode(), "text.yaml", faults)
    assert isinstance(root, Mapping)
    found = root.get("foo")
    assert isinstance(found, Scalar)
    assert (found.text, faults) == (value, [])


@pytest.mark.parametrize(("opening", "closing"), ["[]", "{}"])
def test_a_closing_bracket_may_stand_below_its_key_and_nothing_else_may(
    opening: str, closing: str
) -> None:
    assert read_good(f"a: {opening}\n  b: c\n{closing}\nd: e\n")
    assert [one.code for one in read(f"a: {opening}\nb: c\n{closing}\n")[1]] == ["indentation"]
    assert [one.code for one in read(f"x:\n  a: {opening}\n    b: c\n{closing}\n")[1]] == [
        "indentation"
    ]
