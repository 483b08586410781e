"""Pages of a list: numbered, 25 rows by default, at most 100."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.pagination import PageNumberPagination
from rest_framework.response import Response


class NumberedPages(PageNumberPagination):
    """``?page=2&page_size=50`` gives ``{count, page, pages, page_size, next, previous, results}``."""

    page_size = 25
    page_size_query_param = "page_size"
    max_page_size = 100
    invalid_page_message: Any = _("Siden findes ikke. Gå til den første.")

    def get_paginated_response(self, data: Sequence[Any]) -> Response:
        page: Any = self.page
        return Response(
            {
                "count": page.paginator.count,
                "page": page.number,
                "pages": page.paginator.num_pages,
                "page_size": page.paginator.per_page,
                **previous_and_next(self.request, page.number, page.paginator.num_pages),
                "results": data,
            }
        )

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        whole = {"type": "integer"}
        turn = {"type": "string", "nullable": True, "description": "The address of that page of the list."}
        return {
            "type": "object",
            "required": ["count", "page", "pages", "page_size", "next", "previous", "results"],
            "properties": {
                "count": whole,
                "page": whole,
                "pages": whole,
                "page_size": whole,
                "next": turn,
                "previous": turn,
                "results": schema,
            },
        }


def previous_and_next(request: Any, page: int, pages: int) -> dict[str, str | None]:
    """The addresses of the next and the previous page, without the host, like ``url``; None where there is none."""

    def at(number: int) -> str:
        query = request.GET.copy()
        query["page"] = number
        return f"{request.path}?{query.urlencode()}"

    return {"next": at(page + 1) if page < pages else None, "previous": at(page - 1) if page > 1 else None}
