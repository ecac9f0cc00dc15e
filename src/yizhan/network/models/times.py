"""Opening hours as a recurrence by weekday, with exceptions by day."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from yizhan.kernel.identifiers import uuid7
from yizhan.kernel.languages import in_language
from yizhan.network.models.stations import Station


class HoursKind(models.TextChoices):
    REGULAR = "regular", _("常规")
    EXTENDED = "extended", _("错时延时")


class Hours(models.Model):
    """Open every week on `weekday` (1 Monday to 7 Sunday) during [opens, closes) on the station's wall clock."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    station = models.ForeignKey(Station, on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField(_("星期"), validators=[MinValueValidator(1), MaxValueValidator(7)])
    opens = models.TimeField(_("开门"))
    closes = models.TimeField(_("关门"))
    kind = models.CharField(_("类型"), max_length=10, choices=HoursKind.choices, default=HoursKind.REGULAR)
    follows_holidays = models.BooleanField(_("随公共假日"), default=True)

    class Meta:
        ordering = ["weekday", "opens"]
        constraints = [
            models.CheckConstraint(condition=Q(opens__lt=F("closes")), name="network_hours_opens_before_closes"),
            models.CheckConstraint(condition=Q(weekday__range=(1, 7)), name="network_hours_weekday_known"),
            models.CheckConstraint(condition=Q(kind__in=HoursKind.values), name="network_hours_kind_known"),
            ExclusionConstraint(
                name="network_hours_no_overlap",
                expressions=[
                    ("station", RangeOperators.EQUAL),
                    ("weekday", RangeOperators.EQUAL),
                    (
                        Func(
                            F("opens"),
                            F("closes"),
                            arg_joiner=", '2000-01-01'::date + ",
                            template="tsrange('2000-01-01'::date + %(expressions)s)",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]


class ExceptionKind(models.TextChoices):
    EXTENDED = "extended", _("延时开放")
    MAKE_UP = "make_up", _("调休上班")
    CLOSURE = "closure", _("临时闭站")


class OpeningException(models.Model):
    """One day that differs: an extra interval, other hours for a make-up day, or a closure."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    station = models.ForeignKey(Station, on_delete=models.CASCADE, related_name="exceptions")
    day = models.DateField(_("日期"))
    kind = models.CharField(_("类型"), max_length=10, choices=ExceptionKind.choices)
    opens = models.TimeField(_("开门"), null=True, blank=True)
    closes = models.TimeField(_("关门"), null=True, blank=True)
    reason_zh = models.CharField(_("原因（中文）"), max_length=120)
    reason_en = models.CharField(_("原因（英文）"), max_length=200, blank=True)

    class Meta:
        ordering = ["day", "opens"]
        constraints = [
            models.UniqueConstraint(fields=["station", "day", "kind"], name="network_openingexception_once_a_day"),
            models.CheckConstraint(
                condition=Q(kind="closure", opens=None, closes=None)
                | (~Q(kind="closure") & Q(opens__isnull=False, closes__isnull=False, opens__lt=F("closes"))),
                name="network_openingexception_times_fit_kind",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ExceptionKind.values), name="network_openingexception_kind_known"
            ),
        ]

    @property
    def reason(self) -> str:
        return in_language(self.reason_zh, self.reason_en)
