"""Personal numbers stay out of the log, whoever wrote the line: telephone, NIK, family card and reference alike."""

import logging
import re

MASK = "•••"
# Ids, times and network addresses are kept: without them a line says nothing to the person on duty.
_KEPT = r"(?:CA|CF|RE|SM|AC|SK|QU)?[0-9a-f]{32}|\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?)?|\d{1,3}(?:\.\d{1,3}){3}(?![.\d-])"
_PATTERN = re.compile(rf"(?P<kept>(?<![0-9A-Za-z])(?:{_KEPT})(?![0-9A-Za-z]))|\+?\d(?:[ .-]?\d){{6,}}", re.ASCII)


def mask(text: str) -> str:
    """`text` with every run of seven or more digits replaced, also when blanks, dots or hyphens part them."""
    return _PATTERN.sub(lambda found: found["kept"] or MASK, text)


class MaskingFormatter(logging.Formatter):
    """Masks the finished line, its traceback included."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        record.message = mask(record.message)
        return super().formatMessage(record)

    def formatException(self, ei: object) -> str:
        return mask(super().formatException(ei))  # type: ignore[arg-type]  # the base class narrows it to exc_info


def configure(level: int = logging.INFO) -> None:
    """Log to standard error through the mask; replaces what was configured before."""
    handler = logging.StreamHandler()
    handler.setFormatter(MaskingFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
