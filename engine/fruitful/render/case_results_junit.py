"""What came of cases as JUnit's XML, which build servers show."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree

from fruitful.case.trial import Group, Tried
from fruitful.diagnostic import printable


def cases_as_junit(groups: Sequence[Group]) -> str:
    """A suite a group; a file that cannot be read is an error in it."""
    root = ElementTree.Element("testsuites")
    for group in groups:
        suite = ElementTree.SubElement(
            root,
            "testsuite",
            name=printable(group.name),
            tests=str(len(group.tried) + len(group.unread)),
            failures=str(len(group.failed)),
            errors=str(len(group.unread)),
        )
        for one in group.tried:
            _case(suite, one)
        for file in group.unread:
            test = ElementTree.SubElement(suite, "testcase", name=printable(file))
            ElementTree.SubElement(test, "error", message="it cannot be read as a case")
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=False) + "\n"


def _case(suite: ElementTree.Element, one: Tried) -> None:
    case = one.case
    test = ElementTree.SubElement(
        suite, "testcase", name=printable(case.title), classname=printable(case.file)
    )
    if one.failures:
        told = [str(failure.mismatch) for failure in one.failures]
        failure = ElementTree.SubElement(test, "failure", message=printable("; ".join(told)))
        failure.text = printable("; ".join(told)).replace("; ", "\n")
