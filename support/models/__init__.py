"""Phase 3: sparring with those around the child, and contacts in between."""

from .contact import Contact, contact_class
from .sparring import Sparring, changes_of, data_class_of

__all__ = ["Contact", "Sparring", "changes_of", "contact_class", "data_class_of"]
