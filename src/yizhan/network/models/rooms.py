"""Rooms with several uses, and photographs."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yizhan.kernel.identifiers import uuid7
from yizhan.kernel.languages import in_language
from yizhan.network.models.places import Place
from yizhan.network.models.stations import Station
from yizhan.people.models import Person


class Use(models.TextChoices):
    MEETING = "meeting", _("会议")
    CLASS = "class", _("课堂")
    SALON = "salon", _("沙龙")
    SCREENING = "screening", _("观影")
    CONSULTING = "consulting", _("咨询")
    EXERCISE = "exercise", _("健身")
    COUNSELLING = "counselling", _("心理")
    NURSING = "nursing", _("母婴")
    READING = "reading", _("阅读")
    EXHIBITION = "exhibition", _("展览")


class Equipment(models.TextChoices):
    PROJECTOR = "projector", _("投影")
    SCREEN = "screen", _("大屏")
    WHITEBOARD = "whiteboard", _("白板")
    SOUND = "sound", _("音响")
    VIDEO = "video", _("视频会议")
    PIANO = "piano", _("钢琴")
    MATS = "mats", _("瑜伽垫")
    TREATMENT = "treatment", _("诊疗床")
    TERMINAL = "terminal", _("自助终端")
    KITCHEN = "kitchen", _("茶水台")
    SOFA = "sofa", _("沙发")
    TOYS = "toys", _("儿童玩具")


class Room(Place):
    """A room of a station; one room has several uses (一室多用)."""

    station = models.ForeignKey(Station, on_delete=models.CASCADE, related_name="rooms")
    slug = models.SlugField(_("网址名"), max_length=60)
    floor = models.CharField(_("楼层"), max_length=20, blank=True)
    area_m2 = models.PositiveIntegerField(_("面积（平方米）"), null=True, blank=True)
    seats = models.PositiveSmallIntegerField(_("座位"))
    equipment = ArrayField(models.CharField(max_length=20, choices=Equipment.choices), default=list, blank=True)
    uses = ArrayField(models.CharField(max_length=20, choices=Use.choices), default=list)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["station", "-seats", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["station", "slug"], name="network_room_slug_once_a_station"),
            models.CheckConstraint(condition=Q(seats__gt=0), name="network_room_seats_somebody"),
            models.CheckConstraint(
                condition=Q(uses__contained_by=Use.values) & Q(uses__len__gt=0), name="network_room_uses_known"
            ),
            models.CheckConstraint(
                condition=Q(equipment__contained_by=Equipment.values), name="network_room_equipment_known"
            ),
        ]

    @property
    def use_labels(self) -> list[str]:
        return [str(Use(use).label) for use in self.uses]

    @property
    def equipment_labels(self) -> list[str]:
        return [str(Equipment(item).label) for item in self.equipment]


class Photo(models.Model):
    """A photograph of a station, re-encoded in two sizes; its files are named after it in the media folder."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    station = models.ForeignKey(Station, on_delete=models.CASCADE, related_name="photos")
    alt_zh = models.CharField(_("中文说明"), max_length=120)
    alt_en = models.CharField(_("英文说明"), max_length=200, blank=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(width__gt=0, height__gt=0), name="network_photo_has_a_size"),
            models.CheckConstraint(condition=~Q(alt_zh=""), name="network_photo_says_what_it_shows"),
        ]

    @property
    def alt(self) -> str:
        return in_language(self.alt_zh, self.alt_en)
