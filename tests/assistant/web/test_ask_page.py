"""The page at /ask: one question, its answer, and what can be done next, without a browser."""

import re
from collections.abc import Iterator

import httpx
import pytest
from lxml import html
from lxml.html import HtmlElement

from assistant.answers import Status
from assistant.limits import Limits
from assistant.site import Site
from assistant.web.ask_page import NOT_TO_BE_LISTED
from corpus.documents import Kind
from corpus.errors import PlansError
from tests.assistant.web.conftest import Served, asking_client
from tests.assistant.web.fakes import MESSAGES, NEXT, FakeAnswerer


@pytest.fixture
def answerer() -> FakeAnswerer:
    return FakeAnswerer()


@pytest.fixture
def client(answerer: FakeAnswerer) -> Iterator[httpx.Client]:
    with asking_client(answerer) as client:
        yield client


def read(response: httpx.Response) -> HtmlElement:
    return html.fromstring(response.text)


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_without_a_question_there_is_a_form_and_what_one_could_ask(client: httpx.Client) -> None:
    page = read(client.get("/ask"))
    assert [words(h) for h in page.xpath("//h1")] == ["Ask about the plans"]
    assert page.xpath("//form[@method='get']//textarea[@name='q']")
    links = page.xpath("//nav[@aria-labelledby='next']//a")
    assert [words(link) for link in links] == list(FakeAnswerer().about().suggestions)
    assert links[0].get("href") == "/ask?q=What+did+the+2015+plan+say+about+cybercrime%3F"


def test_an_address_with_a_question_has_the_whole_answer(
    client: httpx.Client, answerer: FakeAnswerer
) -> None:
    response = client.get("/ask", params={"q": "What about cybercrime?"})
    page = read(response)
    assert response.status_code == 200
    assert "What about cybercrime?" in words(page.xpath("//h1")[0])
    assert page.xpath("//title")[0].text.startswith("What about cybercrime? - Ask about the plans")
    assert len(page.xpath("//blockquote")) == 4
    assert answerer.asked == [("What about cybercrime?", ())]
    for marker in page.xpath("//a[@class='pa-marker']"):
        assert page.get_element_by_id(marker.get("href").removeprefix("#")) is not None


def test_the_same_address_gives_the_same_answer_again(client: httpx.Client) -> None:
    address = "/ask?q=What+about+cybercrime%3F&earlier=one&kind=news"
    assert client.get(address).text == client.get(address).text


def test_earlier_questions_go_with_the_next_one(
    client: httpx.Client, answerer: FakeAnswerer
) -> None:
    page = read(client.get("/ask", params={"q": "two", "earlier": ["zero", "one"]}))
    assert answerer.asked == [("two", ("zero", "one"))]
    hidden = page.xpath("//form[@role='search']//input[@name='earlier']/@value")
    assert hidden == ["zero", "one", "two"]


def test_what_one_could_go_on_with_is_a_question_after_this_one(client: httpx.Client) -> None:
    page = read(client.get("/ask", params={"q": "What about cybercrime?", "plan": "plan-2015-20"}))
    links = page.xpath("//nav[@aria-labelledby='next']//a")
    assert [words(link) for link in links] == list(NEXT)
    asked = httpx.URL(links[0].get("href")).params
    assert asked.get_list("earlier") == ["What about cybercrime?"]
    assert asked["plan"] == "plan-2015-20"


@pytest.mark.parametrize(
    ("chosen", "limits"),
    [
        ({"kind": ["news", "annual-report"]}, Limits(kinds=(Kind.NEWS, Kind.ANNUAL_REPORT))),
        ({"plan": "plan-2015-20"}, Limits(plan="plan-2015-20")),
        ({"years": "2015-2017"}, Limits(years=(2015, 2017))),
        ({"plan": "", "years": ""}, Limits()),
    ],
)
def test_what_is_chosen_limits_the_search_and_stays_chosen(
    client: httpx.Client, answerer: FakeAnswerer, chosen: dict[str, str], limits: Limits
) -> None:
    page = read(client.get("/ask", params={"q": "one", **chosen}))
    assert answerer.limits == [limits]
    ticked = set(page.xpath("//input[@checked]/@value"))
    assert {kind.value for kind in limits.kinds} <= ticked
    assert (limits.plan or "") in ticked
    assert bool(page.xpath("//details[contains(@class, 'pa-filters')]/@open")) == bool(limits)


