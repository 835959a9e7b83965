"""`/status` over HTTP, as a browser without JavaScript sees it."""

import re

import pytest

from runtime.web import limits
from tests.integration.casework.filing import NIK, file

PHONE = "+6281234567890"


class Reader:
    """A person with a browser; `post` sends the form of the page that was opened."""

    def __init__(self, house, address="203.0.113.7", language="en"):
        self.client, self.address, self.language = house.app.test_client(), address, language
        self.token = re.search(r'name="csrf_token" value="([^"]+)"', self.open().text)[1]

    def open(self):
        return self.client.get(f"/status?language={self.language}", environ_base={"REMOTE_ADDR": self.address})

    def post(self, reference, ending, **form):
        data = {"reference": reference, "ending": ending, "csrf_token": self.token, **form}
        return self.client.post(
            f"/status?language={self.language}", data=data, environ_base={"REMOTE_ADDR": self.address}
        )


@pytest.fixture
def opened(open_house):
    return open_house()


@pytest.fixture
def case(opened):
    with opened.parts.database.begin() as conn:
        return file(conn, opened.clock).reference


@pytest.fixture
def reader(opened):
    return Reader(opened)


def test_the_home_page_leads_to_the_form(opened, reader):
    assert 'href="/status?language=en"' in reader.client.get("/?language=en").text
    page = reader.open()
    assert page.status_code == 200
    assert len(page.data) <= 30_000
    assert "text/html" in page.headers["Content-Type"] and page.headers["Cache-Control"] == "no-store"
    assert "<script" not in page.text


@pytest.mark.parametrize(
    "written", [lambda digits: digits, lambda digits: f" {digits[:2]}-{digits[2:-1]}-{digits[-1]} "]
)
def test_the_case_is_shown_in_both_languages_without_a_personal_value(opened, case, reader, written):
    page = reader.post(written(case), " 7890 ")
    assert page.status_code == 200
    assert "received and on its way to the agency" in page.text
    assert "24 November 2026, 10.00 WIB" in page.text
    assert "Number of the police report" in page.text
    assert NIK not in page.text and "812345" not in page.text
    indonesian = Reader(opened, language="id").post(case, "7890").text
    assert 'lang="id"' in indonesian and "sedang diteruskan ke instansi" in indonesian


def test_no_such_case_and_a_wrong_ending_get_the_same_answer(case, reader):
    absent, wrong = reader.post("2600118", "7890"), reader.post(case, "7891")
    assert absent.status_code == wrong.status_code == 404
    assert absent.text.replace("2600118", case) == wrong.text.replace('value="7891"', 'value="7890"')
    assert "There is no case with this number" in wrong.text and "call us" in wrong.text


@pytest.mark.parametrize(
    ("reference", "ending", "field"),
    [
        ("", "7890", "reference"),
        ("2600428", "7890", "reference"),
        ("2600427 OR 1=1" * 1000, "7890", "reference"),
        ("2600427", "789", "ending"),
        ("2600427", "٧٨٩٠", "ending"),
        ("2600427", "+6281234567890", "ending"),
    ],
)
def test_what_cannot_be_right_is_said_at_its_field_and_in_the_summary(case, reader, reference, ending, field):
    page = reader.post(reference, ending)
    assert page.status_code == 422
    assert f'href="#{field}"' in page.text and f'id="{field}-error"' in page.text
    assert "<title>Error:" in page.text


def test_what_was_typed_comes_back_as_text(reader):
    page = reader.post('"><img src=x>', "<b>")
    assert "<img" not in page.text and "<b>" not in page.text


def test_a_post_without_the_token_and_a_question_in_the_address_are_refused(case, reader):
    assert reader.post(case, "7890", csrf_token="").status_code == 400
    assert "received" not in reader.client.get(f"/status?reference={case}&ending=7890").text


def test_a_reference_is_guessed_at_six_times_from_wherever(opened, case, reader):
    for number in range(6):
        assert Reader(opened, f"203.0.113.{number}").post(case, f"000{number}").status_code == 404
    refused = reader.post(f"{case[:2]}-{case[2:-1]}-{case[-1]}", "7890")
    assert refused.status_code == 429
    assert re.search(r"Try again in (10|[1-9]) min", refused.text)
    assert 0 < int(refused.headers["Retry-After"]) <= 600
    assert reader.post("2600118", "7890").status_code == 404


def test_an_address_that_tries_many_references_has_to_wait(opened, case, reader, monkeypatch):
    answers = [reader.post("2600428", "7890").status_code for _ in range(21)]
    assert answers == [422] * 20 + [429]
    assert reader.post(case, "7890").status_code == 429
    assert Reader(opened, "203.0.113.8").post(case, "7890").status_code == 200
    assert limits.GUESSES_BY_ADDRESS.startswith("20 per minute")
