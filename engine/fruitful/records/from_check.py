"""What checking packs found as records."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from fruitful import __version__
from fruitful.checking import Checked
from fruitful.diagnostic import Diagnostic
from fruitful.linting.remark import Remark
from fruitful.proving.guarantee import Guarantee
from fruitful.records import check as to
from fruitful.records import guarantee
from fruitful.records.from_rules import pack_records, why_record
from fruitful.records.kinds import FORMAT
from fruitful.ruleset.override import Override


def checked_record(checked: Checked) -> to.Checked:
    """All that checking found in packs that are valid."""
    ruleset = checked.ruleset
    return to.Checked(
        fruitful=__version__,
        format=FORMAT,
        on=checked.on,
        ruleset=to.PacksChecked(pack_records(ruleset), ruleset.fingerprint),
        checked=checked.about,
        rules=len(ruleset.rules),
        facts=len(ruleset.vocabulary.facts),
        faults=(),
        remarks=[_remark(one, checked.on) for one in checked.remarks],
        proved=checked.proved,
        not_proved=checked.unproved,
        guarantee=None if checked.guarantee is None else _kept(checked.guarantee),
    )


def refused_record(faults: Iterable[Diagnostic], on: date) -> to.Refused:
    """Packs that are refused."""
    return to.Refused(__version__, FORMAT, on, [_fault(one) for one in faults])


def _fault(one: Diagnostic) -> to.Fault:
    return to.Fault(
        code=one.code,
        file=one.place.file,
        line=one.place.line or None,
        column=one.place.column or None,
        message=one.message,
        help=one.help,
    )


def _remark(one: Remark, on: date) -> to.Remark:
    return to.Remark(
        level=one.level,
        code=one.code,
        file=one.place.file,
        line=one.place.line or None,
        column=one.place.column or None,
        rules=one.rules,
        message=one.message,
        help=one.help,
        profile=one.profile or None,
        on=one.day or on,
    )


def _kept(kept: Guarantee) -> guarantee.Guarantee:
    return guarantee.Guarantee(
        holds=not kept.remarks and not kept.unproved,
        critical_rules=kept.critical,
        as_grave=[guarantee.AsGrave(one.id, one.pack, one.as_grave_as) for one in kept.as_grave],
        declared=[
            guarantee.Declared(id, _override(one))
            for id, one in kept.declared
            if id in kept.critical
        ],
        declared_verdicts=[
            guarantee.DeclaredVerdict(id, _override(one))
            for id, one in kept.declared
            if id not in kept.critical
        ],
    )


def _override(one: Override) -> guarantee.Overriding:
    return guarantee.Overriding(
        pack=one.pack,
        overrides=one.rule or None,
        setting=one.setting or None,
        changes=one.changed,
        why=why_record(one),
    )
