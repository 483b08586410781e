"""Pages are sent compressed where that reveals nothing to anybody.

Compressing secrets together with text an attacker can choose leaks the secrets by the length (BREACH). So only a page
that holds nothing chosen by the sender of the request is compressed: one that is read, at an address without a query. A
page that may show the query, or text typed in a form, is sent uncompressed; so are the API's answers. The form token
changes each time, and Django adds a random length besides.
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
