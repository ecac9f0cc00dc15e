"""The best route of one group, by the method that suits the number of its points."""

from yizhan.planner.routes import labels, subsets
from yizhan.planner.routes.tour import Found, Tour
from yizhan.planner.routes.watch import Watch


def route(tour: Tour, *, watch: Watch) -> Found:
    """The best route that the time allows; always the optimum, and at once, for up to `subsets.MOST` points."""
    if tour.size > subsets.MOST:
        return labels.route(tour, watch=watch)
    table = subsets.table(tour)
    best = table.best()
    if best is None:
        return Found()
    value = int(table.values[best])
    return Found(order=table.order(best), value=value, bound=value)
