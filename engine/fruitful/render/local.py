"""What is local policy, in words: on whose authority, since when and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fruitful.advice.advice import ChangedSetting, LocalPolicy
from fruitful.advice.local import local_in_force, local_policies, tiers_local_to
from fruitful.language.value import say
from fruitful.render.layout import Paint, section, wrap
from fruitful.ruleset import Ruleset
from fruitful.ruleset.override import Override


def local_line(local: LocalPolicy) -> str:
    """Whose policy a rule is, and what local policy changed in it or in what it rests on."""
    return f"Local policy: {' Also, '.join(local_parts(local))}"


def local_parts(local: LocalPolicy) -> Iterator[str]:
    """The same in parts, each by itself."""
    if local.override is not None:
        yield policy_in_words(local.override)
    elif local.is_own:
        yield f"this rule is {local.pack}'s own."
    for one in local.settings:
        yield f"it rests on a setting of {one.override.pack}. {_numbers(one)}."


def policy_in_words(override: Override) -> str:
    """What local policy changed, on whose authority, since when and why."""
    changed = ", ".join(override.changed)
    did = "switched it off" if changed == "off" else f"changed its {changed}"
    return f"{override.pack} {did} ({_on_whose_authority(override)}): {override.reason}"


def lapsed(rulesets: Iterable[Ruleset]) -> Iterator[str]:
    """The overrides that are not in force on the day, and of what."""
    for ruleset in rulesets:
        for override in ruleset.lapsed:
            yield f"{policy_in_words(override)} [{override.name}]"


def _on_whose_authority(override: Override) -> str:
    until = f", until {override.expires.isoformat()}" if override.expires else ""
    return f"{override.authority}, {override.date.isoformat()}{until}"


def _numbers(one: ChangedSetting) -> str:
    """A setting's value, and the one that it has without local policy."""
    setting = one.setting
    now, was = (say(setting.kind, value) for value in (setting.value, setting.declared_value))
    return f"{setting.title}: {now}, not {was} [${setting.name}]"


def setting_in_words(one: ChangedSetting) -> str:
    """A setting with a local value: by whose authority, why, and what rests on it."""
    rests = f" Rules that rest on it: {', '.join(one.rules)}." if one.rules else ""
    override = one.override
    why = f"{override.pack} ({_on_whose_authority(override)}): {override.reason}"
    return f"{_numbers(one)}. {why}{rests}"


def own(pack: str, ruleset: Ruleset, what: str = "") -> str:
    """ " (our_council's own)" of what a local pack adds; "" of what is national."""
    return f" ({what}{pack}'s own)" if ruleset.is_local(pack) else ""


def rule_names(ids: Iterable[str], *rulesets: Ruleset) -> str:
    """Rules by their ids; of those that are not the national pack's alone it says so."""
    local = {id for ruleset in rulesets for id in local_policies(ruleset)}
    return ", ".join(f"{id} (local)" if id in local else id for id in ids)


def criteria(ruleset: Ruleset) -> str:
    """Whose the tiers of significance are, and whether they rest on local numbers."""
    pack = tiers_local_to(ruleset)
    if any(ruleset.is_local(tier.pack) for tier in ruleset.tiers.values()):
        return f"By {pack}'s own criteria."
    return f"By this tool's assumptions{f', with the numbers of {pack}' if pack else ''}."


def in_force(rulesets: Iterable[Ruleset], named_by: str = "") -> Iterator[str]:
    """Sentences about all that is local in these rules; none where nothing is.

    ``named_by`` is the file or variable that says that the packs are in force.
    """
    every = [(ruleset, local) for ruleset in rulesets if (local := local_in_force(ruleset))]
    for at, (ruleset, local) in enumerate(every):
        for pack in local.packs if at == 0 else ():
            answers = f" {pack.owner} answers for it." if pack.owner else ""
            named = f" Named by {named_by}." if named_by else ""
            adds = ", ".join(one.id for each, _ in every for one in each.rules.values()
                             if one.pack == pack.id)  # fmt: skip
            rules = f" It adds {adds}." if adds else ""
            yield f"{pack.title} [{pack.id} {pack.version}].{_capital(answers)}{rules}{named}"
        for override in local.overrides:
            title = ruleset.rules[override.rule].title
            yield f"{title} [{override.rule}]: {policy_in_words(override)}"
        yield from map(setting_in_words, local.settings)
        if local.order is not None:
            national, now = local.order
            yield (
                f"What counts first in the order of what to do: {', '.join(now.grounds)}, as "
                f"{now.pack} has it; nationally {', '.join(national.grounds)}."
            )


def local_lines(rulesets: Iterable[Ruleset], paint: Paint, named_by: str = "") -> Iterator[str]:
    """A section of text with all that is local policy in the rules; none where nothing is."""
    said = list(in_force(rulesets, named_by))
    if said:
        yield from section("Local policy in force", paint)
    for one in said:
        yield from wrap(one, "  - ", "    ")


def _capital(text: str) -> str:
    """The sentence with a capital letter behind its space."""
    return text[:1] + text[1:2].upper() + text[2:]