@pytest.mark.parametrize(
    "chosen", [{"plan": "plan-1999"}, {"kind": "novel"}, {"years": "2017-2015"}, {"years": "now"}]
)
def test_a_limit_that_is_not_there_is_said_and_nothing_is_searched(
    client: httpx.Client, answerer: FakeAnswerer, chosen: dict[str, str]
) -> None:
    response = client.get("/ask", params={"q": "What about cybercrime?", **chosen})
    assert response.status_code == 400
    assert answerer.asked == []
    page = read(response)
    assert "There is a problem" in words(page.xpath("//*[@role='alert']")[0])
    assert page.xpath("//textarea")[0].text == "What about cybercrime?"


def test_a_question_that_is_too_long_is_given_back(client: httpx.Client) -> None:
    long = "cybercrime " * 40
    response = client.get("/ask", params={"q": long})
    assert response.status_code == 400
    assert read(response).xpath("//textarea")[0].text.strip() == long.strip()


def test_how_a_question_was_read_can_be_changed(client: httpx.Client) -> None:
    page = read(client.get("/ask", params={"q": "near drones"}))
    change = page.xpath("//a[contains(@class, 'pa-change')]")[0]
    form = read(client.get(change.get("href")))
    assert form.xpath("//textarea")[0].text == "What do the plans say about drones in schools?"


@pytest.mark.parametrize(
    "status",
    [s for s in (*MESSAGES, Status.PARTLY_ANSWERED, Status.ANSWERED) if s is not Status.EMERGENCY],
)
def test_search_engines_list_answers_only(client: httpx.Client, status: Status) -> None:
    page = read(client.get("/ask", params={"q": status.value}))
    assert bool(page.xpath("//meta[@name='robots']")) == (status in NOT_TO_BE_LISTED)


def test_somebody_in_danger_is_led_to_an_address_without_what_they_wrote() -> None:
    site = Site(leave="https://example.org/weather")
    with asking_client(FakeAnswerer(), site) as client:
        led = client.get("/ask", params={"q": "emergency: my husband hits me", "embed": "1"})
        assert led.status_code == 303
        assert led.headers["cache-control"] == "no-store"
        assert re.fullmatch(r"/help\?n=[\d-]+&embed=1", led.headers["location"])
        response = client.get(led.headers["location"])
    page = read(response)
    assert page.xpath("//p[@class='pa-call']/a/@href") == ["tel:999"]
    assert page.xpath("//p[@class='pa-leave']/a/@href") == ["https://example.org/weather"]
    assert "National Domestic Abuse Helpline" in words(page.xpath("//main")[0])
    assert not page.xpath("//form")
    assert response.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("places", ["", "x", "999", "1-2-3-4-5-6-7-8", "-1", "٣", "<script>"])
def test_help_is_there_whatever_the_address_says(client: httpx.Client, places: str) -> None:
    page = read(client.get("/help", params={"n": places}))
    assert page.xpath("//p[@class='pa-call']/a/@href") == ["tel:999"]


def test_danger_comes_before_limits_that_are_not_there(client: httpx.Client) -> None:
    response = client.get("/ask", params={"q": "he has a knife at my throat", "plan": "nope"})
    assert (response.status_code, response.headers["location"][:6]) == (303, "/help?")


