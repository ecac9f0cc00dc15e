"""Contexts meet only where they agreed to."""

import grimp

PUBLIC = {"models", "queries", "services", "events"}
SHARED = {"kernel", "ui", "planner", "config"}


def crossings():
    graph = grimp.build_graph("yizhan")
    for importer in graph.modules:
        for imported in graph.find_modules_directly_imported_by(importer):
            _, ours, *_ = [*importer.split("."), ""]
            _, theirs, inner, *_ = [*imported.split("."), "", ""]
            if ours != theirs and not {ours, theirs} & SHARED:
                yield importer, imported, inner


def test_contexts_meet_only_at_their_public_modules():
    assert {(a, b) for a, b, inner in crossings() if inner not in PUBLIC} == set()


def test_the_guard_sees_the_crossings_that_exist():
    assert ("yizhan.messages.models", "yizhan.people.models", "models") in set(crossings())
