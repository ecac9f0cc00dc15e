"""The best route of one group, by the method that suits the number of its points."""

from yizhan.planner.routes import labels, subsets
from yizhan.planner.routes.tour import Found, Tour
from yizhan.planner.routes.watch import Watch


def route(tour: Tour, *, watch: Watch) -> Found:
    """The best route that the time allows; always the optimum, and at once, for up to `subsets.MOST` points."""
    return labels.route(tour, watch=watch) if tour.size > subsets.MOST else _of_table(tour)


def quick(tour: Tour, *, watch: Watch) -> Found:
    """A good route in a moment; still the optimum for up to `subsets.MOST` points."""
    return labels.quick(tour, watch=watch) if tour.size > subsets.MOST else _of_table(tour)


def _of_table(tour: Tour) -> Found:
    table = subsets.table(tour)
    best = table.best()
    if best is None:
        return Found()
    value = int(table.values[best])
    return Found(order=table.order(best), value=value, bound=value)
