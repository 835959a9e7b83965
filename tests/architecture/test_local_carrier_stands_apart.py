"""The local carrier reaches the house only by HTTP and WebSocket; it borrows the codec and the voice, nothing else."""

import grimp

CARRIER = "telephony.local_carrier"
ROOMS = ("agent_desktop", "casework", "citizen", "ivr", "knowledge_base", "runtime", "telephony")
BORROWED = ("telephony.audio", "telephony.speech.client")


def test_it_imports_only_the_codec_and_the_client_of_the_speech_service():
    graph = grimp.build_graph(*ROOMS, include_external_packages=False)
    inside = {CARRIER, *graph.find_descendants(CARRIER)}
    imported = {found for module in inside for found in graph.find_modules_directly_imported_by(module)}
    strangers = {name for name in imported - inside if name not in BORROWED and name not in ("telephony",)}
    assert not strangers
