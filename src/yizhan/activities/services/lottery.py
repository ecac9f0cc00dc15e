"""Lotteries: a seed committed to before, a draw that anyone can recompute after."""

import secrets

from yizhan.activities.models import Activity
from yizhan.activities.rules import lottery
from yizhan.kernel import seals


def commit_seed(activity: Activity) -> list[str]:
    """Draw the secret seed of a lottery and publish its hash; returns the fields that the publishing service must save."""
    seed = secrets.token_hex(lottery.SEED_BYTES)
    activity.seed_hash, activity.seed_sealed = lottery.hash_of(seed), seals.seal(seed)
    return ["seed_hash", "seed_sealed"]
