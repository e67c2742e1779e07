from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.articles import read_article
from corpus.spans import KINDS
from corpus.zones import zones_of

# The expected zones of the seeds: what each begins and ends with.
SEEDS = {
    "000": [
        ("date", "date 2018-08-27", ""),
        ("dateline", "MOSCOW (Sputnik) -", ""),
        ("body", "Although French President", "Lempereur said."),
        ("boilerplate", "READ MORE: German FM", "Russia, China, Turkey"),
        ("body", "He stated that", 'sanctions," Lempereur said.'),
        ("caption", "© AP Photo /", "No-Deal Brexit"),
        ("body", "Earlier in the day", "finance were announced."),
    ],
    "001": [
        ("date", "date 2018-08-27", ""),
        ("boilerplate", "Russian Politics & Diplomacy", ""),
        ("headline", "Macron says EU", "cooperation with Russia"),
        ("boilerplate", "World", ""),
        ("date", "August 27, 14:15", "UTC+3 PARIS"),
        ("deck", "The amplified European", "French leader noted"),
        ("caption", "© EPA-EFE/PHILIPPE WOJAZER/POOL", ""),
        ("boilerplate", "Putin praises", "addressed to Macron"),
        ("dateline", "PARIS, August 27. /TASS/.", ""),
        ("body", "French President Emmanuel", "European security."),
    ],
    "002": [
        ("headline", "Despite Trump’s pressure", "confrontation with Russia"),
        ("boilerplate", "0 2,046", ""),
        ("dateline", "PARIS –", ""),
        ("body", "French Foreign Minister", "continuing military action."),
        ("boilerplate", "- Advertisement -", ""),
        ("body", "Russia has repeatedly", "back in November."),
        ("boilerplate", "Subscribe to our newsletter", "subscribe now."),
    ],
    "003": [
        ("boilerplate", "TODAY.AZ / World news", ""),
        ("headline", "Putin, Macron meet", "French-Russian ties"),
        ("date", "30 May 2017", "[16:18] - TODAY.AZ"),
        ("byline", "By\xa0Azernews", ""),
        ("byline", "By Kamila Aliyeva", ""),
        ("body", "Russian President Vladimir", "for eastern Ukraine."),
        ("boilerplate", "URL: http://www.today.az", "Friend's e-mail:"),
    ],
    "004": [
        ("headline", "France Says No Longer", "To Talk To Russia"),
        ("date", "2024-04-08 22:51:46", ""),
        ("headline", "France Says No Longer", "To Talk To Russia"),
        ("deck", "Macron in February", "deployed in Ukraine."),
        ("dateline", "Paris:", ""),
        ("body", "France’s foreign minister", "come to a standstill."),
        ("boilerplate", "(Except for the headline", "Loading"),
    ],
}
HEAD = "Minister wants talks to go on"
PARAGRAPH = "The minister said on Monday that the talks would go on."


def zones(text: str) -> list[tuple[str, str]]:
    """Kind and text of each zone."""
    return [(zone.kind, text[zone.span.start : zone.span.end]) for zone in zones_of(text)]


def page(*lines: str) -> str:
    """Lines with blank lines between."""
    return "\n\n".join(lines) + "\n"


@pytest.mark.parametrize("number", SEEDS)
def test_a_seed_has_exactly_these_zones(seeds: dict[str, bytes], number: str) -> None:
    article = read_article(seeds[number])
    found = [(zone.kind, article.text[zone.span.start : zone.span.end]) for zone in article.zones]
    assert [kind for kind, _ in found] == [kind for kind, _, _ in SEEDS[number]]
    for (_, text), (_, begin, end) in zip(found, SEEDS[number], strict=True):
        assert text.startswith(begin)
        assert text.endswith(end) if end else text == begin


@pytest.mark.parametrize("number", SEEDS)
def test_the_zones_of_a_seed_leave_out_only_white_space(seeds: dict[str, bytes], number: str) -> None:
    article = read_article(seeds[number])
    rest = list(article.text)
    for zone in article.zones:
        rest[zone.span.start : zone.span.end] = [""] * zone.span.length
    assert "".join(rest).strip() == ""


@pytest.mark.parametrize(
    "line",
    [
        "READ MORE: Minister to Go On “at Once”",
        "Also read: Ten things to know",
        "Related stories",
        "0 3,117",
        "1.2K",
        "Views: 3127",
        "12 comments",
        "5 min read",
        "- Advertisement -",
        "Story continues below advertisement",
        "Subscribe to our newsletter today",
        "Sign up here for our morning letter and the best of the week in your mailbox.",
        "Get all the alerts that matter, on every screen you own.",
        "Connect with us and hear of it first!",
        "Follow us on Twitter",
        "Share",
        "Facebook Twitter E-mail Print",
        "Print\xa0version",
        "Recommend this article to a friend",
        "• Your name:",
        "• Friend’s message:",
        "(Except for the headline, this report has not been created by Bugle staff.)",
        "Source link",
        "Loading...",
        "Source: Daily Bugle",
        "https://bugle.example/1",
        "Tags: talks, minister, Monday",
        "#talks #minister",
        "© 2018 Daily Bugle. All rights reserved.",
        "Our Standards: The Thomson Reuters Trust Principles.",
        "* * *",
    ],
)
def test_a_line_of_the_page_in_the_middle_of_an_article_is_boilerplate(line: str) -> None:
    expected = [("headline", HEAD), ("body", PARAGRAPH), ("boilerplate", line), ("body", PARAGRAPH)]
    assert zones(page(HEAD, PARAGRAPH, line, PARAGRAPH)) == expected


