"""What a change of policy would do as a record."""

from __future__ import annotations

from collections.abc import Mapping

from fruitful import __version__
from fruitful.compare.cause import Cause
from fruitful.impact.report import Edit, Effect, Impact
from fruitful.records import impact as to
from fruitful.records.from_comparison import local_of
from fruitful.records.from_effects import authority_record, edits_of, touched_record
from fruitful.records.from_places import diagnostic_records, failed_records, named_records
from fruitful.records.from_rules import ruleset_record
from fruitful.records.kinds import FORMAT
from fruitful.render.causes import edit_in_words


def impact_record(found: Impact) -> to.Impact:
    """The impact. Edits are referred to by their numbers, from 1."""
    numbers = {edit.cause: at for at, edit in enumerate(found.edits, 1)}
    return to.Impact(
        fruitful=__version__,
        format=FORMAT,
        engine=found.engine,
        on=found.on,
        before=ruleset_record(found.old),
        after=ruleset_record(found.new),
        read=len(found.each),
        touched=len(found.touched),
        effects=[_effect(one, numbers) for one in found.effects],
        edits=[_edit(one, numbers, found) for one in found.edits],
        not_in_force=[
            to.NotInForce(one.rule or one.setting, one.pack, one.date) for one in found.waiting
        ],
        authority=authority_record(found.authority, numbers) if found.authority else None,
        partnerships=[touched_record(one, numbers) for one in found.each],
        failed=failed_records(found.failed),
        notes=diagnostic_records(found.notes),
    )


def _edit(edit: Edit, numbers: Mapping[Cause, int], found: Impact) -> to.Edit:
    cause = edit.cause
    return to.Edit(
        edit=numbers[cause],
        about="authority" if cause.of_authority else "partnerships",
        what=cause.what,
        name=cause.name,
        pack=cause.pack,
        before=cause.before,
        after=cause.after,
        local=local_of(cause),
        text=edit_in_words(cause, *found.rulesets(cause)),
        effects=[_effect(one, numbers) for one in edit.effects],
        authority=[_effect(one, numbers) for one in edit.authority],
    )


def _effect(one: Effect, numbers: Mapping[Cause, int]) -> to.Effect:
    return to.Effect(
        what=one.what,
        subject=one.subject,
        title=one.title,
        partnerships=named_records(one.partnerships),
        edits=edits_of(one.causes, numbers),
    )
