"""What each person may do to a statement in each state, or the sentence that says why not."""

from .cast import read

SENTENCES = {
    ".": "",
    "retired": "This statement was retired. Restore it first.",
    "gone": "This was retired. Restore it before asking about it.",
    "killed": "This article was killed. An editor can bring it back.",
    "archived": "This article is archived.",
    "approved": "This answer is approved. Reopen it first, with a reason.",
    "open": "Only an approved answer is reopened.",
    "rank": "Only reviewers and editors approve.",
    "early": "Only an answer that waits can be approved or returned.",
    "second": "A second person has to look at this: you checked it.",
    "wrote": "You wrote this article; somebody else has to look at it.",
}
STATEMENTS = read(
    """
                             | checked checker reviewer edited editor author
    unheard
      answer                 | .
      approve, return        | rank    rank    early    early  early  early
      reopen                 | open
      edit, retire, assign   | .
      evidence, ask, propose | .
    heard
      answer                 | .
      approve, return        | rank    rank    .        second .      wrote
      reopen                 | open
      edit, retire, assign   | .
      evidence, ask, propose | .
    approved
      answer                 | approved
      approve, return        | rank    rank    early    early  early  early
      reopen                 | .
      edit, retire, assign   | .
      evidence, ask, propose | .
    retired
      answer                 | retired
      approve, return        | retired
      reopen                 | retired
      edit, retire, assign   | retired
      evidence, propose      | retired
      ask                    | gone
      restore                | .
    killed
      answer                 | killed
      approve, return        | killed
      reopen, restore        | killed
      edit, retire, assign   | killed
      evidence, ask, propose | killed
    archived
      answer                 | archived
      approve, return        | archived
      reopen, restore        | archived
      edit, retire, assign   | archived
      evidence, ask, propose | archived
    """,
    SENTENCES,
)
