"""Secret addresses under which people subscribe to their own calendar."""

from django.db import models
from django.db.models import F, Q

from yizhan.kernel.identifiers import uuid7
from yizhan.people.models import Person


class CalendarLink(models.Model):
    """A secret address of a person's calendar; only its hash is kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="calendar_links")
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["digest"], name="activities_calendarlink_digest_once"),
            models.UniqueConstraint(
                fields=["person"], condition=Q(revoked_at=None), name="activities_calendarlink_one_stands"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None) | Q(revoked_at__gte=F("made_at")),
                name="activities_calendarlink_made_before_revoked",
            ),
        ]
