"""Each bad pack, stacked on the paper's, gets the diagnostics that stand beside it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from conftest import DAY
from fruitful.advice.advice import Advice
from fruitful.checking import check
from fruitful.diagnostic import Refused, show
from fruitful.evaluation import evaluate, profile_from
from fruitful.firing.engines import REFERENCE, prepare
from fruitful.ruleset import Ruleset, load_packs, stack
from fruitful.ruleset.pack import Pack
from fruitful.shipped import paper_pack
from reporting import advice_as_text
from small_packs import record

FOLDER = Path(__file__).parent / "packs"
FOLDERS = sorted(path for path in FOLDER.iterdir() if path.is_dir())


@pytest.fixture(scope="module")
def paper_packs() -> tuple[Pack, ...]:
    return load_packs([paper_pack()])


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bad packs, with the fingerprints of what the paper says in their overrides."""
    folder = tmp_path_factory.mktemp("bad") / "packs"
    shutil.copytree(FOLDER, folder)
    for one in folder.glob("*/"):
        record(paper_pack(), one)
    return folder


def stacked(folder: Path, paper_packs: tuple[Pack, ...], on: date = DAY) -> Ruleset:
    return stack((*paper_packs, *load_packs([folder])), on)


def shown(folder: Path, paper_packs: tuple[Pack, ...]) -> str:
    """What a user sees of a pack's faults, the paper's line numbers left out."""
    try:
        stacked(folder, paper_packs)
    except Refused as refused:
        text = "".join(show(one) + "\n" for one in refused.diagnostics)
        text = text.replace(f"{folder}{os.sep}", "")
        return re.sub(re.escape(str(paper_pack())) + r"\S+\.yaml(:[0-9]+)?", "the paper", text)
    return ""


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_gets_the_expected_diagnostics(
    folder: Path, packs: Path, paper_packs: tuple[Pack, ...]
) -> None:
    expected = folder.with_suffix(".expected").read_text(encoding="utf-8")
    assert shown(packs / folder.name, paper_packs) == expected


def test_every_expectation_has_a_pack() -> None:
    assert {path.stem for path in FOLDER.glob("*.expected")} == {path.name for path in FOLDERS}


def evaluated(
    folder: Path, paper_packs: tuple[Pack, ...], profile: str, on: date = DAY
) -> tuple[Advice, Ruleset]:
    ruleset = stacked(folder, paper_packs, on)
    answers = profile_from(profile.encode(), "profile.yaml", ruleset.vocabulary)
    return evaluate(ruleset, answers, on, prepare(ruleset, REFERENCE), REFERENCE), ruleset


NO_PLAN = "stage: operating\nexit: {strategy: no, continuation_strategy: no}\n"


def severity_of_e1(advice: Advice) -> str:
    return next(one.severity for one in advice.recommendations if one.rule == "E1")


def test_55_an_expired_override_is_not_applied_and_that_is_said(
    packs: Path,
    paper_packs: tuple[Pack, ...],
) -> None:
    folder = packs / "55_override_expired"
    advice, ruleset = evaluated(folder, paper_packs, NO_PLAN)
    assert severity_of_e1(advice) == "high"
    text = " ".join(advice_as_text(advice, ruleset).split())
    said = (
        "Not in force on 1 November 2026: test_council changed its severity (Audit Committee, "
        "minute 2024/3, 2024-03-01, until 2026-10-31): For a pilot only. [E1]"
    )
    assert said in text


def test_55_on_its_last_day_an_override_is_still_applied(
    packs: Path, paper_packs: tuple[Pack, ...]
) -> None:
    folder = packs / "55_override_expired"
    advice, ruleset = evaluated(folder, paper_packs, NO_PLAN, date(2026, 10, 31))
    assert severity_of_e1(advice) == "low"
    assert "Not in force" not in advice_as_text(advice, ruleset)


