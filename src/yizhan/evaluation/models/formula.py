"""The published formula by which ratings and attendance weigh in the next plan."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yizhan.kernel.identifiers import uuid7
from yizhan.people.models import Person


class Formula(models.Model):
    """The numbers of the formula from `at` on, until somebody writes the next row; none is ever changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    on = models.BooleanField(_("用于下一个计划"), default=True)
    window_months = models.PositiveSmallIntegerField(_("看前几个月"))
    prior = models.PositiveSmallIntegerField(_("站点向全网络靠拢的力度"))
    service_prior = models.PositiveSmallIntegerField(_("全网络向中性值靠拢的力度"))
    neutral_rating = models.FloatField(_("中性评分"))
    neutral_attendance = models.FloatField(_("中性到场率"))
    rating_gain = models.FloatField(_("评分每高 1 级，系数加多少"))
    attendance_gain = models.FloatField(_("到场率每高 1（即 100 个百分点），系数加多少"))
    floor = models.FloatField(_("系数下限"))
    ceiling = models.FloatField(_("系数上限"))
    reason = models.CharField(_("为什么改"), max_length=500)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(window_months__range=(1, 12)), name="evaluation_formula_looks_back"),
            models.CheckConstraint(
                condition=Q(prior__range=(1, 200), service_prior__range=(1, 2000)),
                name="evaluation_formula_shrinks",
            ),
            models.CheckConstraint(
                condition=Q(neutral_rating__range=(1, 5), neutral_attendance__range=(0, 1)),
                name="evaluation_formula_neutral_in_scale",
            ),
            models.CheckConstraint(
                condition=Q(rating_gain__range=(0, 2), attendance_gain__range=(0, 4)),
                name="evaluation_formula_better_never_weighs_less",
            ),
            models.CheckConstraint(
                condition=Q(floor__gte=0.1, floor__lte=1, ceiling__gte=1, ceiling__lte=3, floor__lt=F("ceiling")),
                name="evaluation_formula_bounds_around_one",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="evaluation_formula_says_why"),
        ]
