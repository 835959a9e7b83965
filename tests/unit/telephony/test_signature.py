"""Our own signature check, with the official validator as oracle."""

from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twilio.request_validator import RequestValidator
from werkzeug.datastructures import MultiDict

from telephony.twilio.requests import pairs
from telephony.twilio.signature import SETTINGS, SIGNATURE, Signed, is_valid, sign

TOKEN = "12345"
VECTOR_URL = "https://mycompany.com/myapp.php?foo=1&bar=2"
VECTOR = [
    ("CallSid", "CA1234567890ABCDE"),
    ("Caller", "+14158675309"),
    ("Digits", "1234"),
    ("From", "+14158675309"),
    ("To", "+18005551212"),
]
URLS = ("https://hotline.example/telephony/voice", "http://127.0.0.1:8000/telephony/step?c=a&n=1", "https://h:443/x")
texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)


def headers(**given):
    found = {name.replace("_", "-").lower(): value for name, value in given.items()}
    return lambda name: found.get(name.lower(), "")


def test_the_vendors_vector():
    assert sign(TOKEN, VECTOR_URL, VECTOR) == "RSOYDt4T1cUTdK1PDd93/VVr8B8="
    assert is_valid(TOKEN, Signed(VECTOR_URL, VECTOR), headers(X_Twilio_Signature="RSOYDt4T1cUTdK1PDd93/VVr8B8="))


@given(st.lists(st.tuples(texts, texts), max_size=8), st.sampled_from(URLS))
def test_signs_as_the_official_validator_does(form, url):
    official = RequestValidator(TOKEN)
    theirs = official.compute_signature(url, MultiDict(form))
    assert sign(TOKEN, url, form) == theirs
    assert is_valid(TOKEN, Signed(url, form), headers(X_Twilio_Signature=theirs)) == official.validate(
        url, MultiDict(form), theirs
    )


@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=5), texts)
def test_a_changed_value_is_refused(form, other):
    signature = sign(TOKEN, URLS[0], form)
    changed = [*form[:-1], (form[-1][0], form[-1][1] + "x" + other)]
    if sign(TOKEN, URLS[0], changed) != signature:
        assert not is_valid(TOKEN, Signed(URLS[0], changed), headers(X_Twilio_Signature=signature))


def test_blanks_and_unknown_parameters_are_part_of_it():
    body = urlencode([("CallSid", "CA1"), ("Blank", ""), ("NewThing", "1")]).encode()
    signature = RequestValidator(TOKEN).compute_signature(URLS[0], MultiDict(pairs(body)))
    assert is_valid(TOKEN, Signed(URLS[0], pairs(body)), headers(X_Twilio_Signature=signature))
    without = [(n, v) for n, v in pairs(body) if v]
    assert not is_valid(TOKEN, Signed(URLS[0], without), headers(X_Twilio_Signature=signature))


def test_a_signature_with_sha256_is_left_to_the_official_validator():
    signature = RequestValidator(TOKEN).compute_signature(URLS[0], MultiDict(VECTOR), "HMAC_SHA256")
    found = {SIGNATURE: signature, SETTINGS: "key=webhooks_sharedkey_1,algorithm=HMAC_SHA256"}
    assert is_valid(TOKEN, Signed(URLS[0], VECTOR), lambda name: found.get(name, ""))
    found[SETTINGS] = "key=x,algorithm=HMAC_SHA999"
    assert not is_valid(TOKEN, Signed(URLS[0], VECTOR), lambda name: found.get(name, ""))


@pytest.mark.parametrize("signature", ["", "x", "é", "RSOYDt4T1cUTdK1PDd93/VVr8B9="])
def test_a_wrong_signature_is_refused(signature):
    assert not is_valid(TOKEN, Signed(VECTOR_URL, VECTOR), headers(X_Twilio_Signature=signature))
