"""One spelling of each letter: a text is kept with å as one character (NFC), however the sender's machine writes it.

What is sent to the API is put right as it is read (`core/renderers.py`), and what is written once more as a record is
saved, so that a file, a program or a form of the sign-in library makes no difference.
"""

import unicodedata
from typing import Any


def nfc(value: Any) -> Any:
    """A text in NFC; of lists and objects every text within, names of fields too."""
    if isinstance(value, str):
        return value if value.isascii() else unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [nfc(each) for each in value]
    if isinstance(value, dict):
        return {nfc(name): nfc(each) for name, each in value.items()}
    return value
