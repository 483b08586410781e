"""Pages are sent compressed where that can tell nobody anything.

Compression beside what an attacker can choose leaks the rest by its length (BREACH). So only what holds nothing the
sender of the request has chosen is compressed: a page that is read, at an address without a query. What comes after
"?", and what was typed in a form, may stand on the page that answers, and that page is sent as it is; so are the API's
answers. The form token is another each time, and Django adds a random length besides.
"""

from typing import Any

from django.http import HttpRequest
from django.middleware.gzip import GZipMiddleware


class PageCompressionMiddleware(GZipMiddleware):
    """Compresses whole pages that hold nothing from their own request."""

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        is_page = response.get("Content-Type", "").startswith("text/html")
        if request.method != "GET" or request.META.get("QUERY_STRING") or not is_page or response.status_code != 200:
            return response
        return super().process_response(request, response)
