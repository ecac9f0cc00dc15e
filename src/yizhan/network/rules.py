"""Pure decisions about the network: admission, opening hours, scores, distance; time is an argument."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt
from typing import Protocol
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yizhan.kernel.calendar import CalendarEnds
from yizhan.network.models import ExceptionKind, Hours, HoursKind, Kind, Level, OpeningException, StationState, Verdict
from yizhan.network.refusals import *
