"""The API about itself: its description, a page that shows it, and the kinds of problems by address."""

from functools import cache
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiYamlRenderer
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from .answers import Answer
from .api import Logged
from .pages import page
from .problemtypes import BY_CODE, KINDS, ProblemType


class ProblemKind(Answer):
    """A kind of problem."""

    type = serializers.URLField()
    code = serializers.CharField()
    status = serializers.IntegerField()
    title = serializers.CharField()
    meaning = serializers.CharField()


class ProblemKinds(Answer):
    """All of them."""

    results = ProblemKind(many=True)


def _problem_row(kind: ProblemType) -> dict[str, Any]:
    return {**kind._asdict(), "type": kind.address, "title": str(kind.title)}


class ProblemsView(Logged):
    """The kinds of problems of the API, for anybody: one of them is that nobody is signed in."""

    logs_refusals = False
    permission_classes = [AllowAny]

    @extend_schema(operation_id="problems_list", responses=ProblemKinds)
    def get(self, request: Request) -> Response:
        """List the kinds of problems"""
        return Response({"results": [_problem_row(kind) for kind in KINDS]})


class ProblemView(Logged):
    """One kind of problem, to anybody."""

    logs_refusals = False
    permission_classes = [AllowAny]

    @extend_schema(responses=ProblemKind)
    def get(self, request: Request, code: str) -> Response:
        """What a kind of problem means: the address that a problem document gives as its type"""
        if code not in BY_CODE:
            raise Http404
        return Response(_problem_row(BY_CODE[code]))


class PlainYamlRenderer(OpenApiYamlRenderer):
    """For who asks for YAML by its own name (RFC 9512)."""

    media_type = "application/yaml"


class PlainJsonRenderer(OpenApiJsonRenderer):
    """For who asks for JSON as everywhere else."""

    media_type = "application/json"


class DescriptionView(Logged):
    """The API's description (OpenAPI), as YAML or JSON."""

    logs_refusals = False
    renderer_classes = [OpenApiYamlRenderer, OpenApiJsonRenderer, PlainYamlRenderer, PlainJsonRenderer]

    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:
        """The same as the file in the repository, with the words of forms in the reader's language."""
        return Response(_description(get_language()))


@cache
def _description(language: str) -> dict[str, Any]:
    """Made once for each process and language, because it takes seconds."""
    generator: Any = SchemaGenerator  # The library has no types.
    made: dict[str, Any] = generator().get_schema(request=None, public=True)
    return made


@page
def reference(request: HttpRequest) -> HttpResponse:
    """The page of the description, drawn by a viewer from our own host."""
    return render(request, "api/reference.html")
