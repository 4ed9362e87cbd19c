"""Addresses of articles and of what stands in them."""

from django.urls import path

from claims.views import (
    annotated,
    arrivals,
    article_list,
    claims,
    heard,
    history,
    imports,
    pulse,
    replies,
    shares,
    statements,
    suggestions,
    supports,
    tray,
    word,
    workspace,
)

ARTICLE = "<uuid:uid>/"
CLAIM = ARTICLE + "claims/<int:number>/"
CRITICISM = CLAIM + "critical/<uuid:criticism>/"
STATEMENT = ARTICLE + "statements/<uuid:statement>/"
SUGGESTION = ARTICLE + "suggestions/<uuid:suggestion>/"

urlpatterns = [
    path("", article_list.article_list, name="article-list"),
    path("arrivals/<uuid:uid>/", arrivals.arrival_detail, name="arrival-detail"),
    path("import/", imports.article_import, name="article-import"),
    path("import/<str:way>/", imports.article_import, name="article-import-way"),
    path(ARTICLE, workspace.article_detail, name="article-detail"),
    path(ARTICLE + "pulse/", pulse.article_pulse, name="article-pulse"),
    path(ARTICLE + "history/", history.article_history, name="article-history"),
    path(ARTICLE + "annotated/", annotated.show, name="article-annotated"),
    path(ARTICLE + "annotated.pdf", annotated.pdf, name="article-annotated-pdf"),
    path(ARTICLE + "word/", word.article_word, name="article-word"),
    # /articles/<uid>/claims/
    path(ARTICLE + "claims/", claims.raise_claim, name="claim-raise"),
    path(CLAIM, workspace.claim_detail, name="claim-detail"),
    path(CLAIM + "verdict/", claims.verdict, name="claim-verdict"),
    path(CLAIM + "finding/", claims.finding, name="claim-finding"),
    path(CLAIM + "wording/", claims.wording, name="claim-wording"),
    path(CLAIM + "assignment/", claims.assignment, name="claim-assignment"),
    path(CLAIM + "due/", claims.due, name="claim-due"),
    path(CLAIM + "restoration/", claims.restoration, name="claim-restoration"),
    path(CLAIM + "evidence/", supports.add, name="claim-evidence"),
    path(CLAIM + "evidence/again/", supports.again, name="claim-evidence-again"),
    path(CLAIM + "evidence/link/", supports.from_link, name="claim-evidence-link"),
    path(CLAIM + "evidence/here/", supports.from_here, name="claim-evidence-here"),
    path(CLAIM + "critical/", replies.mark, name="claim-critical"),
    path(CRITICISM, replies.unmark, name="claim-critical-end"),
    path(CRITICISM + "attempts/", replies.attempt, name="claim-attempt"),
    path(CLAIM + "attempts/<uuid:attempt>/", replies.answered, name="claim-attempt-edit"),
    path(CLAIM + "<slug:step>/", claims.move, name="claim-move"),
    # /articles/<uid>/statements/
    path(STATEMENT, workspace.statement_detail, name="statement-detail"),
    path(STATEMENT + "said/", statements.said, name="statement-said"),
    path(STATEMENT + "heard/", heard.statement_heard, name="statement-heard"),
    path(STATEMENT + "wording/", statements.wording, name="statement-wording"),
    path(STATEMENT + "assignment/", statements.assignment, name="statement-assignment"),
    path(STATEMENT + "due/", statements.due, name="statement-due"),
    path(STATEMENT + "retirement/", statements.retirement, name="statement-retirement"),
    path(STATEMENT + "restoration/", statements.restoration, name="statement-restoration"),
    path(STATEMENT + "evidence/", supports.add, name="statement-evidence"),
    path(STATEMENT + "evidence/again/", supports.again, name="statement-evidence-again"),
    path(STATEMENT + "evidence/link/", supports.from_link, name="statement-evidence-link"),
    path(STATEMENT + "evidence/here/", supports.from_here, name="statement-evidence-here"),
    path(STATEMENT + "<slug:step>/", statements.move, name="statement-move"),
    # /articles/<uid>/suggestions/
    path(
        ARTICLE + "suggestions/acceptances/", suggestions.acceptances, name="suggestion-accept-all"
    ),
    path(SUGGESTION, workspace.suggestion_detail, name="suggestion-detail"),
    path(SUGGESTION + "acceptance/", suggestions.acceptance, name="suggestion-acceptance"),
    path(SUGGESTION + "dismissal/", suggestions.dismissal, name="suggestion-dismissal"),
    # /articles/<uid>/tray/
    path(ARTICLE + "shares/", shares.shares, name="article-shares"),
    path(ARTICLE + "tray/", tray.show, name="article-tray"),
    path(ARTICLE + "tray/place/", tray.place, name="article-tray-place"),
    path(ARTICLE + "tray/retirement/", tray.retire, name="article-tray-retire"),
    path(ARTICLE + "tray/restoration/", tray.restore, name="article-tray-restore"),
    path(ARTICLE + "about/", imports.article_edit, name="article-edit"),
    path(ARTICLE + "stage/", imports.article_stage, name="article-stage"),
    path(ARTICLE + "archive/", imports.article_archive, name="article-archive"),
    path(ARTICLE + "reading/", suggestions.read_again, name="article-reading"),
    path(ARTICLE + "nothing-here/", suggestions.nothing_here, name="nothing-here"),
    path(ARTICLE + "something-here/", suggestions.something_here, name="something-here"),
    path("undo/<uuid:event>/", suggestions.undoing, name="undo"),
]
