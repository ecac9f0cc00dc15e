"""Tables of notices."""

from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from yizhan.kernel.identifiers import uuid7
from yizhan.kernel.languages import in_language
from yizhan.people.models import Person


class NoticeQuerySet(models.QuerySet["Notice"]):
    def of(self, person_id: UUID) -> Self:
        """Those to one person."""
        return self.filter(person_id=person_id)

    def unread(self) -> Self:
        """Those not read yet."""
        return self.filter(read_at=None)


class Notice(models.Model):
    """A message to one person inside the application, in both languages."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notices")
    title_zh = models.CharField(max_length=80)
    title_en = models.CharField(max_length=160, blank=True)
    body_zh = models.TextField(blank=True)
    body_en = models.TextField(blank=True)
    link = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["person", "-created_at"], name="messages_notice_of_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(read_at=None) | Q(read_at__gte=F("created_at")), name="messages_notice_made_before_read"
            ),
            models.CheckConstraint(condition=Q(link="") | Q(link__startswith="/"), name="messages_notice_links_inside"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self.title_zh, self.title_en)

    @property
    def body(self) -> str:
        return in_language(self.body_zh, self.body_en)
