"""Users and supervisors' posts, with their effects on children: who gets and who loses a part around them."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actions import end_post
from accounts.api.organisation import SchoolPostViewSet as PostsOnly
from accounts.api.organisation import UserViewSet as UsersOnly
from accounts.models import SchoolPost, User
from accounts.serializers import SchoolPostSerializer
from children import actions
from core.schema import from_version

from ..serializers import ActionSerializer


class SchoolPostViewSet(PostsOnly):
    """A supervisor's post at a school, which gives a part in the networks of the children there."""

    def create_record(self, data: dict[str, Any]) -> SchoolPost:
        post: SchoolPost = super().create_record(data)
        actions.follow_schools(by=self.request.user)
        return post

    def change_record(self, record: Any, data: dict[str, Any], expected: int) -> Any:
        post = super().change_record(record, data, expected)
        actions.follow_schools(by=self.request.user)
        return post

    @from_version
    @extend_schema(request=ActionSerializer, responses=SchoolPostSerializer)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: Any = None) -> Response:
        """End the post, and the access to the children at the school, as of now."""
        post = self.get_object()
        self.write_once(post, lambda expected_version: self._end(post, expected_version))
        return self.answer(post)

    def _end(self, post: SchoolPost, expected: int) -> SchoolPost:
        end_post(post, by=self.request.user, expected_version=expected)
        actions.follow_schools(by=self.request.user)
        return post


class UserViewSet(UsersOnly):
    """Users of the municipality. One who is switched off, or gets another role, leaves the networks at once.

    A supervisor's posts count as of then too: one who is switched on again is back, and one who leaves is followed by
    another supervisor of the school.
    """

    def change_record(self, record: Any, data: dict[str, Any], expected: int) -> User:
        before = (record.is_active, record.role)
        user: User = super().change_record(record, data, expected)
        if (user.is_active, user.role) != before:
            actions.follow_schools(by=self.request.user)
        actions.leave_networks(user, by=self.request.user)
        return user
