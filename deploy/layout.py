"""Where set-up finds and leaves things."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
FRONTEND = ROOT / "frontend"
LOG = ROOT / "var" / "log" / "setup.log"
LOCK = ROOT / "var" / "setup.lock"
