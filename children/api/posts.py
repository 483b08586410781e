"""Supervisors' posts at schools: whoever gets one follows the children there at once."""

from typing import Any

from accounts.api.organisation import SchoolPostViewSet as PostsOnly
from accounts.models import SchoolPost
from children import actions


class SchoolPostViewSet(PostsOnly):
    """A supervisor's function at a school, and with it the part in the networks of the children there."""

    def create_record(self, data: dict[str, Any]) -> SchoolPost:
        post: SchoolPost = super().create_record(data)
        actions.follow_schools(by=self.request.user)
        return post

    def change_record(self, record: Any, data: dict[str, Any], expected: int) -> Any:
        post = super().change_record(record, data, expected)
        actions.follow_schools(by=self.request.user)
        return post
