"""The states of a case and what the public hears about each."""

SUBMITTED, DELIVERED = "submitted", "delivered"

LABELS = {
    SUBMITTED: {
        "id": "sudah kami terima dan sedang diteruskan ke instansi",
        "en": "received and on its way to the agency",
    },
    DELIVERED: {"id": "sudah diterima instansi", "en": "received by the agency"},
}
