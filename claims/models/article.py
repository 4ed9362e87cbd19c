"""Article and Revision: a piece, and the immutable states of its text."""

import hashlib
import itertools
from datetime import date
from typing import Any, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.enums import AT_WORK, Origin, PubStatus, Stage, Visibility
from claims.text.segments import Block, BlockKind

from .base import Addressed, Versioned, one_of
from .people import User
from .vocabulary import Desk


class ArticleQuerySet(models.QuerySet["Article"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return what ``user`` may read; every read of articles starts here."""
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        own = Exists(Article.authors.through.objects.filter(article=OuterRef("pk"), user=user))
        if not user.in_newsroom:
            return self.filter(own) if user.is_author else self.none()
        named = Exists(Article.readers.through.objects.filter(article=OuterRef("pk"), user=user))
        shown = Q(visibility=Visibility.NEWSROOM)
        return self.filter(shown | Q(lead_checker=user) | Q(created_by=user) | own | named)

    def at_work(self) -> Self:
        """Return what is neither cleared, published nor killed, and not archived."""
        return self.filter(stage__in=AT_WORK, archived_at__isnull=True)


class Article(Versioned):
    """A piece we are about to publish or are examining."""

    title = models.CharField(_("title"), max_length=300)
    standfirst = models.TextField(_("standfirst"), blank=True)
    byline = models.CharField(_("byline"), max_length=300, blank=True)
    authors = models.ManyToManyField(
        User, verbose_name=_("authors"), blank=True, related_name="authored"
    )
    desk = models.ForeignKey(
        Desk, verbose_name=_("desk"), null=True, blank=True, on_delete=models.PROTECT
    )
    lead_checker = models.ForeignKey(
        User,
        verbose_name=_("lead checker"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="leads",
    )
    language = models.CharField(_("language"), max_length=12, blank=True)
    dateline = models.CharField(_("dateline"), max_length=120, blank=True)
    dateline_date = models.DateField(_("dateline date"), null=True, blank=True)
    embargo_until = models.DateTimeField(_("embargo until"), null=True, blank=True)
    deadline = models.DateTimeField(_("deadline"), null=True, blank=True)
    stage = models.CharField(
        _("stage"), max_length=12, choices=Stage.choices, default=Stage.INCOMING
    )
    visibility = models.CharField(
        _("visible to"),
        max_length=10,
        choices=[(v.value, v.label) for v in (Visibility.NEWSROOM, Visibility.NAMED)],
        default=Visibility.NEWSROOM,
    )
    readers = models.ManyToManyField(
        User, verbose_name=_("named people"), blank=True, related_name="reads"
    )
    url = models.URLField(_("web address"), max_length=2000, blank=True)
    # What identifies the piece where it comes from: the uri of ninjs, the guid of NewsML-G2.
    uri = models.CharField(_("identifier"), max_length=500, blank=True)
    pub_status = models.CharField(
        _("publishing status"),
        max_length=10,
        choices=PubStatus.choices,
        default=PubStatus.USABLE,
        help_text=_("As the agency that sent it says."),
    )
    # The sender's own time of the newest version taken over, its words or only its status.
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True, editable=False)
    current = models.OneToOneField(
        "Revision",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    last_number = models.PositiveIntegerField(default=0, editable=False)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False, db_index=True)
    archived_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints = [
            one_of("stage", Stage),
            one_of("pub_status", PubStatus),
            models.UniqueConstraint(
                fields=["uri"], condition=~Q(uri=""), name="article_uri_unique"
            ),
            models.CheckConstraint(
                name="article_visibility_is_known",
                condition=Q(visibility__in=(Visibility.NEWSROOM, Visibility.NAMED)),
            ),
            models.CheckConstraint(name="article_has_a_title", condition=~Q(title="")),
        ]
        indexes = [models.Index(fields=["stage", "deadline"], name="article_stage_deadline")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("article-detail", args=[self.uid])


class Revision(Addressed):
    """One immutable state of an article's text, as blocks over one string."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    blocks = models.JSONField(default=list)  # [[kind, start, end], …] in code points
    links = models.JSONField(default=list)  # [{"start", "end", "url", "title"}, …]
    # What the proof-reader's eye found: {"placeholders": [[start, end]], "names": [[[start, end],
    # [start, end]]]}; derived from the text.
    flags = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64, db_index=True, editable=False)
    origin = models.CharField(max_length=10, choices=Origin.choices)
    origin_name = models.CharField(max_length=2000, blank=True)
    # The file that was imported, as it came: a Word export is written on top of it.
    file = models.FileField(max_length=300, blank=True)
    notices = models.JSONField(default=list)  # what its reader had to leave out, in words
    version_at = models.DateTimeField(null=True, blank=True)  # the sender's own time of it
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ("article", "number")
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="revision_number_unique"),
            models.CheckConstraint(name="revision_has_text", condition=~Q(text="")),
            one_of("origin", Origin),
        ]

    def __str__(self) -> str:
        return f"{self.article} · {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("A revision is never changed; add a new one.")
        self.sha256 = self.hash_of(self.text)
        super().save(*args, **kwargs)

    @staticmethod
    def hash_of(text: str) -> str:
        """Return the SHA-256 of the text's words: white space does not make another text."""
        return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()

    @property
    def block_list(self) -> list[Block]:
        """Return the blocks as the text engine takes them."""
        return [Block(BlockKind(kind), start, end) for kind, start, end in self.blocks]

    @property
    def date(self) -> date:
        """Return the day from which relative dates in the text count."""
        return self.article.dateline_date or self.created_at.date()

    def block_at(self, start: int, end: int) -> Block | None:
        """Return the block that holds ``start:end`` whole, if one does."""
        return next((b for b in self.block_list if b.start <= start and end <= b.end), None)

    def blocks_touching(self, start: int, end: int) -> list[Block]:
        """Return the blocks that share a character with ``start:end``."""
        after = itertools.dropwhile(lambda b: b.end <= start, self.block_list)
        return list(itertools.takewhile(lambda b: b.start < end, after))
