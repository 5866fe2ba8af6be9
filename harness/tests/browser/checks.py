"""What the checks of the page share: their list, and how they look at the data of a report."""

from browser import eventually

CHECKS = []


def check(function):
    CHECKS.append(function)
    return function


def trials(data: dict) -> list:
    """All trials, with their group."""
    cases = ((topic["group"], case) for topic in data["topics"] for case in topic["cases"])
    return [dict(trial, group=group) for group, case in cases for trial in case["trials"]]


def rows(data: dict) -> list:
    """The first trial of each way in which the variants of a case come out, with its group and all families."""
    found = []
    for topic in data["topics"]:
        for case in topic["cases"]:
            for way in case["ways"]:
                alike = [case["trials"][index] for index in way["variants"]]
                families = {family for trial in alike for family in trial["families"]}
                whole = {
                    "group": topic["group"],
                    "case": f"{topic['topic']}::{case['case']}",
                    "families": families,
                    "alike": alike,
                }
                found.append({**alike[0], **whole})
    return found


def differs(trial: dict, columns=None, claims=False) -> bool:
    """Whether the results in these columns differ from each other, or with `claims` from what is claimed."""
    cells = trial["cells"] if columns is None else [trial["cells"][column] for column in columns]
    kinds = {cell["kind"] for cell in cells if cell["state"] == "ran"}
    claimed = trial["claims"] if claims else []
    contradicted = any(cell["state"] == "claimed" and kinds - set(cell["kinds"]) for cell in claimed)
    return contradicted or len(kinds) > 1


def equal(found, wanted, what: str) -> None:
    assert found == wanted, f"{what}: {str(found)[:300]} instead of {str(wanted)[:300]}"


def becomes(look, wanted, what: str) -> None:
    equal(eventually(wanted, look), wanted, what)
