"""Every view of ours says who may open it, and the door keeps its word."""

from types import ModuleType

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import path
from django.views import View

from metrologi.accounts import access
from metrologi.accounts.checks import all_views, real, views_declare_access
from metrologi.accounts.roles import Role

PAGES = [page for page in all_views() if page.ours]


def ask(user, **headers):
    request = RequestFactory(headers=headers).get("/rahasia/?hal=2")
    request.user = user
    return request


def answer(request):
    return HttpResponse("isi")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name or page.route)
def test_every_view_of_ours_declares_its_access(page):
    assert page.access is not None
    kind, *rest = page.access
    assert kind in {"public", "login", "roles", "installation"}
    assert bool(rest) == (kind == "roles")
    assert all(isinstance(roles, frozenset) and roles <= set(Role) for roles in rest)


@pytest.mark.parametrize("forgot", [True, False])
def test_the_check_names_a_view_that_declares_nothing(settings, forgot):
    def lupa(request):
        return HttpResponse("isi")

    lupa.__module__ = "metrologi.portal.lupa"
    urls = ModuleType("alamat_uji")
    urls.urlpatterns = [path("lupa/", lupa if forgot else access.public(lupa), name="lupa")]
    settings.ROOT_URLCONF = urls
    assert [found.id for found in views_declare_access(None)] == ["accounts.E001"] * forgot


def test_the_crawl_sees_the_pages_of_accounts_and_of_the_portal():
    modules = {page.module.split(".")[1] for page in PAGES if page.module.startswith("metrologi.")}
    assert {"accounts", "portal", "workflow"} <= modules


def test_every_url_has_a_name():
    assert [page.route for page in PAGES if not page.name] == []


def test_a_public_page_opens_for_a_stranger():
    assert access.public(answer)(ask(AnonymousUser())).content == b"isi"


def test_a_stranger_is_sent_to_sign_in_and_back():
    response = access.login(answer)(ask(AnonymousUser()))
    assert response.status_code == 302
    assert response["Location"].endswith("?next=/rahasia/%3Fhal%3D2")


def test_a_fragment_that_nobody_may_see_leaves_the_page_with_what_was_typed():
    response = access.login(answer)(ask(AnonymousUser(), HX_Request="true"))
    assert response.status_code == 401
    assert not response.has_header("HX-Redirect")


def test_a_role_opens_the_door_and_another_does_not(orang):
    view = access.roles(Role.KEPALA, Role.PENERA)(answer)
    assert view(ask(orang("andi", Role.PENERA))).status_code == 200
    with pytest.raises(PermissionDenied, match="hanya untuk Penera, Kepala"):
        view(ask(orang("sari", Role.ADMINISTRASI)))


@pytest.mark.parametrize("path", ["/akun/profil/", "/lacak/", "/tidak/ada/"])
def test_a_page_made_for_a_person_is_not_kept_by_the_browser(orang, client, path):
    assert "no-store" not in client.get(path).get("Cache-Control", "")
    client.force_login(orang("andi"))
    assert "no-store" in client.get(path)["Cache-Control"]


def test_a_class_based_view_can_be_guarded_too():
    class Page(View):
        def get(self, request):
            return HttpResponse("kelas")

    view = access.public(Page.as_view())
    assert view(ask(AnonymousUser())).content == b"kelas"
    assert view.access == ("public",)
    assert real(view) is Page


def test_a_role_that_does_not_exist_is_a_mistake_at_once():
    for roles in (("juragan",), ()):
        with pytest.raises(ValueError, match="juragan|tanpa peran"):
            access.roles(*roles)
