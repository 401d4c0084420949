"""One report, many formats: a new one is a module, and each says all that there is to say."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from datetime import date
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from conftest import DAY
from fruitful.cli.main import fruitful as program
from fruitful.evaluation import Assessment, assess, profile_from
from fruitful.firing.engines import REFERENCE, prepare
from fruitful.formats import (
    FORMATS,
    Format,
    FormatMissing,
    Look,
    markdown,
    opendocument,
    word,
    written,
)
from fruitful.report.blocks import PAGES, Items, Report, Section, plain, sections
from fruitful.report.evaluation import evaluation_report
from fruitful.ruleset import Ruleset
from fruitful.shipped import shipped
from program import LOCAL_PACK, environment, run
from reading_pages import ATTACKS, parsed

CLOSING = shipped("cases") / "paper" / "cs01_wessex_project_the_day_before.yaml"
MANY = shipped("cases") / "synthetic" / "half_hearted.yaml"


def assessed(ruleset: Ruleset, path: Path) -> Assessment:
    profile = profile_from(path.read_bytes(), path.name, ruleset.vocabulary)
    return assess(ruleset, profile, DAY, prepare(ruleset, REFERENCE), REFERENCE)


def report_of(ruleset: Ruleset, path: Path) -> Report:
    done = assessed(ruleset, path)
    return evaluation_report(done.advice, ruleset, {})


def named(text: str, paper: Ruleset) -> Report:
    """The report on a partnership of this name."""
    return report_of(paper, MANY)._replace(title=text, head=text)


# A format is one module ---------------------------------------------------------------------------


def _headings(report: Report, look: Look) -> str:
    return "\n".join((report.title, *(plain(one.title) for one in sections(report.blocks, PAGES))))


COMMANDS = [
    ("evaluate", str(CLOSING)),
    ("explain", str(CLOSING)),
    ("explain", str(CLOSING), "E1"),
    ("explain", str(CLOSING), "--to", "closed_as_success"),
    ("explain", str(CLOSING), "--certain"),
    ("ask", str(MANY)),
    ("compare", str(CLOSING), str(MANY)),
    ("screen", str(CLOSING), str(MANY)),
    ("rules", "impact", str(CLOSING), "--pack", str(LOCAL_PACK)),
]


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda one: " ".join(map(short, one)))
def test_every_command_writes_every_format(arguments: tuple[str, ...], tmp_path: Path) -> None:
    files = [tmp_path / f"x{ending}" for ending in (".txt", ".html", ".md", ".docx")]
    made = [word for file in files for word in ("-o", str(file))]
    assert CliRunner().invoke(program, [*arguments, *made]).exit_code == 0
    lines, page, marked, written_in_word = (file.read_bytes() for file in files)
    name = lines.decode().splitlines()[0]
    assert parsed(page.decode()).tag == "html"
    assert marked.decode().startswith("# ")
    assert opened(written_in_word).paragraphs[0].text.split() == name.split()


def short(argument: str) -> str:
    return Path(argument).stem


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda one: " ".join(map(short, one)))
def test_a_new_format_is_one_line_and_every_command_writes_it(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(FORMATS, "headings", Format((".toy",), _headings))
    told = CliRunner().invoke(program, [*arguments, "-f", "headings"])
    assert told.exit_code == 0
    file = tmp_path / "x.toy"
    assert CliRunner().invoke(program, [*arguments, "-o", str(file)]).exit_code == 0
    assert file.read_text(encoding="utf-8") == told.stdout


def test_one_run_writes_every_format_that_is_named(tmp_path: Path) -> None:
    files = [tmp_path / f"x{ending}" for ending in (".txt", ".html", ".md", ".docx", ".json")]
    done = run("evaluate", CLOSING, *(word for file in files for word in ("-o", file)), noted=True)
    assert done.returncode == 0
    told = done.stderr.decode().splitlines()
    assert [line for line in told if line.startswith("written")] == [f"written: {f}" for f in files]
    assert all(file.stat().st_size > 1000 for file in files)


# Completion ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("explain x.yaml e1", {"E1"}),
        ("explain x.yaml --to close_as", {"close_as_success"}),
        ("rules show ME1", {"ME1", "ME10", "ME11", "ME12"}),
        ("new --stage pro", {"proposed"}),
        ("evaluate x.yaml -f do", {"docx"}),
        ("eval", {"evaluate"}),
    ],
)
def test_a_shell_completes_rules_verdicts_stages_and_formats(words: str, found: set[str]) -> None:
    given = environment(
        _FRUITFUL_COMPLETE="bash_complete",
        COMP_WORDS=f"fruitful {words}",
        COMP_CWORD=str(len(words.split())),
    )
    told = run(env=given).stdout.decode().split()
    assert {one.partition(",")[2] for one in told} == found


# Word ---------------------------------------------------------------------------------------------


def opened(data: bytes) -> docx.document.Document:
    return docx.Document(io.BytesIO(data))


def headings(document: docx.document.Document) -> list[tuple[str, str]]:
    return [
        (one.style.name, one.text)
        for one in document.paragraphs
        if one.style is not None and one.style.name.startswith(("Title", "Heading"))
    ]


def test_a_word_document_begins_with_the_paper_and_has_the_rest_as_its_appendix(
    paper: Ruleset,
) -> None:
    document = opened(word.write(report_of(paper, MANY), Look()))
    found = headings(document)
    assert found[0] == ("Title", "Three Towns Partnership")
    first = [text for style, text in found if style == "Heading 1"]
    assert first == [
        "Purpose",
        "Recommendation",
        "Verdict and why",
        "What to do",
        "What is not known yet",
        "Sources",
        "Appendix: the whole report",
    ]
    depths = [int(style[-1]) for style, _ in found[1:]]
    assert all(after - before <= 1 for before, after in pairwise(depths))


def test_the_paper_has_room_for_owner_and_day_in_a_table_whose_head_repeats(
    paper: Ruleset,
) -> None:
    document = opened(word.write(report_of(paper, MANY), Look()))
    table = document.tables[0]
    assert [one.text for one in table.rows[0].cells] == [
        "No.", "What to do", "How grave", "Owner", "By when",
    ]  # fmt: skip
    assert len(table.rows) == 13
    for each in document.tables:
        assert "w:tblHeader" in each.rows[0]._tr.xml
        assert re.search(r'w:tblDescription w:val="[^"]+"', each._tbl.xml)


def test_a_word_document_says_its_title_and_language_and_no_command_or_path(
    paper: Ruleset,
) -> None:
    data = word.write(report_of(paper, MANY), Look())
    about = opened(data).core_properties
    assert about.title.startswith("Three Towns Partnership: ")
    assert (about.language, about.created.date()) == ("en-GB", DAY)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}
    assert set(re.findall(r'w:lang [^>]*w:val="([^"]+)"', parts["word/styles.xml"])) == {"en-GB"}
    text = re.sub(r"<[^>]+>", "", parts["word/document.xml"])
    assert not re.search(r"--[a-z]|`|fruitful [a-z]+ |/home/|/work/|/tmp/|\.yaml", text)


def test_the_same_report_gives_the_same_bytes_of_word(paper: Ruleset) -> None:
    first, second = (word.write(report_of(paper, CLOSING), Look()) for _ in range(2))
    assert first == second


def test_all_that_is_advised_is_in_the_word_document_and_in_markdown(paper: Ruleset) -> None:
    done = assessed(paper, MANY)
    report = evaluation_report(done.advice, paper, {})
    document = opened(word.write(report, Look()))
    tables = (cell.text for one in document.tables for row in one.rows for cell in row.cells)
    shown = " ".join([*(one.text for one in document.paragraphs), *tables])
    marked = re.sub(r"\\(.)", r"\1", markdown.write(report, Look()))
    advice = done.advice
    said = [text for one in advice.recommendations for text in (one.title, one.finding, one.text)]
    said += [text for one in advice.questions for text in (one.ask, one.fact)]
    said += [one.asked.text for one in (*advice.checklist, *advice.ingredients)]
    said += [one.line.title for one in advice.costing.amounts]
    assert [one for one in said if one not in shown] == []
    assert [one for one in said if one not in marked] == []


def template(tmp_path: Path) -> Path:
    """A council's own: its header, its colours, something in its body."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Ostermere Council"
    document.styles["Heading 1"].font.name = "Courier New"
    document.add_paragraph("Replace this text.")
    path = tmp_path / "council.docx"
    document.save(str(path))
    return path


