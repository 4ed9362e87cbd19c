"""Evidence: what we checked with; Support: the tie from it to a claim or statement."""

from typing import Self

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.enums import (
    CaptureState,
    EvidenceKind,
    Found,
    Health,
    Primacy,
    Question,
    Reliability,
    Stance,
    Visibility,
)

from .article import Article
from .base import Versioned, all_or_none, one_of
from .claim import Claim
from .people import User
from .statement import Statement


def bearing_on_what(user: User) -> Q:
    """Return the condition that a support bears on something in an article ``user`` may read."""
    articles = Article.objects.visible_to(user)
    return Q(claim__article__in=articles) | Q(statement__article__in=articles)


# What comes from elsewhere has a maker, a day and a passage; what we did ourselves has not.
FROM_ELSEWHERE = (
    *(EvidenceKind.DOCUMENT, EvidenceKind.WEB_PAGE, EvidenceKind.DATASET, EvidenceKind.LAW),
    *(EvidenceKind.RECORDING, EvidenceKind.EMAIL, EvidenceKind.IMAGE),
)


def lacking(user: User) -> dict[str, Q]:
    """Return the condition under which each part of a record is missing, as ``user`` sees it."""
    elsewhere, talk = Q(kind__in=FROM_ELSEWHERE), Q(kind=EvidenceKind.INTERVIEW)
    sums = Q(kind=EvidenceKind.OWN_CALCULATION)
    ties = Support.objects.filter(bearing_on_what(user), evidence=OuterRef("pk"))
    ties = ties.filter(removed_at__isnull=True)
    quoting = ties.exclude(passage="", locator="")
    # By name: captures point to evidence.
    copies = apps.get_model("claims", "Capture")._default_manager.filter(
        evidence=OuterRef("pk"), state=CaptureState.DONE
    )
    undated = Q(published_on__isnull=True, accessed_on__isnull=True)
    return {
        "maker": elsewhere & Q(publisher="", author="") | talk & Q(interview__isnull=True),
        "day": elsewhere & undated | talk & Q(interview__held_on__isnull=True),
        "place": elsewhere & Q(Exists(ties)) & ~Q(Exists(quoting)),
        "primacy": elsewhere & Q(primacy=""),
        "trust": (elsewhere | talk) & Q(reliability=""),
        "passage": Q(Exists(ties.filter(found=Found.MISSING))),
        "copy": ~Q(url="") & ~Q(Exists(copies)),
        "working": sums & Q(calculation__isnull=True),
    }


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return what ``user`` may read; every read of evidence starts here.

        An author reads what their own articles rest on; nobody what only articles rest on that
        they may not read.
        """
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        own = Q(created_by=user) | Exists(
            Evidence.readers.through.objects.filter(evidence=OuterRef("pk"), user=user)
        )
        ties = Support.objects.filter(evidence=OuterRef("pk"))
        seen = ties.filter(bearing_on_what(user))
        if user.in_newsroom:
            known = Exists(seen) | ~Exists(ties)
            return self.filter(~Q(visibility=Visibility.NAMED) & known | own)
        if not user.is_author:
            return self.none()
        return self.filter(~Q(visibility=Visibility.NAMED) & Exists(seen.current()) | own)

    def thin(self, user: User, *parts: str) -> Self:
        """Keep what lacks one of ``parts`` (see ``lacking``), or anything at all."""
        missing = lacking(user)
        condition = Q(pk__in=())
        for part in parts or missing:
            condition |= missing[part]
        return self.filter(condition)


class Evidence(Versioned):
    """A document, page, recording, call, sum or observation."""

    kind = models.CharField(
        _("kind"), max_length=16, choices=EvidenceKind.choices, default=EvidenceKind.WEB_PAGE
    )
    title = models.CharField(_("title"), max_length=300)
    url = models.URLField(_("web address"), max_length=2000, blank=True)
    file = models.FileField(_("file"), max_length=200, blank=True)
    file_name = models.CharField(max_length=255, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    description = models.TextField(_("description"), blank=True)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    author = models.CharField(_("author"), max_length=200, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    accessed_on = models.DateField(_("last looked at on"), null=True, blank=True)
    archive_url = models.URLField(_("address in an archive"), max_length=2000, blank=True)
    language = models.CharField(_("language"), max_length=35, blank=True)  # BCP 47
    primacy = models.CharField(
        _("first or second hand"), max_length=10, choices=Primacy.choices, blank=True
    )
    reliability = models.CharField(
        _("reliability"), max_length=8, choices=Reliability.choices, blank=True
    )
    reliability_note = models.CharField(_("why"), max_length=500, blank=True)
    interests = models.TextField(
        _("interests of the source"),
        blank=True,
        help_text=_("Who pays it, whom it speaks for, what it has to win or lose."),
    )
    origin = models.CharField(
        _("where it comes from in the end"),
        max_length=200,
        blank=True,
        help_text=_(
            "The report, study or release that it repeats. What has the same origin counts once."
        ),
    )
    visibility = models.CharField(
        _("visible to"), max_length=10, choices=Visibility.choices, default=Visibility.NEWSROOM
    )
    readers = models.ManyToManyField(
        User, verbose_name=_("named people"), blank=True, related_name="+"
    )
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    withdrawn_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)
    # How its address fares, as the last look found it; no part of the record that people edit.
    health = models.CharField(max_length=12, choices=Health.choices, blank=True)
    health_at = models.DateTimeField(null=True, blank=True)  # of the last look
    health_note = models.CharField(max_length=500, blank=True)
    moved_to = models.CharField(max_length=2000, blank=True)  # the address given stays
    failures = models.PositiveSmallIntegerField(default=0)  # looks in a row
    next_watch_at = models.DateTimeField(null=True, blank=True, db_index=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        verbose_name_plural = "evidence"
        constraints = [
            one_of("kind", EvidenceKind),
            one_of("visibility", Visibility),
            one_of("primacy", Primacy, blank=True),
            one_of("reliability", Reliability, blank=True),
            one_of("health", Health, blank=True),
            models.CheckConstraint(
                name="evidence_is_something",
                condition=~Q(url="") | ~Q(file="") | ~Q(description=""),
            ),
            models.CheckConstraint(name="evidence_has_a_title", condition=~Q(title="")),
            all_or_none(
                "withdrawal", texts=("withdrawn_reason",), rest=("withdrawn_by", "withdrawn_at")
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_primary(self) -> bool:
        """Whether it stands at the first hand."""
        return self.primacy == Primacy.PRIMARY


class SupportQuerySet(models.QuerySet["Support"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the ties of which ``user`` may read both ends."""
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        evidence = Evidence.objects.visible_to(user).filter(pk=OuterRef("evidence"))
        return self.filter(bearing_on_what(user), Exists(evidence))

    def current(self) -> Self:
        """Leave out what was taken off, or rests on withdrawn evidence."""
        return self.filter(removed_at__isnull=True, evidence__withdrawn_at__isnull=True)


