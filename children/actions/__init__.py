"""Writes that span a child's records. Each takes the acting user (``by``) and runs in one transaction."""

from .adults import change_member, open_parts_of
from .beginning import begin
from .cases import hand_over, hand_over_all, led_in_unit, open_case
from .closing import (
    approve_closing,
    ask_to_close,
    close_case,
    psychologists_at_closing,
    reopen_case,
    return_closing,
)
from .moving import move_on
from .network import (
    add_member,
    add_several,
    end_member,
    end_part,
    follow_school,
    follow_schools,
    give_access,
    give_part,
    leave_networks,
)
from .orphaned import reassign_orphaned
from .oversight import end_oversight, oversee
from .periods import end_present, record_period
from .releases import made_by, release, release_several, withdraw

__all__ = [
    "add_member",
    "add_several",
    "approve_closing",
    "ask_to_close",
    "begin",
    "change_member",
    "close_case",
    "end_member",
    "end_oversight",
    "end_part",
    "end_present",
    "follow_school",
    "follow_schools",
    "give_access",
    "give_part",
    "hand_over",
    "hand_over_all",
    "leave_networks",
    "led_in_unit",
    "made_by",
    "move_on",
    "open_case",
    "open_parts_of",
    "oversee",
    "psychologists_at_closing",
    "reassign_orphaned",
    "record_period",
    "release",
    "release_several",
    "reopen_case",
    "return_closing",
    "withdraw",
]
