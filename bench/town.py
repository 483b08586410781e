"""The rows of a made-up municipality, collected before they are written."""

import datetime as dt
import random
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from accounts.models import Institution, Municipality, School, Unit, User


@dataclass
class Town:
    """The municipality and everybody who works there, and the rows about children collected so far."""

    municipality: Municipality
    unit: Unit
    schools: list[School]
    institution: Institution
    manager: User
    coordinators: list[User]
    supervisors: list[User]
    today: dt.date
    chance: random.Random
    rows: dict[type[models.Model], list[Any]] = field(default_factory=lambda: defaultdict(list))

    def add(self, row: Any) -> Any:
        """Collect a row."""
        self.rows[type(row)].append(row)
        return row

    def ago(self, days: int) -> dt.date:
        """The day this many days ago."""
        return self.today - dt.timedelta(days=days)
