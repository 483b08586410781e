"""What the child has said, for the forms that ask for it."""

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from children.api.base import PageView
from core import access
from core.schema import for_page
from followup import answers
from followup.childwords import child_words


class ChildWordsView(PageView):
    """The child's own words in a case, for whoever writes such words."""

    @for_page(answers.ChildWords)
    def get(self, request: Request, pk: Any) -> Response:
        """What the child has said, with day and source; nothing for who does not write the child's words."""
        case = self.case_of(pk)
        said = child_words(case) if access.may_write(request.user, access.I) else []
        if said:
            # A goal is named where words about it stand.
            self.saw([], {access.I, access.D})
        return Response({"results": said})
