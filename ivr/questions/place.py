"""A place: words ("depan pasar, Jalan Mawar"), or latitude and longitude in degrees, typed with a comma between."""

import re

from ivr.questions.protocol import Context, Problem, Value
from ivr.questions.text import Text

DEGREES = re.compile(r"\s*(-?[0-9]{1,2}\.[0-9]+)\s*,\s*(-?[0-9]{1,3}\.[0-9]+)\s*")
OFF_EARTH = Problem("place", {"id": "Titik koordinat itu tidak ada.", "en": "Those coordinates are not on the map."})


class Place(Text):
    type = "place"

    def parse_typed(self, text: str, context: Context) -> Value | Problem:
        found = DEGREES.fullmatch(text[:100])
        if found is None:
            return super().parse_typed(text, context)
        latitude, longitude = float(found[1]), float(found[2])
        if abs(latitude) > 90 or abs(longitude) > 180:
            return OFF_EARTH
        written = f"{latitude:.6f}, {longitude:.6f}"
        return Value(written, written)
