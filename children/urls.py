"""Pages about children."""

urlpatterns: list = []
