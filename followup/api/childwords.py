"""The child's words, for the forms that ask for them."""

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from children.api.base import PageView
from core import access
from core.schema import for_page
from followup import answers
from followup.childwords import child_words


class ChildWordsView(PageView):
    """The child's own words in a case, for users who write such words."""

    @for_page(answers.ChildWords)
    def get(self, request: Request, pk: Any) -> Response:
        """What the child has said, with day and source; empty for users who do not write the child's words."""
        case = self.case_of(pk)
        said = child_words(case) if access.may_write(request.user, access.I) else []
        if said:
            # Words about a goal are shown with its title.
            self.saw([], {access.I, access.D})
        return Response({"results": said})
