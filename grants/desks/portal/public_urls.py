"""Public addresses of what was funded: for people, and for machines."""

from django.urls import path

from grants.desks.portal.views import funded

app_name = "public"
urlpatterns = [
    path("what-we-funded/", funded.funded, name="funded"),
    path("what-we-funded/photos/<int:pk>/", funded.funded_photo, name="funded_photo"),
    path("open-data/grants.json", funded.open_data, name="open_data"),
]
