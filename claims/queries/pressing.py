"""The most pressing first: risk × time left, reckoned by the database in whole numbers.

How long there is until something is due falls into classes, each with a weight; the weight of the
risk times that of the time is how pressing it is. Of two alike what is due first comes first, then
what is more worth checking. No date is subtracted from another: databases differ in that.
"""

import datetime
from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, Value, When

from claims.enums import Risk
from claims.models import Claim

from .queue_conditions import Rows, Viewer
from .queue_filters import Show

RISKS = {Risk.HIGH: 3, Risk.NORMAL: 2, Risk.LOW: 1}
OVERDUE, SOON, TODAY, TOMORROW, WEEK, LATER, UNDATED = 10, 8, 6, 4, 3, 2, 1
SOON_IS = datetime.timedelta(hours=2)
MOST = OVERDUE * RISKS[Risk.HIGH]
ORDER = ("press_rank", "due_rank", "worth_rank", "pk")


def with_press_rank(rows: Rows, show: Show, viewer: Viewer) -> Rows:
    """Annotate ``press_rank`` (0: nothing presses more) to rows that have their ``due``."""
    found: Rows = rows.annotate(
        press_rank=MOST - time_weight(viewer) * risk_weight(show),
    )
    return found


def time_weight(viewer: Viewer) -> Case:
    """Return the weight of the time left until ``due``, by the viewer's clock."""
    return Case(
        When(due__isnull=True, then=Value(UNDATED)),
        *(When(due__lt=end, then=Value(weight)) for end, weight in ends(viewer)),
        default=Value(LATER),
        output_field=IntegerField(),
    )


def ends(viewer: Viewer) -> list[tuple[datetime.datetime, int]]:
    """Return when each class of time left ends, the nearest first, with its weight."""
    day = datetime.timedelta(days=1)
    return [
        (viewer.now, OVERDUE),
        (viewer.now + SOON_IS, SOON),
        (viewer.tomorrow, TODAY),
        (viewer.tomorrow + day, TOMORROW),
        (viewer.today + 7 * day, WEEK),
    ]


def risk_weight(show: Show) -> Any:
    """Return the weight of the risk: a statement is as risky as its riskiest claim, or normal."""
    if show == Show.CLAIMS:
        whens = [When(risk=risk, then=Value(weight)) for risk, weight in RISKS.items()]
        return Case(*whens, default=Value(RISKS[Risk.NORMAL]), output_field=IntegerField())
    inside = Claim.objects.current().filter(statement=OuterRef("pk")).order_by()
    whens = [
        When(Exists(inside.filter(risk=risk)), then=Value(weight)) for risk, weight in RISKS.items()
    ]
    return Case(*whens, default=Value(RISKS[Risk.NORMAL]), output_field=IntegerField())
