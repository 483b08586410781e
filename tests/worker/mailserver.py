"""The mail server of these tests: mails become files, and it can be slow to answer."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.filebased import EmailBackend

LONGEST = 60.0


class MailServer(EmailBackend):
    """Takes each mail at once. While the folder holds a file named ``slow``, the answer is held back."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.slow = Path(self.file_path) / "slow"

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write the mails to files, then answer."""
        taken = super().send_messages(email_messages)
        ends = time.monotonic() + LONGEST
        while self.slow.exists() and time.monotonic() < ends:
            time.sleep(0.02)
        return taken or 0