def test_63_template_syntax_in_a_text_is_printed_as_it_stands(
    paper_packs: tuple[Pack, ...],
) -> None:
    profile = "stage: operating\npartners: [{name: '{partners} $end', willing_to_give_time: no}]\n"
    advice, _ = evaluated(FOLDER / "63_template_syntax", paper_packs, profile)
    found = next(one for one in advice.recommendations if one.rule == "TC1")
    assert found.finding == (
        "{{ 7 * 7 }} {% for x in y %} {0} {} {partners!r} {name} ${HOME} $HOME $5 %s %(x)s "
        "\\1 <b>&amp;</b> `id` $(id)"
    )
    assert found.text == "Ask {partners} $end of the {many} about 12 months, {partners} $end."


def local_pack(folder: Path, **files: str) -> Path:
    """A pack in a folder of this name, with these files beside its manifest."""
    folder.mkdir()
    manifest = "id: test_council\nversion: 1.0.0\ntitle: A test\nprefix: TC\n"
    (folder / "pack.yaml").write_text(manifest)
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text)
    return folder


def codes(folder: Path, paper_packs: tuple[Pack, ...]) -> list[tuple[str, str]]:
    """File and code of each fault."""
    with pytest.raises(Refused) as refused:
        stacked(folder, paper_packs)
    return [(Path(one.place.file).name, one.code) for one in refused.value.diagnostics]


OUTSIDE = "themes: {tc_outside: From outside the pack}\n"


def test_59_a_symbolic_link_is_not_followed(tmp_path: Path, paper_packs: tuple[Pack, ...]) -> None:
    (tmp_path / "outside.yaml").write_text(OUTSIDE)
    folder = local_pack(tmp_path / "pack")
    (folder / "rules.yaml").symlink_to(tmp_path / "outside.yaml")
    (folder / "broken.yaml").symlink_to(tmp_path / "nothing.yaml")
    (folder / "circle.yaml").symlink_to(folder / "circle.yaml")
    names = ("broken.yaml", "circle.yaml", "rules.yaml")
    assert codes(folder, paper_packs) == [(name, "not-a-file") for name in names]


def test_59_a_linked_folder_is_not_followed(tmp_path: Path, paper_packs: tuple[Pack, ...]) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "facts.yaml").write_text(OUTSIDE)
    folder = local_pack(tmp_path / "pack")
    (folder / "vocabulary").symlink_to(tmp_path / "outside")
    assert codes(folder, paper_packs) == [("vocabulary", "not-a-file")]


def test_59_a_linked_manifest_is_not_followed(
    tmp_path: Path, paper_packs: tuple[Pack, ...]
) -> None:
    folder = local_pack(tmp_path / "pack")
    (tmp_path / "linked").mkdir()
    (tmp_path / "linked" / "pack.yaml").symlink_to(folder / "pack.yaml")
    assert codes(tmp_path / "linked", paper_packs) == [("pack.yaml", "not-a-file")]


def test_59_a_link_to_a_whole_pack_may_be_given(
    tmp_path: Path, paper_packs: tuple[Pack, ...]
) -> None:
    (tmp_path / "vocabulary").symlink_to(local_pack(tmp_path / "pack", more=OUTSIDE))
    assert "tc_outside" in stacked(tmp_path / "vocabulary", paper_packs).themes


