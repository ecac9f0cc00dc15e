"""Tables about people."""

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from yizhan.kernel import seals
from yizhan.kernel.identifiers import uuid7
from yizhan.kernel.languages import in_language


class Language(models.TextChoices):
    CHINESE = "zh-hans", _("中文")
    ENGLISH = "en", _("英语")


class Scale(models.IntegerChoices):
    """Size of type, in per cent."""

    NORMAL = 100, _("标准")
    LARGE = 125, _("大")
    LARGEST = 150, _("特大")


class PersonQuerySet(models.QuerySet["Person"]):
    def locked(self, pk: UUID) -> "Person":
        """The person, ours until the transaction ends; every command of this context takes it first."""
        return self.select_for_update(of=("self",)).get(pk=pk)

    def with_phone(self, phone: str) -> "PersonQuerySet":
        """The person, if any, who signs in with `phone` (E.164)."""
        return self.filter(phone_key=seals.lookup(phone))


class PersonManager(BaseUserManager["Person"]):
    def get_queryset(self) -> PersonQuerySet:
        return PersonQuerySet(self.model, using=self._db)

    def locked(self, pk: UUID) -> "Person":
        return self.get_queryset().locked(pk)

    def with_phone(self, phone: str) -> PersonQuerySet:
        return self.get_queryset().with_phone(phone)


class Person(AbstractBaseUser):
    """Anyone who signs in; a member once the phone has been confirmed (`joined_at`)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(_("称呼"), max_length=40, blank=True)
    phone_sealed = models.BinaryField()
    phone_key = models.CharField(max_length=64, editable=False)
    language = models.CharField(_("语言"), max_length=10, choices=Language.choices, default=Language.CHINESE)
    scale = models.PositiveSmallIntegerField(_("字号"), choices=Scale.choices, default=Scale.NORMAL)
    high_contrast = models.BooleanField(_("高对比度"), default=False)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    joined_at = models.DateTimeField(null=True)

    USERNAME_FIELD = "phone_key"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[PersonManager] = PersonManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["phone_key"], name="people_person_phone_once"),
            models.CheckConstraint(condition=Q(scale__in=Scale.values), name="people_person_scale_known"),
            models.CheckConstraint(condition=Q(language__in=Language.values), name="people_person_language_known"),
        ]

    def __str__(self) -> str:
        return self.name or self.phone_masked

    def has_usable_password(self) -> bool:
        """Nobody signs in with a password."""
        return False

    @property
    def phone(self) -> str:
        """The phone number in E.164, unsealed."""
        return seals.unseal(self.phone_sealed)

    @property
    def phone_masked(self) -> str:
        """The phone number as lists show it: 139****9000."""
        bare = self.phone.removeprefix("+86")
        return f"{bare[:3]}****{bare[-4:]}"

    @cached_property
    def roles_held(self) -> "tuple[Appointment, ...]":
        """Every appointment of this person, past and future too, read once for each request."""
        return tuple(self.appointments.all())


Actor = Person | AnonymousUser


class Role(models.TextChoices):
    ADMINISTRATOR = "administrator", _("系统管理员")
    HUB = "hub", _("枢纽工作人员")
    SUBDISTRICT = "subdistrict", _("街道工作人员")
    STATION = "station", _("党群工作者")
    ORGANISATION = "organisation", _("组织联络人")
    PROVIDER = "provider", _("服务方工作人员")


class Scope(models.TextChoices):
    NETWORK = "network", _("全网络")
    SUBDISTRICT = "subdistrict", _("街道")
    STATION = "station", _("站点")
    ORGANISATION = "organisation", _("组织")
    PROVIDER = "provider", _("服务方")


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def on(self, day: date) -> "AppointmentQuerySet":
        """Those in force on `day`."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=day), starts_on__lte=day)


class Appointment(models.Model):
    """A role that a person holds within a scope during [starts_on, ends_on)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="appointments")
    role = models.CharField(_("角色"), max_length=20, choices=Role.choices)
    scope = models.CharField(_("范围"), max_length=20, choices=Scope.choices)
    scope_id = models.UUIDField(null=True, blank=True)
    starts_on = models.DateField(_("起始日期"))
    ends_on = models.DateField(_("结束日期"), null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ["role", "starts_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="people_appointment_role_known"),
            models.CheckConstraint(
                condition=Q(scope="network", scope_id=None) | (~Q(scope="network") & Q(scope_id__isnull=False)),
                name="people_appointment_scope_names_its_place",
            ),
            models.CheckConstraint(
                condition=Q(role__in=["administrator", "hub"], scope="network")
                | (~Q(role__in=["administrator", "hub"]) & Q(scope=F("role"))),
                name="people_appointment_role_fits_scope",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")), name="people_appointment_starts_before_end"
            ),
            ExclusionConstraint(
                name="people_appointment_once_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (
                        Func(
                            F("scope_id"),
                            models.Value("00000000-0000-0000-0000-000000000000"),
                            function="COALESCE",
                            output_field=models.UUIDField(),
                        ),
                        RangeOperators.EQUAL,
                    ),
                    (
                        Func("starts_on", "ends_on", function="daterange", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return self.get_role_display()

    def in_force(self, day: date) -> bool:
        """Whether the role is held on `day`."""
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


class Purpose(models.TextChoices):
    SERVICE = "service", _("服务与隐私条款")
    WORKPLACE = "workplace", _("记住我的楼宇")
    MESSAGES = "messages", _("站外通知")
    PHOTOGRAPHS = "photographs", _("活动照片")


class ConsentText(models.Model):
    """A version of the words that people agree to for one purpose."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    version = models.CharField(max_length=20)
    published_on = models.DateField()
    title_zh = models.CharField(max_length=80)
    title_en = models.CharField(max_length=160)
    body_zh = models.TextField()
    body_en = models.TextField()
    required = models.BooleanField(default=False)

    class Meta:
        ordering = ["purpose", "-published_on", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["purpose", "version"], name="people_consenttext_version_once"),
            models.CheckConstraint(condition=Q(purpose__in=Purpose.values), name="people_consenttext_purpose_known"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self.title_zh, self.title_en)

    @property
    def body(self) -> str:
        return in_language(self.body_zh, self.body_en)


class Channel(models.TextChoices):
    PAGE = "page", _("网页")
    API = "api", _("接口")
    DESK = "desk", _("站点柜台")


class Consent(models.Model):
    """That a person agreed to one text, when and through which channel, until withdrawn."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    text = models.ForeignKey(ConsentText, on_delete=models.PROTECT, related_name="consents")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-given_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "text"], condition=Q(withdrawn_at=None), name="people_consent_stands_once"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("given_at")),
                name="people_consent_given_before_withdrawn",
            ),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="people_consent_channel_known"),
        ]


class ApiToken(models.Model):
    """A key to the API; only its hash is kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    scopes = ArrayField(models.CharField(max_length=40))
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["digest"], name="people_apitoken_digest_once"),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")), name="people_apitoken_ends_after_start"
            ),
            models.CheckConstraint(condition=Q(scopes__len__gt=0), name="people_apitoken_opens_something"),
        ]

    def __str__(self) -> str:
        return self.name


class Change(models.Model):
    """One line of the ledger: who did what to which thing, when and why."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    actor = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    verb = models.CharField(max_length=40)
    subject = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    reason = models.CharField(max_length=500, blank=True)
    details: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["subject", "subject_id", "-at"], name="people_change_of_subject")]
        constraints = [models.CheckConstraint(condition=~Q(verb=""), name="people_change_names_its_verb")]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject}"
