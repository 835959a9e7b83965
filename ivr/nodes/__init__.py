"""Every node type by its name in a flow."""

from __future__ import annotations

from collections.abc import Mapping

from ivr.nodes.assign import Assign
from ivr.nodes.branch import Branch
from ivr.nodes.call import Call
from ivr.nodes.callback import Callback
from ivr.nodes.consent import Consent
from ivr.nodes.form import Form
from ivr.nodes.goto import Goto
from ivr.nodes.hang_up import HangUp
from ivr.nodes.language import Language
from ivr.nodes.lookup import Lookup
from ivr.nodes.menu import Menu
from ivr.nodes.message import Message
from ivr.nodes.node import Node
from ivr.nodes.queue import Queue
from ivr.nodes.read_back import ReadBack
from ivr.nodes.say import Say
from ivr.nodes.submit import Submit
from ivr.nodes.survey import Survey
from ivr.nodes.transfer import Transfer
from ivr.nodes.verify import Verify
from ivr.nodes.voicemail import Voicemail

_ALL: tuple[type[Node], ...] = (
    Say,
    Menu,
    Form,
    Lookup,
    Branch,
    Assign,
    Message,
    Consent,
    Verify,
    ReadBack,
    Submit,
    Survey,
    Queue,
    Transfer,
    Callback,
    Voicemail,
    Language,
    Call,
    Goto,
    HangUp,
)

NODE_TYPES: Mapping[str, type[Node]] = {kind.KIND: kind for kind in _ALL}

__all__ = ["NODE_TYPES"]