@pytest.mark.parametrize(
    "line",
    [
        "© AP Photo / Jane Doe Minister's Friend Wants No Talks",
        "© EPA-EFE/JANE DOE/POOL",
        "© AFP 2018 / JANE DOE",
        "FILE PHOTO: The minister arrives for talks in Paris. REUTERS/Jane Doe",
        "Photo: Jane Doe",
        "The minister arrives for talks (AP Photo/Jane Doe)",
        "The minister arrives for talks. REUTERS/Jane Doe",
        "[Photo/Xinhua]",
    ],
)
def test_a_photo_credit_is_a_caption(line: str) -> None:
    assert ("caption", line) in zones(page(HEAD, PARAGRAPH, line, PARAGRAPH))


@pytest.mark.parametrize(
    "line",
    [
        "“Subscribe to our newsletter,” he said.",
        "Follow the money, said the minister, and you will find news.",
        "Support for the minister rose, according to news reports.",
        "Join the talks or go, was the message.",
        "Like many in the news business, she was afraid of updates.",
        "Reporting by the Daily Bugle showed that the talks were dead.",
        "This report was published by the ministry on Monday, and it is long.",
        "The views expressed by the minister on Monday are well known.",
        "He spoke to TASS/Interfax reporters.",
        "Police were told of the case. (PTI/ANI)",
        "2014",
        "Sharing is not what the minister wants.",
        "Reads like a novel, said one of them.",
        "Sources: none of them would be named, and all of them spoke at length about the talks.",
        "By Monday, all was over.",
        "“Europe,” he said, “has waited for others too long.”",
        "Print is dead, the minister said.",
    ],
)
def test_a_sentence_of_the_article_is_never_boilerplate(line: str) -> None:
    assert zones(page(HEAD, PARAGRAPH, line, PARAGRAPH)) == [
        ("headline", HEAD),
        ("body", f"{PARAGRAPH}\n\n{line}\n\n{PARAGRAPH}"),
    ]


def test_a_word_alone_on_the_last_line_of_a_wrapped_sentence_is_body() -> None:
    text = f"{HEAD}\n\nThe minister said that they had met on\nFacebook\n\nThe budget for that was said to be\n2,046\n"
    assert [kind for kind, _ in zones(text)] == ["headline", "body"]


def test_the_first_line_of_a_wrapped_paragraph_is_no_headline() -> None:
    text = "The minister said on Monday that it was no longer in\nParis’s interest to go on with\nthe talks.\n"
    assert zones(text) == [("body", text.strip())]


@pytest.mark.parametrize("first", ["the talks would go on", f"{PARAGRAPH}", "• The talks", "x" * 300, "They said:"])
def test_a_line_that_looks_like_no_headline_is_body(first: str) -> None:
    assert [kind for kind, _ in zones(page(first, PARAGRAPH))] == ["body"]


@pytest.mark.parametrize(
    "headline", ["“We will talk,” minister says", "Talks in the U.S.", "Will they talk?", "And then…"]
)
def test_the_first_line_is_the_headline(headline: str) -> None:
    assert zones(page(headline, PARAGRAPH)) == [("headline", headline), ("body", PARAGRAPH)]


def test_a_first_line_with_a_full_stop_above_a_date_is_the_headline() -> None:
    assert zones(page("Talks are dead.", "May 30, 2017", PARAGRAPH))[0] == ("headline", "Talks are dead.")


def test_a_lone_line_is_the_article() -> None:
    assert zones("Just one line") == [("body", "Just one line")]


def test_a_headline_that_comes_again_in_other_marks_is_a_headline() -> None:
    again = "Minister wants “talks” to go on"
    assert zones(page("Minister wants 'talks' to go on", again, PARAGRAPH))[:2] == [
        ("headline", "Minister wants 'talks' to go on"),
        ("headline", again),
    ]


def test_what_stands_between_headline_and_byline_is_the_deck() -> None:
    assert zones(page(HEAD, "It is not the first time.", "By Jane Doe", PARAGRAPH)) == [
        ("headline", HEAD),
        ("deck", "It is not the first time."),
        ("byline", "By Jane Doe"),
        ("body", PARAGRAPH),
    ]


def test_a_paragraph_with_a_quote_is_never_a_deck() -> None:
    paragraph = '"We are here," the minister said.'
    assert zones(page(HEAD, paragraph, "By Jane Doe", PARAGRAPH))[1][0] == "body"