@contextmanager
def no_longer_than(seconds: int) -> Iterator[None]:
    """Opening a pipe may wait for ever."""

    def stop(number: int, frame: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_60_a_named_pipe_is_refused_and_not_waited_for(
    tmp_path: Path, paper_packs: tuple[Pack, ...]
) -> None:
    folder = local_pack(tmp_path / "pack")
    os.mkfifo(folder / "rules.yaml")
    with no_longer_than(10):
        assert codes(folder, paper_packs) == [("rules.yaml", "not-a-file")]


def test_60_a_folder_with_the_name_of_a_file_is_refused(
    tmp_path: Path, paper_packs: tuple[Pack, ...]
) -> None:
    folder = local_pack(tmp_path / "pack")
    (folder / "rules.yaml").mkdir()
    assert codes(folder, paper_packs) == [("rules.yaml", "not-a-file")]


def test_a_file_with_the_name_of_a_folder_is_refused(
    tmp_path: Path, paper_packs: tuple[Pack, ...]
) -> None:
    folder = local_pack(tmp_path / "pack")
    (folder / "vocabulary").write_text("")
    assert codes(folder, paper_packs) == [("vocabulary", "unreadable")]


@pytest.mark.parametrize("made", [True, False])
def test_a_folder_without_a_manifest_is_no_pack(
    made: bool, tmp_path: Path, paper_packs: tuple[Pack, ...]
) -> None:
    folder = tmp_path / "pack"
    if made:
        folder.mkdir()
    assert codes(folder, paper_packs) == [("pack.yaml", "unreadable")]


def test_61_names_that_differ_only_in_case_are_refused(
    tmp_path: Path, paper_packs: tuple[Pack, ...]
) -> None:
    folder = local_pack(tmp_path / "pack", Rules="# nothing\nthemes: {}\n", rules=OUTSIDE)
    (folder / "PACK.YAML").write_text("themes: {}\n")
    if len(list(folder.iterdir())) < 4:
        pytest.skip("here such names are the same")
    assert codes(folder, paper_packs) == [("pack.yaml", "same-name"), ("rules.yaml", "same-name")]


def test_a_file_is_read_whatever_the_case_of_its_ending(
    tmp_path: Path, paper_packs: tuple[Pack, ...]
) -> None:
    folder = local_pack(tmp_path / "pack")
    (folder / "more.YAML").write_text(OUTSIDE)
    assert "tc_outside" in stacked(folder, paper_packs).themes


def many_rules(folder: Path, number: int, *, chain: int = 100) -> Path:
    """A pack of so many rules, in chains of rules that each rest on the one before."""
    files = {}
    for start in range(0, number, 1_000):
        rules = "".join(
            f"- {{id: TC{at}, title: A rule, settle_by: operating, cites: ['local: a test'], "
            f"when: {{any: [{{exit.strategy: no}}, {{{_earlier(at, number, chain)}}}]}}, "
            "severity: low, finding: It is so., recommend: Change it.}\n"
            for at in range(start, start + 1_000)
        )
        files[f"rules_{start:05}"] = f"theme: exit\nrules:\n{rules}"
    return local_pack(folder, **files)


def _earlier(at: int, number: int, chain: int) -> str:
    return f"finding: TC{(at - 1) % number}" if at % chain else "exit.strategy: partly"


def timed(folder: Path, paper_packs: tuple[Pack, ...]) -> tuple[Ruleset, float]:
    start = time.process_time()
    ruleset = stacked(folder, paper_packs)
    return ruleset, time.process_time() - start


def test_62_ten_thousand_rules_load_in_linear_time(
    tmp_path: Path, paper_packs: tuple[Pack, ...]
) -> None:
    _, few = timed(many_rules(tmp_path / "few", 2_000), paper_packs)
    ruleset, many = timed(many_rules(tmp_path / "many", 10_000), paper_packs)
    assert sum(rule.pack == "test_council" for rule in ruleset.rules.values()) == 10_000
    assert many < 12 * few


def test_62_a_circle_of_many_rules_is_found_in_good_time(
    tmp_path: Path, paper_packs: tuple[Pack, ...]
) -> None:
    folder = many_rules(tmp_path / "pack", 3_000, chain=3_001)
    first = folder / "rules_00000.yaml"
    first.write_text(first.read_text().replace("exit.strategy: partly", "finding: TC2999"))
    assert codes(folder, paper_packs) == [("rules_00000.yaml", "circle")]


def test_64_a_pack_with_one_fault_is_refused_whole(paper_packs: tuple[Pack, ...]) -> None:
    with pytest.raises(Refused):
        stacked(FOLDER / "64_one_invalid_rule", paper_packs)


def test_faults_of_several_packs_come_together(paper_packs: tuple[Pack, ...]) -> None:
    names = ("56_rules_without_a_source", "64_one_invalid_rule")
    packs = load_packs([FOLDER / name for name in names])
    with pytest.raises(Refused) as refused:
        stack((*paper_packs, *packs), DAY)
    files = {Path(one.place.file).parent.name for one in refused.value.diagnostics}
    assert files == set(names)


RULE = (
    "  - {{id: {id}, title: A rule, settle_by: operating, cites: ['local: a test'], when: {when}, "
    "severity: low, finding: It is so., recommend: Ask the board to change it.{more}}}\n"
)


def remarks(folder: Path, paper_packs: tuple[Pack, ...]) -> list[tuple[str, tuple[str, ...]]]:
    """What `fruitful rules check` says of a pack that loads, and about which rules."""
    pytest.importorskip("z3")
    packs = (*paper_packs, *load_packs([folder]))
    found = check(packs, stack(packs, DAY), ["test_council"], DAY, None, False)
    return [(one.code, tuple(one.rules)) for one in found.remarks]


def test_53_declared_opposites_that_can_both_be_findings_are_told(
    tmp_path: Path, paper_packs: tuple[Pack, ...]
) -> None:
    opposite = ", contradicts: [TC2]"
    rules = RULE.format(id="TC1", when="{exit.strategy: no}", more=opposite)
    rules += RULE.format(id="TC2", when="{exit.continuation_strategy: no}", more="")
    folder = local_pack(tmp_path / "pack", rules=f"theme: exit\nrules:\n{rules}")
    assert ("contradiction", ("TC1", "TC2")) in remarks(folder, paper_packs)


def test_54_a_rule_that_can_never_fire_is_told(
    tmp_path: Path, paper_packs: tuple[Pack, ...]
) -> None:
    never = "{exit.strategy: no, all: [{exit.strategy: yes}]}"
    rules = RULE.format(id="TC1", when=never, more="")
    folder = local_pack(tmp_path / "pack", rules=f"theme: exit\nrules:\n{rules}")
    assert ("never-fires", ("TC1",)) in remarks(folder, paper_packs)


def overriding(folder: Path, id: str, prefix: str) -> Path:
    folder.mkdir()
    manifest = f"id: {id}\nversion: 1.0.0\ntitle: A test\nprefix: {prefix}\n"
    (folder / "pack.yaml").write_text(manifest)
    (folder / "overrides.yaml").write_text(
        "overrides:\n  - {rule: E7, severity: low, was: sha256:RECORD, reason: So., "
        "authority: Cabinet, date: 2026-01-01}\n"
    )
    record(paper_pack(), folder)
    return folder


def test_two_packs_may_not_change_the_same_rule_and_both_places_are_told(
    tmp_path: Path, paper_packs: tuple[Pack, ...]
) -> None:
    one = overriding(tmp_path / "one", "one", "ON")
    two = overriding(tmp_path / "two", "two", "TW")
    with pytest.raises(Refused) as refused:
        stack((*paper_packs, *load_packs([one, two])), DAY)
    (fault,) = refused.value.diagnostics
    assert fault.code == "duplicate-override"
    assert fault.place.file == str(two / "overrides.yaml")
    assert str(one / "overrides.yaml") in fault.message


def test_a_pack_changes_nothing_of_a_pack_that_is_named_after_it(
    tmp_path: Path, paper_packs: tuple[Pack, ...]
) -> None:
    rules = "theme: exit\nrules:\n" + RULE.format(id="TC1", when="{exit.strategy: no}", more="")
    below = local_pack(tmp_path / "below", rules=rules)
    above = overriding(tmp_path / "above", "above", "AB")
    text = (above / "overrides.yaml").read_text()
    was = stacked(below, paper_packs).rules["TC1"].fingerprint
    text = text.replace("E7", "TC1").replace(text.partition("was: ")[2].partition(",")[0], was)
    (above / "overrides.yaml").write_text(text)
    assert stack((*paper_packs, *load_packs([below, above])), DAY).local["TC1"].pack == "above"
    with pytest.raises(Refused) as refused:
        stack((*paper_packs, *load_packs([above, below])), DAY)
    (fault,) = refused.value.diagnostics
    assert (fault.code, fault.help) == (
        "not-below",
        "name `test_council` first, and `above` after it",
    )


def test_57_a_pack_reads_nothing_outside_its_folder(
    tmp_path: Path, paper_packs: tuple[Pack, ...]
) -> None:
    (tmp_path / "outside.yaml").write_text(OUTSIDE)
    for name in ("include", "../outside.yaml", "/etc/passwd"):
        folder = local_pack(tmp_path / f"pack_{len(list(tmp_path.iterdir()))}")
        (folder / "more.yaml").write_text(f"'{name}': ../outside.yaml\n")
        assert codes(folder, paper_packs) == [("more.yaml", "unknown-key")]
