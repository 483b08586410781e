"""Writes of phase 1. Each takes the acting user (``by``) and runs in one transaction."""

from .ordering import order_assessment, order_part
from .parts import change_part, hand_over_part
from .passing_on import pass_on, take_back

__all__ = ["change_part", "hand_over_part", "order_assessment", "order_part", "pass_on", "take_back"]
