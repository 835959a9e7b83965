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

STAFF: Mapping[str, Words] = {
    "submitted": {"id": "Belum sampai di instansi", "en": "Not at the agency yet"},
    "delivered": {"id": "Masuk", "en": "Received"},
    "forwarded": {"id": "Diteruskan", "en": "Forwarded"},
    "in_progress": {"id": "Dikerjakan", "en": "In progress"},
    "waiting": {"id": "Menunggu pemohon", "en": "Waiting for the citizen"},
    "approved": {"id": "Disetujui karena diam", "en": "Approved by silence"},
    "ready": {"id": "Siap diambil", "en": "Ready to collect"},
    "answered": {"id": "Dijawab", "en": "Answered"},
    "booked": {"id": "Dijadwalkan", "en": "Booked"},
    "billed": {"id": "Menunggu pembayaran", "en": "Waiting for payment"},
    "paid": {"id": "Dibayar", "en": "Paid"},
    "finished": {"id": "Selesai", "en": "Finished"},
    "closed": {"id": "Ditutup", "en": "Closed"},
    "attended": {"id": "Dilayani", "en": "Attended"},
    "missed": {"id": "Tidak hadir", "en": "Missed"},
    "expired": {"id": "Kedaluwarsa", "en": "Expired"},
    "rejected": {"id": "Ditolak", "en": "Rejected"},
    "not_ours": {"id": "Bukan kewenangan", "en": "Not our authority"},
    "archived": {"id": "Diarsipkan", "en": "Archived"},
    "withdrawn": {"id": "Dicabut", "en": "Withdrawn"},
    "merged": {"id": "Digabung", "en": "Merged"},
}
"""What the staff of an agency reads, in few words."""
KINDS: Mapping[str, Words] = {
    "application": {"id": "Permohonan", "en": "Application"},
    "complaint": {"id": "Pengaduan", "en": "Complaint"},
    "information": {"id": "Permintaan informasi", "en": "Information request"},
    "appointment": {"id": "Janji temu", "en": "Appointment"},
    "payment": {"id": "Pembayaran", "en": "Payment"},
    "aspiration": {"id": "Aspirasi", "en": "Suggestion"},
}
