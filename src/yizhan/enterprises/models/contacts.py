"""People who speak for an enterprise."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yizhan.enterprises.models.enterprises import Enterprise
from yizhan.kernel import seals
from yizhan.kernel.identifiers import uuid7
from yizhan.people.models import Person


class Agreed(models.TextChoices):
    """How somebody agreed to be noted as a contact."""

    SPOKEN = "spoken", _("当面口头同意")
    WRITTEN = "written", _("书面同意")
    CALL = "call", _("电话里同意")


class ContactQuerySet(models.QuerySet["Contact"]):
    def speaking(self) -> Self:
        """Those who are members, for enterprises that have not moved away."""
        return self.filter(person__isnull=False, enterprise__left_on=None)


class Contact(models.Model):
    """Somebody who agreed to speak for an enterprise; `person` when they are a member, found by their phone."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="contacts")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="contacts")
    name = models.CharField(_("姓名"), max_length=40)
    position = models.CharField(_("职务"), max_length=40, blank=True)
    phone_sealed = models.BinaryField()
    phone_key = models.CharField(max_length=64, editable=False)
    agreed_how = models.CharField(_("怎样同意的"), max_length=10, choices=Agreed.choices)
    agreed_on = models.DateField(_("哪天同意的"))

    objects: ClassVar = ContactQuerySet.as_manager()

    class Meta:
        ordering = ["agreed_on", "id"]
        indexes = [models.Index(fields=["phone_key"], name="enterprises_contact_by_phone")]
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "phone_key"], name="enterprises_contact_once"),
            models.CheckConstraint(
                condition=Q(agreed_how__in=Agreed.values), name="enterprises_contact_agreed_somehow"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="enterprises_contact_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def phone(self) -> str:
        """The phone number in E.164, unsealed."""
        return seals.unseal(self.phone_sealed)
