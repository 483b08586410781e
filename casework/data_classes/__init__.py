"""The data class of every field, in one place. A field that is not here fails the build.

A coordination, B identity, C protected, D schooling, E home, F social, G health and psychology, I the child's own
words, K look-up log, O organisation. Technical fields (id, version, times of writing) are named in core.access.
The text of an assessment part and of a sparring takes its class from the row: see their serializers.
"""

from .children import FIELDS as CHILDREN
from .cycle import FIELDS as CYCLE
from .guests import FIELDS as GUESTS
from .organisation import FIELDS as ORGANISATION

REGISTER: dict[str, dict[str, str]] = {**ORGANISATION, **CHILDREN, **CYCLE, **GUESTS}
