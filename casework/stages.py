"""The words of the services for how far a case is (`outcomes` in their files): each a stage within a state.

A state is what every case of a kind has, and what clocks and permissions go by. A stage is the service's own word, told beside
the state and set along with a transition that ends in that state; a new state forgets it. `in_` names the states a
word may stand in, the first that the case's kind has is its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from casework.machine import Words
from casework.states import MACHINES


@dataclass(frozen=True)
class Stage:
    in_: tuple[str, ...]
    label: Words


class UnknownStage(ValueError):
    """A stage that is none, or stands in another state than the case will be in."""


def _stage(states: str, id: str, en: str) -> Stage:
    return Stage(tuple(states.split()), {"id": id, "en": en})


STAGES: Mapping[str, Stage] = {
    "aktif": _stage("finished", "kepesertaan aktif", "the membership is active"),
    "anjuran": _stage("in_progress", "mediator memberi anjuran tertulis", "the mediator has advised in writing"),
    "batal": _stage("withdrawn", "dibatalkan", "cancelled"),
    "belum_terverifikasi": _stage("delivered", "belum diverifikasi", "not yet verified"),
    "blokir": _stage("rejected", "data kendaraan terblokir", "the vehicle's data is blocked"),
    "bukan_kewenangan": _stage("not_ours", "bukan kewenangan instansi ini", "not this agency's authority"),
    "data_tidak_cocok": _stage("rejected", "data tidak cocok", "the data does not match"),
    "dialihkan_165": _stage("not_ours finished", "dialihkan ke BPJS Kesehatan di 165", "passed to BPJS Kesehatan at 165"),
    "diangkut": _stage("in_progress answered", "sampah sudah diangkut", "the waste has been taken away"),
    "diarsipkan": _stage("archived", "diarsipkan", "archived"),
    "dibatalkan": _stage("withdrawn", "dibatalkan", "cancelled"),
    "dicetak": _stage("in_progress", "sedang dicetak", "being printed"),
    "didampingi": _stage("in_progress", "pendampingan berlangsung", "an officer is assisting"),
    "dihitung": _stage("billed", "pajak sudah dihitung", "the tax has been worked out"),
    "dikabulkan": _stage("answered", "permintaan dikabulkan", "the request is granted"),
    "dikabulkan_sebagian": _stage("answered", "dikabulkan sebagian", "granted in part"),
    "dikembalikan_kurang_syarat": _stage("waiting", "dikembalikan karena syarat belum lengkap", "returned, something is missing"),
    "dikerjakan": _stage("in_progress", "perbaikan dikerjakan", "the repair is under way"),
    "dilimpahkan_pengawas_provinsi": _stage("not_ours", "dilimpahkan ke pengawas provinsi", "handed to the provincial inspectors"),
    "diperpanjang": _stage("in_progress", "waktu jawab diperpanjang", "the time to answer is extended"),
    "disahkan": _stage("finished", "pengesahan selesai", "the registration is renewed"),
    "disetujui": _stage("finished", "disetujui", "approved"),
    "ditemukan": _stage("answered", "data ditemukan", "the record was found"),
    "diterima": _stage("delivered", "berkas diterima", "the file was received"),
    "diteruskan": _stage("forwarded", "diteruskan ke petugas lapangan", "passed on to the field staff"),
    "ditolak": _stage("rejected", "ditolak", "rejected"),
    "ditolak_data_ganda": _stage("rejected", "ditolak karena data ganda", "rejected, the person is registered twice"),
    "ditolak_dikecualikan": _stage("rejected", "ditolak, informasi dikecualikan", "refused, the information is exempt"),
    "ditolak_nik_tidak_padan": _stage("rejected", "ditolak, NIK tidak padan", "rejected, the identity number does not match"),
    "ditunda_kurang_lengkap": _stage("waiting", "ditunda, laporan belum lengkap", "postponed, the report is incomplete"),
    "ditutup_duplikat": _stage("merged", "ditutup karena sudah dilaporkan", "closed, it was reported already"),
    "diverifikasi": _stage("in_progress", "berkas diverifikasi", "the file is being verified"),
    "informasi_diberikan": _stage("attended finished", "informasi sudah diberikan", "the information was given"),
    "keberatan": _stage("in_progress", "keberatan ditangani", "the objection is being handled"),
    "kedaluwarsa": _stage("expired", "kode bayar kedaluwarsa", "the payment code has run out"),
    "klarifikasi": _stage("in_progress", "tahap klarifikasi", "being clarified with both sides"),
    "kode_bayar_terbit": _stage("billed in_progress booked", "kode bayar sudah terbit", "the payment code is issued"),
    "kurang_bayar": _stage("billed", "pembayaran masih kurang", "the payment is not complete"),
    "libur": _stage("rejected", "tempat layanan libur", "the place is closed on that day"),
    "lunas": _stage("paid in_progress booked", "sudah lunas", "paid in full"),
    "mediasi": _stage("in_progress", "tahap mediasi", "in mediation"),
    "memenuhi_standar_teknis": _stage("in_progress", "memenuhi standar teknis", "it meets the technical standard"),
    "menunggu_tanggapan_pelapor": _stage("answered", "menunggu tanggapan Anda", "waiting for your response"),
    "nonaktif": _stage("finished", "kepesertaan nonaktif", "the membership is not active"),
    "nop_tidak_ditemukan": _stage("rejected", "nomor objek pajak tidak ditemukan", "the tax object number was not found"),
    "pbg_terbit": _stage("ready", "persetujuan bangunan terbit", "the building permit is issued"),
    "penelitian_lapangan": _stage("in_progress", "diteliti di lapangan", "being examined on site"),
    "penuh": _stage("rejected", "kuota penuh", "all places are taken"),
    "perbaikan_dokumen": _stage("waiting", "menunggu perbaikan dokumen", "waiting for corrected documents"),
    "perjanjian_bersama": _stage("answered", "tercapai perjanjian bersama", "both sides have agreed"),
    "perlu_verifikasi_teknis": _stage("in_progress", "perlu verifikasi teknis", "a technical check is needed"),
    "rekomendasi_dinkes": _stage("in_progress", "menunggu rekomendasi Dinas Kesehatan", "at the Health Office for its advice"),
    "selesai": _stage("finished answered closed", "selesai", "done"),
    "siap_ambil": _stage("ready", "siap diambil", "ready to be collected"),
    "skrd_terbit": _stage("in_progress", "ketetapan retribusi terbit", "the charge has been set"),
    "survei": _stage("in_progress", "disurvei di lokasi", "being surveyed on site"),
    "tagihan_diberitahu": _stage("billed", "tagihan sudah diberitahukan", "you were told the amount"),
    "terbit": _stage("ready attended finished", "dokumen sudah terbit", "the document is issued"),
    "terbit_elektronik": _stage("ready", "dokumen elektronik sudah terbit", "the electronic document is issued"),
    "tercatat": _stage("delivered", "tercatat", "registered"),
    "terdaftar": _stage("booked finished", "terdaftar", "registered"),
    "terekam": _stage("attended", "data biometrik sudah direkam", "your biometric data is recorded"),
    "terjadwal": _stage("booked in_progress", "sudah dijadwalkan", "an appointment is set"),
    "terjadwal_cek_fisik": _stage("booked", "cek fisik sudah dijadwalkan", "the vehicle check is set"),
    "tervalidasi": _stage("finished", "pembayaran tervalidasi", "the payment is validated"),
    "terverifikasi": _stage("forwarded", "laporan terverifikasi", "the report is verified"),
    "tidak_cocok": _stage("answered", "data tidak cocok", "the record does not match"),
    "tidak_ditemukan": _stage("answered", "data tidak ditemukan", "no record was found"),
    "tidak_terdaftar": _stage("finished", "belum terdaftar", "not registered"),
    "tindak_lanjut": _stage("in_progress", "ditindaklanjuti", "being followed up"),
    "tunggakan": _stage("finished", "ada tunggakan iuran", "contributions are in arrears"),
    "usul_pbi_diterima": _stage("finished", "usulan bantuan iuran diterima", "the proposal for paid contributions is taken"),
    "usulan_diterima": _stage("in_progress", "usulan diterima", "the proposal is taken"),
    "verifikasi": _stage("in_progress", "diverifikasi", "being verified"),
    "verifikasi_lapangan": _stage("in_progress", "diverifikasi di lapangan", "being verified on site"),
}  # fmt: skip


def state_of(stage: str, kind: str) -> str:
    """The state that a stage stands in. Raises UnknownStage."""
    found = STAGES.get(stage)
    state = next((state for state in found.in_ if state in MACHINES[kind].states), None) if found else None
    if state is None:
        raise UnknownStage(f"a case of kind {kind} has no stage {stage[:40]!r}")
    return state


def check(stage: str, kind: str, state: str) -> None:
    """Raises UnknownStage for a stage that does not stand in that state."""
    if state_of(stage, kind) != state:
        raise UnknownStage(f"the stage {stage[:40]!r} stands in {state_of(stage, kind)}, not in {state}")
