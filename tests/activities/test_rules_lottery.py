"""The draw is fair, the same for everybody, and recomputable with a line of Python."""

import hashlib
from collections import Counter
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from yizhan.activities.rules.lottery import Entry, draw, hash_of, ticket

SEEDS = st.binary(min_size=32, max_size=32).map(bytes.hex)
ENTRIES = st.lists(
    st.builds(Entry, id=st.uuids(), places=st.integers(1, 4)), max_size=30, unique_by=lambda entry: entry.id
)


@given(SEEDS, ENTRIES, st.integers(0, 40), st.randoms())
def test_the_order_in_which_people_signed_up_changes_nothing(seed, entries, places, random):
    shuffled = random.sample(entries, len(entries))

    assert draw(seed, shuffled, places=places) == draw(seed, entries, places=places)


@given(SEEDS, ENTRIES, st.integers(0, 40))
def test_everyone_is_drawn_once_and_no_place_is_given_twice(seed, entries, places):
    drawn = draw(seed, entries, places=places)

    assert sorted(e.id for e in drawn.winners + drawn.waiting) == sorted(e.id for e in entries)
    assert sum(e.places for e in drawn.winners) <= places


@given(SEEDS, ENTRIES, st.integers(0, 40))
def test_nobody_waits_who_would_have_fitted(seed, entries, places):
    drawn = draw(seed, entries, places=places)
    left = places - sum(e.places for e in drawn.winners)

    assert [e for e in drawn.waiting if e.places <= left] == []


@given(SEEDS, ENTRIES)
def test_the_published_recipe_gives_the_same_order(seed, entries):
    recipe = sorted((str(e.id) for e in entries), key=lambda r: hashlib.sha256((seed + r).encode()).hexdigest())

    assert [str(e.id) for e in draw(seed, entries, places=0).waiting] == recipe


def test_every_place_in_the_order_is_as_likely():
    people, wins = [UUID(int=n) for n in range(10)], Counter()

    for n in range(4000):
        drawn = draw(hash_of(str(n)), [Entry(id=p, places=1) for p in people], places=3)
        wins.update(e.id for e in drawn.winners)

    assert [p for p in people if not 1080 < wins[p] < 1320] == []  # 1200 expected, four standard deviations about 116


def test_a_ticket_is_the_hash_of_seed_and_number():
    number = UUID(int=7)

    assert ticket("ab", number) == hashlib.sha256(f"ab{number}".encode()).hexdigest()


@given(SEEDS, st.lists(st.builds(Entry, id=st.uuids(), places=st.integers(1, 3), firm=st.sampled_from("ab"))))
def test_no_firm_wins_more_than_its_share(seed, entries):
    won = Counter()

    for entry in draw(seed, entries, places=100, per_firm=4).winners:
        won[entry.firm] += entry.places

    assert [firm for firm in won if won[firm] > 4] == []