class Support(Versioned):
    """How one piece of evidence bears on one claim or statement, and where it says so."""

    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="supports")
    claim = models.ForeignKey(
        Claim, null=True, blank=True, on_delete=models.CASCADE, related_name="supports"
    )
    statement = models.ForeignKey(
        Statement, null=True, blank=True, on_delete=models.CASCADE, related_name="supports"
    )
    question = models.CharField(_("question"), max_length=6, choices=Question.choices)
    stance = models.CharField(_("stance"), max_length=10, choices=Stance.choices)
    passage = models.TextField(_("quoted passage"), blank=True)
    locator = models.CharField(
        _("where in it"), max_length=200, blank=True, help_text=_("Page, row or time.")
    )
    note = models.TextField(_("note"), blank=True)
    # Whether the passage stands in the stored copy, as the machine found: no change of the tie.
    found = models.CharField(max_length=8, choices=Found.choices, blank=True)
    found_in = models.ForeignKey(
        "claims.Capture", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # Where it differs: [[kind, words quoted, words there, is_fault], …], see text.fidelity.
    differs = models.JSONField(default=list, blank=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # Who last changed how it bears on the words: counts as one who checked, as the creator does.
    edited_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    removed_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = SupportQuerySet.as_manager()

    class Meta:
        ordering = ("created_at", "pk")
        constraints = [
            one_of("question", Question),
            one_of("stance", Stance),
            one_of("found", Found, blank=True),
            models.CheckConstraint(
                name="support_bears_on_one",
                condition=Q(claim__isnull=False, statement__isnull=True, question=Question.TRUE)
                | Q(claim__isnull=True, statement__isnull=False, question=Question.SAID),
            ),
            all_or_none("removal", texts=(), rest=("removed_by", "removed_at")),
            models.UniqueConstraint(
                fields=["evidence", "claim"],
                condition=Q(removed_at__isnull=True),
                name="support_claim_once",
            ),
            models.UniqueConstraint(
                fields=["evidence", "statement"],
                condition=Q(removed_at__isnull=True),
                name="support_statement_once",
            ),
        ]
        indexes = [models.Index(fields=["claim", "created_by"], name="support_claim_by")]

    def __str__(self) -> str:
        return f"{self.get_stance_display()} · {self.evidence}"
