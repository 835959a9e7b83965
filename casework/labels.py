"""What the public hears and reads about each state of a case."""

from collections.abc import Mapping

from casework.machine import Words

LABELS: Mapping[str, Words] = {
    "submitted": {
        "id": "sudah kami terima dan sedang diteruskan ke instansi",
        "en": "received and on its way to the agency",
    },
    "delivered": {"id": "sudah diterima instansi", "en": "received by the agency"},
    "forwarded": {
        "id": "sudah diverifikasi dan diteruskan ke instansi yang berwenang",
        "en": "verified and forwarded to the agency in charge",
    },
    "in_progress": {"id": "sedang dikerjakan", "en": "being worked on"},
    "waiting": {"id": "menunggu kelengkapan dari Anda", "en": "waiting for something from you"},
    "approved": {
        "id": "dianggap disetujui karena batas waktunya terlewati",
        "en": "approved, because its time limit has passed",
    },
    "ready": {"id": "sudah jadi dan dapat diambil", "en": "ready to be collected"},
    "answered": {
        "id": "sudah dijawab; Anda masih dapat menanggapi",
        "en": "answered; you may still respond",
    },
    "booked": {"id": "sudah dijadwalkan", "en": "booked"},
    "billed": {"id": "menunggu pembayaran", "en": "waiting for payment"},
    "paid": {"id": "sudah dibayar", "en": "paid"},
    "finished": {"id": "sudah selesai", "en": "finished"},
    "closed": {"id": "sudah ditutup", "en": "closed"},
    "attended": {"id": "sudah dilayani", "en": "attended"},
    "missed": {"id": "terlewat", "en": "missed"},
    "expired": {"id": "kedaluwarsa", "en": "expired"},
    "rejected": {"id": "ditolak", "en": "rejected"},
    "not_ours": {"id": "di luar kewenangan kami", "en": "outside our authority"},
    "archived": {"id": "diarsipkan tanpa tindak lanjut", "en": "archived without further action"},
    "withdrawn": {"id": "dicabut atas permintaan Anda", "en": "withdrawn at your request"},
    "merged": {
        "id": "digabung dengan nomor lain tentang hal yang sama",
        "en": "joined to another number on the same matter",
    },
}