def test_a_template_gives_its_styles_header_and_footer_and_not_its_body(tmp_path: Path) -> None:
    file = tmp_path / "x.docx"
    done = run("evaluate", CLOSING, "--template", template(tmp_path), "-o", file)
    assert done.returncode == 0
    document = docx.Document(str(file))
    assert document.sections[0].header.paragraphs[0].text == "Ostermere Council"
    assert document.styles["Heading 1"].font.name == "Courier New"
    assert "Replace this text." not in [one.text for one in document.paragraphs]


def test_a_template_without_the_styles_of_lists_gets_them(tmp_path: Path) -> None:
    path = template(tmp_path)
    document = docx.Document(str(path))
    for name in ("List Bullet", "List Bullet 2", "List Number", "Heading 3", "Caption"):
        document.styles[name].delete()
    document.save(str(path))
    file = tmp_path / "x.docx"
    assert run("evaluate", MANY, "--template", path, "-o", file).returncode == 0
    assert "Heading 3" in {one.style.name for one in docx.Document(str(file)).paragraphs}


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no more", b"<html>", "zip", "bomb"], ids=str)
def test_what_is_no_word_document_is_refused_as_a_template(
    content: bytes | str, tmp_path: Path
) -> None:
    path, file = tmp_path / "council.docx", tmp_path / "x.docx"
    if isinstance(content, str):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            size = 10 if content == "zip" else 100_000_000
            package.writestr("word/document.xml", b" " * size)
    else:
        path.write_bytes(content)
    done = run("evaluate", CLOSING, "--template", path, "-o", file)
    assert done.returncode == 2
    assert b"no Word document" in done.stderr
    assert b"Traceback" not in done.stderr
    assert not file.exists()


