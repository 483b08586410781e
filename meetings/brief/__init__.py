"""The brief for a start-up or follow-up meeting: what has happened since the last one, for the people chosen.

``since`` reads what there is, ``audience`` decides who may read which item of it, and each part of the brief has a
module of its own: ``faces``, ``words``, ``promises``, ``goals``, ``sparring``, ``stillopen``. ``content`` puts them
together for the page and the PDF alike.
"""
