"""The signature, by the manual's own vector, and by the official validator for anything else."""

from hypothesis import given
from hypothesis import strategies as st
from twilio.request_validator import RequestValidator

from telephony.local_carrier.signature import sign

URL = "https://mycompany.com/myapp.php?foo=1&bar=2"


def test_the_vector():
    """base64(HMAC-SHA1(token, URL + each unique name, sorted, with its values))."""
    form = {
        "CallSid": "CA1234567890ABCDE",
        "Caller": "+14158675309",
        "Digits": "1234",
        "From": "+14158675309",
        "To": "+18005551212",
    }
    assert sign("12345", URL, form.items()) == "RSOYDt4T1cUTdK1PDd93/VVr8B8="


@given(st.dictionaries(st.text(min_size=1, max_size=8), st.text(max_size=8), max_size=6))
def test_the_official_validator_accepts_it(form):
    """Blank values count."""
    assert RequestValidator("12345").validate(URL, form, sign("12345", URL, form.items()))