def test_an_opendocument_text_is_refused_where_libreoffice_is_not(
    paper: Ruleset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(FormatMissing, match="LibreOffice, which is not found here"):
        opendocument.write(report_of(paper, CLOSING), Look())


def test_word_is_imported_only_where_it_is_written() -> None:
    code = "import sys, fruitful.cli.evaluate, fruitful.formats; print('docx' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", code], env=environment()) == b"False\n"


# What anybody wrote stays text --------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", [*ATTACKS, "# a\n- b", "[x](javascript:alert(1))", "1. x"], ids=ascii
)
def test_an_attack_is_text_in_word_and_markdown(text: str, paper: Ruleset) -> None:
    report = named(text, paper)
    document = opened(word.write(report, Look()))
    assert document.paragraphs[0].style.name == "Title"
    lines = markdown.write(report, Look()).splitlines()
    assert lines[0].startswith("# ")
    assert lines[1:4] == ["", "Assessment of a partnership", ""]
    assert not re.search(r"(?<!\\)[<\[`]", lines[0])


@given(text=st.text(min_size=1, max_size=60))
def test_whatever_is_written_can_be_written_in_every_format(text: str) -> None:
    items = Items((), look="actions")
    report = Report("Kind", text, text, date(2026, 11, 1), (text,), (),
                    (Section("x", text, (items,)),), (), {})  # fmt: skip
    for form in ("text", "html", "markdown", "docx"):
        assert written(report, form, Look())
