"""The verbs by which the evaluation tells quotes with a speech cue, apart from what the rules know: a yardstick that
does not move when they do."""

from __future__ import annotations

_FORMS = """
    say says said saying tell tells told telling add adds added adding note notes noted noting state states stated
    stating explain explains explained explaining argue argues argued arguing claim claims claimed claiming insist
    insists insisted insisting warn warns warned warning announce announces announced announcing declare declares
    declared declaring acknowledge acknowledges acknowledged acknowledging admit admits admitted admitting ask asks
    asked asking answer answers answered answering reply replies replied replying respond responds responded
    responding write writes wrote written writing tweet tweets tweeted tweeting suggest suggests suggested
    suggesting report reports reported reporting repeat repeats repeated repeating reiterate reiterates reiterated
    reiterating recall recalls recalled recalling remark remarks remarked remarking observe observes observed
    observing continue continues continued continuing conclude concludes concluded concluding confirm confirms
    confirmed confirming stress stresses stressed stressing emphasize emphasizes emphasized emphasizing emphasise
    emphasises emphasised emphasising assert asserts asserted asserting allege alleges alleged alleging contend
    contends contended contending maintain maintains maintained maintaining deny denies denied denying complain
    complains complained complaining joke jokes joked joking quip quips quipped concede concedes conceded conceding
    describe describes described describing call calls called calling
"""
SPEECH = frozenset(_FORMS.split())
"""Verbs of speech in all their forms, in lower case."""
