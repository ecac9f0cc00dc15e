"""Workers that share a city's districts: each keeps the relaxations of its own districts, and plans whatever comes next.

A single worker sits in this process; several are processes of their own.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from functools import partial
from typing import Concatenate, ParamSpec, TypeVar

from yizhan.planner.city.priced import PricedDistrict
from yizhan.planner.hands import LOOK_AROUND, Sign, apart, given_sign, new_sign

Given = ParamSpec("Given")
Result = TypeVar("Result")


@dataclass(kw_only=True)
class Desk:
    """What one worker has before it: the relaxations of its districts by number, and the sign to stop."""

    stop: Sign
    districts: dict[int, PricedDistrict] = field(default_factory=dict)


class Stopped(Exception):
    """The work was to stop, or its time is over."""


class Crew:
    """A number of workers; a district's relaxation always stays with the same one."""

    def __init__(self, workers: int, *, homes: Sequence[int], deadline: float, stop: Callable[[], bool] | None) -> None:
        self.asked, self.deadline, self.homes = stop, deadline, homes
        self.sign = new_sign()
        self.desk = Desk(stop=self.sign) if workers == 1 else None
        self.hands: list[Executor] = (
            [ThreadPoolExecutor(max_workers=1)] if self.desk else [apart(1, self.sign) for _ in range(workers)]
        )

    def close(self) -> None:
        """Send everybody home once what they do is done."""
        for hand in self.hands:
            hand.shutdown(wait=True, cancel_futures=True)

    def look_up(self) -> None:
        """Ask whether the work is to stop, and tell all workers."""
        if not self.sign.is_set() and self.asked is not None and self.asked():
            self.sign.set()

    def submit(
        self, d: int, job: Callable[Concatenate[Desk, Given], Result], *given: Given.args, **named: Given.kwargs
    ) -> Future[Result]:
        """Have the worker that has district `d` do a job."""
        hand = self.hands[self.homes[d]]
        if self.desk is not None:
            return hand.submit(job, self.desk, *given, **named)
        return hand.submit(partial[Result](_at_desk, job, *given, **named))

    def each(
        self,
        job: Callable[Concatenate[Desk, int, Given], Result],
        *given: Given.args,
        **named: Given.kwargs,
    ) -> list[Result]:
        """Have the job done for every district by the worker that has it; raises Stopped when the work is to stop."""
        futures = [self.submit(d, job, d, *given, **named) for d in range(len(self.homes))]
        while not all(future.done() for future in futures):
            self.some_done(future for future in futures if not future.done())
            if self.sign.is_set() or time.monotonic() > self.deadline:
                for future in futures:
                    future.cancel()
                raise Stopped
        return [future.result() for future in futures]

    def some_done(self, futures: Iterable[Future[Result]]) -> set[Future[Result]]:
        """The futures that are done after a short while; the workers are told when the work is to stop."""
        done, _ = wait(list(futures), timeout=LOOK_AROUND, return_when=FIRST_COMPLETED)
        self.look_up()
        return done


_SEAT: dict[str, Desk] = {}


def _at_desk(job: Callable[..., Result], *given: object, **named: object) -> Result:
    desk = _SEAT.setdefault("mine", Desk(stop=given_sign()))
    return job(desk, *given, **named)
