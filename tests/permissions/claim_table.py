"""What each person may do to a claim in each state, or the sentence that says why not."""

from .cast import read

SENTENCES = {
    ".": "",
    "retired": "This claim was retired. Restore it first.",
    "gone": "This was retired. Restore it before asking about it.",
    "killed": "This article was killed. An editor can bring it back.",
    "archived": "This article is archived.",
    "approved": "This claim is approved. Reopen it first, with a reason.",
    "late": "Only a claim that is being checked can be called not checkable.",
    "idle": "Nobody is checking this claim.",
    "waits": "Only a checked claim that waits can be taken back.",
    "theirs": "Only who checked it, a reviewer or an editor takes it back.",
    "open": "Only a claim that was approved or called not checkable is reopened.",
    "sure": "There is nothing to confirm: the claim is not up for re-check.",
    "rank": "Only reviewers and editors approve.",
    "early": "Only a checked claim can be approved or returned.",
    "second": "A second person has to look at this: you checked it.",
    "wrote": "You wrote this article; somebody else has to look at it.",
}
CLAIMS = read(
    """
                              | checked checker reviewer edited editor author
    to check
      verdict, not checkable  | .
      release                 | idle
      take back               | waits
      reopen                  | open
      confirm                 | sure
      approve, return         | rank    rank    early    early  early  early
      retire, assign          | .
      evidence, ask, propose  | .
    checking
      verdict, not checkable  | .
      release                 | .
      take back               | waits
      reopen                  | open
      confirm                 | sure
      approve, return         | rank    rank    early    early  early  early
      retire, assign          | .
      evidence, ask, propose  | .
    checked
      verdict                 | .
      not checkable           | late
      release                 | idle
      take back               | .       theirs  .        .      .      .
      reopen                  | open
      confirm                 | sure
      approve, return         | rank    rank    .        second .      wrote
      retire, assign          | .
      evidence, ask, propose  | .
    approved
      verdict                 | approved
      not checkable           | late
      release                 | idle
      take back               | waits
      reopen                  | .
      confirm                 | sure
      approve, return         | rank    rank    early    early  early  early
      retire, assign          | .
      evidence, ask, propose  | .
    not checkable
      verdict                 | .
      not checkable           | late
      release                 | idle
      take back               | waits
      reopen                  | .
      confirm                 | sure
      approve, return         | rank    rank    early    early  early  early
      retire, assign          | .
      evidence, ask, propose  | .
    re-check
      verdict                 | .
      not checkable           | late
      release                 | idle
      take back               | waits
      reopen                  | .
      confirm                 | .
      approve, return         | rank    rank    early    early  early  early
      retire, assign          | .
      evidence, ask, propose  | .
    retired
      verdict, not checkable  | retired
      release, take back      | retired
      reopen, confirm         | retired
      approve, return         | retired
      retire, assign          | retired
      evidence, propose       | retired
      ask                     | gone
      restore                 | .
    killed
      verdict, not checkable  | killed
      release, take back      | killed
      reopen, confirm         | killed
      approve, return         | killed
      retire, restore, assign | killed
      evidence, ask, propose  | killed
    archived
      verdict, not checkable  | archived
      release, take back      | archived
      reopen, confirm         | archived
      approve, return         | archived
      retire, restore, assign | archived
      evidence, ask, propose  | archived
    """,
    SENTENCES,
)
