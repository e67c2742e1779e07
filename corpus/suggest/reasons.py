"""Why each rule proposes a quote, in the few words that the status line has room for."""

from __future__ import annotations

from collections.abc import Mapping

WHY: Mapping[str, str] = {
    "quote.after": "speaker and verb after the quotation",
    "quote.inverted": "verb and speaker after the quotation",
    "quote.verb": "a speaker and an unknown verb after the quotation",
    "quote.before": "speaker and verb before the quotation",
    "quote.according_to": "“according to” after the quotation",
    "quote.label": "a name and a colon before the quotation",
    "quote.colon": "a sentence and a colon before the quotation",
    "quote.signed": "a dash and a name after the quotation",
    "quote.announced": "the paragraph before announces it",
    "quote.same_paragraph": "the speaker of the sentence before",
    "quote.sentence_before": "the subject of the sentence before",
    "quote.next_paragraph": "the speaker of the quote before",
    "quote.next_report": "the speaker of the paragraph before",
    "quote.alone": "a quotation, and nobody named beside it",
    "report.that": "a verb of speech with “that”",
    "report.said": "“said” and a clause",
    "report.clause": "a verb of speech and a clause",
    "report.after": "speaker and verb at the end of the sentence",
    "report.inverted": "verb and speaker at the end of the sentence",
    "report.around": "speaker and verb in the middle of the sentence",
    "report.according_to": "“according to” after it",
    "report.according_to_first": "“according to” before it",
    "report.question": "a question in indirect speech",
    "report.thing": "a verb that says it of something",
    "report.person": "a verb that says something of somebody",
    "report.to": "a promise or a refusal",
    "report.noun": "a noun that stands for what is said",
}
