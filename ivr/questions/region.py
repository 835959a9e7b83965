"""A village, district or regency, in the caller's words; the agency assigns the code."""

from ivr.questions.text import Text


class Region(Text):
    type = "region"
