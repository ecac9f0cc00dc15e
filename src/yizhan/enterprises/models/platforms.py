"""The five platforms and the three teams, as the hub words them, and who takes part."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yizhan.enterprises.models.enterprises import Enterprise
from yizhan.kernel.identifiers import uuid7
from yizhan.kernel.languages import in_language
from yizhan.people.models import Person


class Listed(models.Model):
    """What the hub names in two languages and puts in an order; what is not public about it is `constructed`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.SlugField(_("代码"), max_length=40)
    name_zh = models.CharField(_("中文名称"), max_length=40)
    name_en = models.CharField(_("英文名称"), max_length=80, blank=True)
    about_zh = models.CharField(_("说明（中文）"), max_length=300, blank=True)
    about_en = models.CharField(_("说明（英文）"), max_length=500, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    constructed = models.BooleanField(_("示例"), default=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_zh, self.name_en)

    @property
    def about(self) -> str:
        return in_language(self.about_zh, self.about_en)


class Platform(Listed):
    """One of the platforms through which enterprises are served."""

    class Meta:
        ordering = ["position", "code"]
        constraints = [
            models.UniqueConstraint(fields=["code"], name="enterprises_platform_code_once"),
            models.CheckConstraint(condition=~Q(name_zh=""), name="enterprises_platform_has_a_name"),
        ]


class Team(Listed):
    """One of the teams whose people serve enterprises."""

    class Meta:
        ordering = ["position", "code"]
        constraints = [
            models.UniqueConstraint(fields=["code"], name="enterprises_team_code_once"),
            models.CheckConstraint(condition=~Q(name_zh=""), name="enterprises_team_has_a_name"),
        ]


class Participation(models.Model):
    """That an enterprise takes part in a platform."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="participations")
    platform = models.ForeignKey(Platform, on_delete=models.PROTECT, related_name="participations")
    since = models.DateField()

    class Meta:
        ordering = ["platform__position", "since", "id"]
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "platform"], name="enterprises_participation_once")
        ]


class Teammate(models.Model):
    """That a member belongs to a team."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="teammates")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="teams")
    since = models.DateField()

    class Meta:
        ordering = ["since", "id"]
        constraints = [models.UniqueConstraint(fields=["team", "person"], name="enterprises_teammate_once")]