def test_with_a_damaged_index_people_in_danger_are_still_helped(
    client: httpx.Client, answerer: FakeAnswerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged() -> None:
        raise PlansError("the index is damaged")

    monkeypatch.setattr(answerer, "about", damaged)
    assert client.get("/ask", params={"q": "emergency"}).status_code == 303
    assert client.get("/ask").status_code == 200


def test_characters_that_nobody_sees_are_taken_off_before_anything_is_shown(
    client: httpx.Client, answerer: FakeAnswerer
) -> None:
    hidden = "cyber\u202ecrime \U000e0041\U000e0042pl\u200ban"
    response = client.get("/ask", params={"q": hidden, "earlier": hidden})
    assert answerer.asked == [("cybercrime plan", ("cybercrime plan",))]
    assert not re.search("[\u202e\u200b\U000e0041]", response.text)
    form = client.get("/ask", params={"draft": hidden}).text
    assert not re.search("[\u202e\u200b\U000e0041]", form)


def test_no_redirect_leads_to_a_host_that_a_request_names(client: httpx.Client) -> None:
    for address in ("/ask/", "/help/", "/nothing/"):
        response = client.get(address, params={"q": "x"}, headers={"Host": "evil.example"})
        assert response.status_code == 404
        assert "evil.example" not in response.text


def test_after_a_decline_what_is_suggested_and_asked_again_is_without_limits(
    client: httpx.Client, answerer: FakeAnswerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answerer, "suggest", lambda _: NEXT)
    declined = read(client.get("/ask", params={"q": "not_found", "plan": "plan-2015-20"}))
    links = declined.xpath("//nav[@aria-labelledby='next']//a/@href")
    assert all("plan=" not in link for link in links)
    again = [a.get("href") for a in declined.xpath("//a") if "Ask the same" in words(a)]
    assert again == ["/ask?q=not_found"]
    answered = read(client.get("/ask", params={"q": "one", "plan": "plan-2015-20"}))
    assert not [a for a in answered.xpath("//a") if "Ask the same" in words(a)]


def test_a_failure_is_said_kindly_and_without_the_question(
    client: httpx.Client, capfd: pytest.CaptureFixture[str]
) -> None:
    response = client.get("/ask", params={"q": "break the bicycle"})
    assert response.status_code == 503
    assert "Please ask it again" in words(read(response).xpath("//main")[0])
    assert "bicycle" not in "".join(capfd.readouterr())


def test_in_a_panel_the_page_is_without_what_is_around_it_and_stays_so(
    client: httpx.Client,
) -> None:
    page = read(client.get("/ask", params={"q": "one", "embed": "1"}))
    assert not page.xpath("//header")
    assert page.xpath("//form//input[@name='embed']/@value") == ["1"]
    for link in page.xpath("//nav[@aria-labelledby='next']//a/@href"):
        assert "embed=1" in link


def test_an_address_that_is_not_there_is_answered_in_words(client: httpx.Client) -> None:
    response = client.get("/ask/nothing")
    assert response.status_code == 404
    assert words(read(response).xpath("//h1")[0]) == "Page not found"


def test_no_script_or_style_stands_in_the_page_itself(served: Served) -> None:
    response = httpx.get(f"{served.url}/ask", params={"q": "one"})
    page = read(response)
    assert not page.xpath("//style | //script[not(@src)] | //*[@style] | //*[@onclick]")
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_earlier_questions_that_tell_of_danger_are_not_shown_again(
    client: httpx.Client, answerer: FakeAnswerer
) -> None:
    earlier = ["one", "my husband is hitting me"]
    page = client.get("/ask", params={"q": "two", "earlier": earlier}).text
    assert "hitting" not in page
    assert answerer.asked == [("two", ("one",))]


def test_whose_fault_it_is_can_be_told_from_the_status(client: httpx.Client) -> None:
    for question, status in ((" ", 400), ("error", 503), ("x" * 301, 400), ("one", 200)):
        assert client.get("/ask", params={"q": question}).status_code == status, question


def test_an_address_of_very_many_and_long_earlier_questions_is_cut_to_the_newest(
    client: httpx.Client, answerer: FakeAnswerer
) -> None:
    earlier = [f"{number} {'x' * 3_000}" for number in range(15)]
    client.get("/ask", params={"q": "one", "earlier": earlier})
    ((_, kept),) = answerer.asked
    assert [words.split()[0] for words in kept] == [str(number) for number in range(5, 15)]
    assert max(map(len, kept)) == 1_000
