"""Tables of interop: keys of other programs, and what they posted."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yizhan.cases.models import Case
from yizhan.kernel.identifiers import uuid7
from yizhan.people.models import Person


class KeyQuerySet(models.QuerySet["Key"]):
    def standing(self) -> Self:
        """Those that open something."""
        return self.filter(revoked_at=None)


class Key(models.Model):
    """A key by which a program may post cases; only its hash is kept, and a revoked one stays as a record."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(_("哪个程序"), max_length=60)
    contact = models.CharField(_("谁负责"), max_length=120)
    digest = models.CharField(max_length=64)
    hint = models.CharField(max_length=4)
    issued_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    issued_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    objects: ClassVar = KeyQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["digest"], name="interop_key_digest_once"),
            models.CheckConstraint(condition=~Q(name=""), name="interop_key_named"),
            models.CheckConstraint(
                condition=Q(revoked_at=None) | Q(revoked_at__gte=F("issued_at")), name="interop_key_revoked_after_issue"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Submission(models.Model):
    """That a program posted a case; the token it was given leads to the number of the case."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.ForeignKey(Key, on_delete=models.PROTECT, related_name="submissions")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    objects: ClassVar[models.Manager["Submission"]] = models.Manager()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["key", "at"], name="interop_submission_of_key")]
        constraints = [
            models.UniqueConstraint(fields=["digest"], name="interop_submission_token_once"),
            models.UniqueConstraint(fields=["case"], name="interop_submission_one_a_case"),
        ]
