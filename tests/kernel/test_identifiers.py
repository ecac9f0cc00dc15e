from yizhan.kernel.identifiers import uuid7


def test_identifiers_are_version_seven_and_sort_by_the_time_they_were_made():
    made = [uuid7() for _ in range(100)]

    assert {identifier.version for identifier in made} == {7}
    assert made == sorted(made)