def test_a_teaser_between_credit_and_dateline_is_boilerplate_and_a_subheading_is_not() -> None:
    teaser, credit = "Minister sends greetings to all", "© EPA-EFE/JANE DOE"
    assert ("boilerplate", teaser) in zones(page(HEAD, credit, teaser, f"PARIS (AFP) - {PARAGRAPH}"))
    assert ("boilerplate", teaser) not in zones(page(HEAD, PARAGRAPH, credit, teaser, PARAGRAPH))


def test_a_dateline_is_cut_from_its_paragraph() -> None:
    assert zones(page(HEAD, f"PARIS, May 30 (Reuters) - {PARAGRAPH}", PARAGRAPH)) == [
        ("headline", HEAD),
        ("dateline", "PARIS, May 30 (Reuters) -"),
        ("body", f"{PARAGRAPH}\n\n{PARAGRAPH}"),
    ]


def test_a_date_is_cut_from_the_headline_behind_it() -> None:
    assert zones(page(f"2018-08-27 {HEAD}", PARAGRAPH))[:2] == [("date", "2018-08-27"), ("headline", HEAD)]


def test_a_long_first_paragraph_behind_date_and_dateline_is_body() -> None:
    paragraph = f"{PARAGRAPH} " * 40
    assert [kind for kind, _ in zones(f" date 2019-03-04 LORVIK (Sputnik) - {paragraph}")] == [
        "date",
        "dateline",
        "body",
    ]


def test_a_list_of_tags_is_boilerplate_only_behind_the_article() -> None:
    tags = "Talks,Minister,Daily Bugle"
    assert ("boilerplate", f"{tags}\n\nSource link") in zones(page(HEAD, PARAGRAPH, tags, "Source link"))
    assert ("body", f"{PARAGRAPH}\n\n{tags}\n\n{PARAGRAPH}") in zones(page(HEAD, PARAGRAPH, tags, PARAGRAPH))


def test_an_interview_has_no_datelines() -> None:
    text = page(HEAD, "QUESTION: Will they go on?", "PUTIN: We hope that they will.")
    assert [kind for kind, _ in zones(text)] == ["headline", "body"]


LINES = st.lists(
    st.one_of(
        st.text(max_size=40),
        st.sampled_from(
            [
                HEAD,
                PARAGRAPH,
                "",
                "",
                "PARIS (AFP) - Yes.",
                "May 30, 2017",
                " date 2018-08-27 x",
                "By Jane Doe",
                "World",
                "Share",
                "© A/B",
                "Source link",
                "a,b,c",
                "Paris:",
                "\xa0",
                "READ MORE: x",
                "1 2",
            ]
        ),
    ),
    max_size=20,
).map("\n".join)


@given(LINES)
def test_zones_are_ordered_apart_and_inside_the_text(text: str) -> None:
    end = 0
    for zone in zones_of(text):
        assert zone.kind in KINDS
        assert end <= zone.span.start < zone.span.end <= len(text)
        words = text[zone.span.start : zone.span.end]
        assert words == words.strip()
        end = zone.span.end


@given(LINES)
def test_zones_leave_out_no_word(text: str) -> None:
    end = 0
    for zone in zones_of(text):
        assert not any(char.isalnum() for char in text[end : zone.span.start])
        end = zone.span.end
    assert not text[end:].strip()


@pytest.mark.parametrize(
    "text",
    [
        "x" * 10**6,
        "a" + " " * 10**6 + "a",
        '"' * 10**6,
        "2018-08-27 " * 90_000,
        "- " * 500_000,
        "PARIS " * 160_000,
        ("(photo by " * 38 + "\n") * 2600,
        ("share on " * 40 + "!\n") * 2700,
        f"{PARAGRAPH}\n\n" * 17_000,
    ],
    ids=["letters", "blanks", "quotes", "dates", "dashes", "capitals", "credits", "buttons", "prose"],
)
def test_a_megabyte_of_anything_gets_its_zones_before_a_test_is_given_up(text: str) -> None:
    spans = [zone.span for zone in zones_of(text)]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))


def test_what_has_more_lines_than_any_article_has_all_its_words_in_zones_and_its_tail_told() -> None:
    text = "Talks go on\n\nBy Lena Orsini\n\n" + "The minister said so.\n" * 300_000 + "All rights reserved.\n"
    zones = read_article(text.encode()).zones
    assert [zone.kind for zone in zones] == ["headline", "byline", "body", "boilerplate"]
    assert "".join(text[zone.span.start : zone.span.end] for zone in zones).count("minister") == 300_000


def test_furniture_tells_the_rules_that_it_falls_under() -> None:
    text = "World news\n\nTalks go on\n\nBy Lena Orsini\n\nPhoto: Ana Velt\n\nThe talks went on.\n\n"
    text += "READ MORE\nShare\n2,046\n"
    told = [(zone.kind, zone.rule) for zone in read_article(text.encode()).zones if zone.rule]
    assert told == [("boilerplate", "section"), ("caption", "credit"), ("boilerplate", "read more, share, counter")]
