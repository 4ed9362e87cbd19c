"""Who speaks in the articles: named or not, on what terms, and who speaks too often."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.enums import SourceKind, Terms
from claims.models import Statement

from ..days import within
from ..queue_filters import queue_url
from .charts import Bars, plain
from .parts import Cell, Column, Row, Section, percent, share
from .past import Past

NOBODY = ""  # the kind of the source of a statement that names none
KINDS = (*SourceKind, NOBODY)
SHOWN = 12  # sources, the most used first
MOST_ARTICLES = 5
MOST_SHARE = 25  # percent of the statements of a desk
FEW = 12  # statements of a desk of which no share is taken


def statements_of(past: Past) -> QuerySet[Statement]:
    """Return the statements raised in the days asked for that the reader may read."""
    rows = Statement.objects.visible_to(past.user).current().order_by()
    return rows.filter(past.of_desk("article__"), within("created_at", str(past.days), past.zone))


def listed(past: Past, **about: str) -> str:
    """Return the address of the list of these statements."""
    desk = {"desk": past.desk} if past.desk else {}
    every = {"show": "statements", "said": "all", "stage": "all"}
    return queue_url(raised=str(past.days), **every, **desk, **about)


# --- kinds ---------------------------------------------------------------------------------------


def kinds(past: Past) -> Section:
    """Return who speaks, by kind of source and by the terms on which they spoke."""
    columns = statements_of(past).values_list("source__root__kind", "terms")
    counts = Counter(
        {(kind or NOBODY, terms): n for kind, terms, n in columns.annotate(n=Count("pk"))}
    )
    every = sum(counts.values())
    whole = {kind: sum(counts[kind, terms] for terms in Terms) for kind in KINDS}
    names = names_of()
    here = [kind for kind in KINDS if whole[kind]]
    rows: list[Row] = [
        [
            Cell(names[kind]),
            Cell(whole[kind], url=listed(past, source="none") if kind == NOBODY else ""),
            percent(whole[kind], every),
            *(Cell(counts[kind, terms]) for terms in Terms),
        ]
        for kind in here
    ]
    sums = [Cell(sum(counts[kind, terms] for kind in KINDS)) for terms in Terms]
    total = [Cell(_("All")), Cell(every, url=listed(past)), percent(every, every), *sums]
    return Section(
        key="voices",
        title=_("Who speaks"),
        finding=finding(whole[SourceKind.UNNAMED], every) if every else "",
        columns=[
            Column(_("Source"), is_number=False),
            Column(_("Statements")),
            Column(_("Share")),
            *(Column(str(terms.label)) for terms in Terms),
        ],
        rows=rows,
        total=total if rows else (),
        chart=shares_of({names[kind]: (kind, whole[kind]) for kind in here}) if rows else None,
        empty=_("No statement was raised in these days."),
        notes=[
            _("Statements raised in these days that were not retired, in articles of every stage.")
        ],
    )


def shares_of(counts: dict[str, tuple[str, int]]) -> Bars:
    """Draw the share of each kind of source."""
    every = sum(count for _kind, count in counts.values())
    bars = []
    for place, (name, (kind, count)) in enumerate(counts.items()):
        value = [(kind or "nobody", f"{name}: {count}", count)]
        bars.append(plain(name, f"{share(count, every)} %", value, whole=every, row=place))
    words = _("The share of statements by kind of source; the numbers are in the table.")
    return Bars(words, bars)


def names_of() -> dict[str, str]:
    """Return what the kinds are called where many of them are told."""
    return {
        SourceKind.PERSON.value: _("Named people"),
        SourceKind.ORGANISATION.value: _("Organisations"),
        SourceKind.UNNAMED.value: _("Unnamed voices"),
        SourceKind.DOCUMENT.value: _("Documents"),
        NOBODY: _("No source noted"),
    }


def finding(unnamed: int, every: int) -> str:
    """Say how much comes from voices without a name."""
    if not unnamed:
        return _("Every source of these statements is named, or none is noted.")
    said = ngettext(
        "%(n)d of %(all)d statements comes from an unnamed voice (%(share)d %%).",
        "%(n)d of %(all)d statements come from unnamed voices (%(share)d %%).",
        unnamed,
    )
    return said % {"n": unnamed, "all": every, "share": share(unnamed, every)}


# --- the most used -------------------------------------------------------------------------------


@dataclass(slots=True)
class Voice:
    """One source: how often it speaks, in how many articles, and how often at each desk."""

    uid: UUID
    name: str
    statements: int = 0
    articles: int = 0
    at: Counter[int | None] = field(default_factory=Counter)


def used(past: Past) -> Section:
    """Return the sources that speak most, and whether that is too often."""
    found, desks = voices_of(past)
    why = {voice.uid: over_used(past, voice, desks) for voice in found}
    shown = [voice for index, voice in enumerate(found) if index < SHOWN or why[voice.uid]]
    rows: list[Row] = [
        [
            Cell(voice.name, url=reverse("source-detail", args=[voice.uid])),
            Cell(voice.statements, url=listed(past, source=str(voice.uid))),
            Cell(voice.articles),
            Cell(why[voice.uid] or _("no")),
        ]
        for voice in shown
    ]
    many = sum(map(bool, why.values()))
    return Section(
        key="sources",
        title=_("Most used sources"),
        finding=found_over(many, rows[0][0].value if rows else ""),
        columns=[
            Column(_("Source"), is_number=False),
            Column(_("Statements")),
            Column(_("Articles")),
            Column(_("Over-used"), is_number=False),
        ],
        rows=rows,
        chart=most_of([(voice, bool(why[voice.uid])) for voice in shown]) if rows else None,
        empty=_("No source spoke in these days."),
        notes=[
            _(
                "Over-used: in more than %(articles)d articles, or more than a quarter of the "
                "statements of a desk that has at least %(few)d of them, in these days."
            )
            % {"articles": MOST_ARTICLES, "few": FEW},
        ],
    )


def most_of(voices: Sequence[tuple[Voice, bool]]) -> Bars:
    """Draw how often each source speaks, marked where that is too often."""
    most = max(voice.statements for voice, _over in voices)
    bars = []
    for place, (voice, over) in enumerate(voices):
        note = f"! {voice.statements}" if over else str(voice.statements)
        value = [("over" if over else "voice", f"{voice.name}: {note}", voice.statements)]
        bars.append(plain(voice.name, note, value, whole=most, row=place))
    legend = [("over", _("! over-used")), ("voice", _("not over-used"))]
    words = _("How many statements the most used sources made; the numbers are in the table.")
    return Bars(words, bars, legend if any(over for _voice, over in voices) else ())


def voices_of(past: Past) -> tuple[list[Voice], Counter[int | None]]:
    """Return the sources, most used first, and how many statements each desk has; in one read."""
    columns = statements_of(past).values_list(
        "source__root__uid", "source__root__name", "article__desk"
    )
    found: dict[UUID, Voice] = {}
    desks: defaultdict[int | None, int] = defaultdict(int)
    counted = columns.annotate(n=Count("pk"), articles=Count("article", distinct=True))
    for uid, name, desk, count, articles in counted:
        desks[desk] += count
        if uid is None:
            continue
        voice = found.setdefault(uid, Voice(uid, name))
        voice.statements += count
        voice.articles += articles  # an article is of one desk
        voice.at[desk] += count
    order = sorted(found.values(), key=lambda voice: (-voice.statements, voice.name))
    return order, Counter(desks)


def over_used(past: Past, voice: Voice, desks: Counter[int | None]) -> str:
    """Return why a source speaks too often, as a few words, or "" where it does not."""
    why = []
    if voice.articles > MOST_ARTICLES:
        why.append(_("in %(n)d articles") % {"n": voice.articles})
    for desk, count in voice.at.items():
        if desks[desk] >= FEW and 100 * count > MOST_SHARE * desks[desk]:
            part = {"share": share(count, desks[desk]), "desk": past.name_of(desk)}
            why.append(_("%(share)d %% of %(desk)s") % part)
    return ", ".join(why)


def found_over(many: int, first: str | float) -> str:
    """Say whether a source is used too often."""
    if not first:
        return ""
    if not many:
        return _("No source is over-used. %(name)s speaks most.") % {"name": first}
    said = ngettext("%(n)d source is over-used.", "%(n)d sources are over-used.", many)
    return f"{said % {'n': many}} " + _("%(name)s speaks most.") % {"name": first}
