"""Administration and the user's own account."""

from django.urls import path

from . import pages

urlpatterns = [
    path("account/", pages.account, name="account"),
    path("account/tokens/", pages.token_new, name="token-new"),
    path("account/tokens/<uuid:token_id>/revoke/", pages.token_revoke, name="token-revoke"),
    path("language/", pages.language, name="language"),
    path("administration/", pages.administration, name="administration"),
    path("administration/cadence/", pages.cadence, name="administration-cadence"),
    path("administration/posts/<uuid:post_id>/end/", pages.post_end, name="post-end"),
    path("administration/<slug:section>/", pages.section_list, name="administration-section"),
    path("administration/<slug:section>/new/", pages.section_new, name="administration-new"),
    path("administration/<slug:section>/<uuid:record_id>/", pages.section_edit, name="administration-edit"),
]
