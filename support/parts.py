"""The duties in sparring and contacts that depend on an adult's part around the child."""

from children.parts import Stands

PARTS = (
    Stands("support.Sparring.receivers", "Who was there is what was."),
    Stands("support.Contact.members", "Who was spoken with is what was."),
)
