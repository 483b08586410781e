"""One spelling of each letter: texts are stored with å as one character (NFC), whatever the sender's machine sends.

Input of the API is normalised when it is parsed (`core/renderers.py`), and every record again when it is saved, so that
files, programs and the sign-in library's forms are covered too.
"""

import unicodedata
from typing import Any


def nfc(value: Any) -> Any:
    """A text in NFC; in lists and objects every text, names of fields too."""
    if isinstance(value, str):
        return value if value.isascii() else unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [nfc(each) for each in value]
    if isinstance(value, dict):
        return {nfc(name): nfc(each) for name, each in value.items()}
    return value
