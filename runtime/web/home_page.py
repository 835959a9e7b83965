"""Where somebody's work begins."""

from runtime.accounts import Account, may

DESK_PATH = "/desk"
OFFICER_PATH = "/desk/cases"


def home_path(account: Account) -> str:
    """The address of a page that this account may see."""
    return DESK_PATH if may(account.role, "answer_calls") else OFFICER_PATH
