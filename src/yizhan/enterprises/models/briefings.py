"""Policy briefings, whom they concern, and who has read them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yizhan.enterprises.models.contacts import Contact
from yizhan.enterprises.models.enterprises import Industry, Size
from yizhan.kernel.identifiers import uuid7
from yizhan.kernel.languages import in_language
from yizhan.network.models import Building, Subdistrict
from yizhan.people.models import Person


class Briefing(models.Model):
    """A policy in plain words for the enterprises it concerns; an audience without a condition is everyone."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    title_zh = models.CharField(_("标题"), max_length=60)
    title_en = models.CharField(_("英文标题"), max_length=120, blank=True)
    body_zh = models.TextField(_("说了什么"), max_length=4000)
    body_en = models.TextField(_("英文内容"), max_length=6000, blank=True)
    source = models.CharField(_("出处"), max_length=120)
    industries = ArrayField(models.CharField(max_length=20, choices=Industry.choices), default=list, blank=True)
    sizes = ArrayField(models.CharField(max_length=10, choices=Size.choices), default=list, blank=True)
    buildings = models.ManyToManyField(Building, verbose_name=_("楼宇"), blank=True, related_name="+")
    subdistricts = models.ManyToManyField(Subdistrict, verbose_name=_("街道"), blank=True, related_name="+")
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title_zh=""), name="enterprises_briefing_has_a_title"),
            models.CheckConstraint(
                condition=Q(industries__contained_by=Industry.values), name="enterprises_briefing_industries_known"
            ),
            models.CheckConstraint(
                condition=Q(sizes__contained_by=Size.values), name="enterprises_briefing_sizes_known"
            ),
            models.CheckConstraint(
                condition=Q(reminded_at=None) | Q(sent_at__isnull=False, reminded_at__gte=F("sent_at")),
                name="enterprises_briefing_sent_before_reminded",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self.title_zh, self.title_en)

    @property
    def body(self) -> str:
        return in_language(self.body_zh, self.body_en)


class Receipt(models.Model):
    """That a briefing was sent to a contact, and when they said that they had read it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    briefing = models.ForeignKey(Briefing, on_delete=models.CASCADE, related_name="receipts")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="receipts")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="receipts")
    sent_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-sent_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["briefing", "contact"], name="enterprises_receipt_once"),
            models.CheckConstraint(
                condition=Q(read_at=None) | Q(read_at__gte=F("sent_at")), name="enterprises_receipt_sent_before_read"
            ),
        ]
