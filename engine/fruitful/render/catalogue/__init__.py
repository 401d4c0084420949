"""The catalogue: the rules as pages to browse, from the rules themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from fruitful import __version__
from fruitful.advice.local import local_policies
from fruitful.case.trial import Case
from fruitful.language.value import KINDS_SAID
from fruitful.render.catalogue.conditions import told
from fruitful.render.catalogue.lists import places_in_paper, questions, settled_at, verdict_lists
from fruitful.render.catalogue.places import places_of, sources_of
from fruitful.render.catalogue.rule import rule_shown
from fruitful.render.catalogue.subject import Subject, cases_by_rule
from fruitful.render.catalogue.uses import uses_of
from fruitful.render.local import in_force, lapsed
from fruitful.render.pages.page import page
from fruitful.ruleset import Ruleset
from fruitful.ruleset.costs import SIDES

PAGES = {
    "index.html": "Rules by theme",
    "stages.html": "Rules by stage",
    "sources.html": "Rules by paragraph",
    "vocabulary.html": "Questions",
    "verdicts.html": "Verdicts",
    "forms.html": "Forms",
    "checklist.html": "Checklist",
    "settings.html": "Settings and costs",
}
"""The pages that are not about one rule, by the names of their files."""
ONE, ALL = "About a partnership", "About an authority and all its partnerships"


def catalogue(
    ruleset: Ruleset, portfolio: Ruleset | None, cases: Iterable[Case], on: date
) -> Iterator[tuple[str, str]]:
    """Each page's path in the catalogue's folder, and its HTML.

    ``portfolio`` are the rules about an authority, if there are any; ``cases`` are about one
    partnership.
    """
    subjects = _subjects(ruleset, portfolio, cases)
    rulesets = [one.ruleset for one in subjects]
    shown: dict[str, object] = {
        "pages": PAGES,
        "subjects": subjects,
        "ruleset": ruleset,
        "on": on,
        "version": __version__,
        "told": told,
        "local_rules": {id for one in rulesets for id in local_policies(one)},
        "in_force": tuple(in_force(rulesets)),
        "lapsed": tuple(lapsed(rulesets)),
        "sides": SIDES,
        "kinds": KINDS_SAID,
    }
    of_lists: dict[str, dict[str, object]] = {
        "stages.html": {"stages": [settled_at(one) for one in subjects]},
        "sources.html": {"cited": places_in_paper(subjects)},
        "vocabulary.html": {"groups": [questions(one) for one in subjects]},
        "verdicts.html": {"entries_of": [verdict_lists(one) for one in subjects]},
    }
    for name in PAGES:
        template = f"catalogue_{name}.j2"
        more = of_lists.get(name, {})
        yield name, page(template, here=name, root="", places=subjects[0].places, **shown, **more)
    for subject in subjects:
        below = subject._replace(places=subject.places.below("../"))
        for rule in subject.ruleset.rules.values():
            of_rule = {"here": "", "root": "../", "subject": below, "places": below.places}
            one = rule_shown(rule, below)
            text = page("catalogue_rule.html.j2", one=one, **shown, **of_rule)
            yield subject.places.rules[rule.id], text


def _subjects(
    ruleset: Ruleset, portfolio: Ruleset | None, cases: Iterable[Case]
) -> tuple[Subject, ...]:
    rulesets = [ruleset, *([portfolio] if portfolio is not None else [])]
    sources = sources_of(rulesets)
    taken: set[str] = set()
    first = Subject(
        ONE,
        ruleset,
        places_of(ruleset, sources, taken, "partnership"),
        uses_of(ruleset),
        cases_by_rule(cases),
    )
    if portfolio is None:
        return (first,)
    places = places_of(portfolio, sources, taken, "authority")
    return first, Subject(ALL, portfolio, places, uses_of(portfolio), {})
