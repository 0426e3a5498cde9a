"""Every address, by desk. The public site answers whatever is left."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from grants.desks.profile.views import cms_doors, sign_in

# Serving a page comes last in Wagtail's own list; its other addresses have no language.
*WAGTAIL_DOORS, SERVE_PAGE = wagtail_urls.urlpatterns

urlpatterns = [
    path("account/", include("grants.desks.profile.urls")),
    path("apply/", include("grants.desks.portal.urls")),
    path("panel/", include("grants.desks.panel.urls")),
    path("office/", include("grants.desks.office.urls")),
    path("finance/", include("grants.desks.finance.urls")),
    # Wagtail's own doors lead to ours; its screens for people, groups and passwords stay closed.
    path("cms/login/", cms_doors.cms_sign_in),
    path("cms/logout/", sign_in.sign_out),
    path("cms/account/", cms_doors.cms_account),
    re_path(r"^cms/(?:account|groups|password_reset|users)(?:/|$)", cms_doors.closed),
    path("cms/", include(wagtailadmin_urls)),
    path("_util/login/", cms_doors.cms_sign_in),
    path("", include(WAGTAIL_DOORS)),
    # The public site, in each language: /calls/ and /es/calls/.
    *i18n_patterns(path("", include("cms.urls")), SERVE_PAGE, prefix_default_language=False),
]
