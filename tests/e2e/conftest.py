"""A real Chromium against the real pages: a fresh browser for every person of a journey."""

import os

import pytest
from playwright.sync_api import sync_playwright

pytest.register_assert_rewrite("tests.e2e.people", "tests.e2e.visitor")

from tests.e2e.visitor import Visitor  # noqa: E402 (its assertions are rewritten first)


@pytest.fixture(scope="session", autouse=True)
def look_up_beside_the_event_loop():
    """Playwright runs an event loop in this thread; the tests' own queries are synchronous."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield


@pytest.fixture(autouse=True)
def tries_are_counted(settings):
    """Signing in is counted and blocked as in production."""
    settings.AXES_ENABLED = True


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM"))
        yield browser
        browser.close()


@pytest.fixture
def visitor(chromium, live_server, settings):
    """`visitor(phone=True)` opens a fresh browser, `script=False` one without JavaScript."""
    settings.PORTAL_URL = live_server.url
    made = []

    def open_one(**options):
        made.append(Visitor(chromium, live_server.url, **options))
        return made[-1]

    yield open_one
    for each in made:
        each.leave()
