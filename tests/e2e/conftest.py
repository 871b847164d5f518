"""A real Chromium against the real pages: accounts sign in as people do, every page is checked for access and width."""
import os
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

# Playwright keeps an event loop in the main thread; the tests' own look-ups are synchronous all the same.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync"]
AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=ARGS)
        yield browser
        browser.close()


class Visitor:
    """One person's browser; `go` and `press` check each page they land on."""

    def __init__(self, browser, base, width=1280, **options):
        self.context = browser.new_context(viewport={"width": width, "height": 780}, locale="id-ID", **options)
        self.page, self.base, self.width, self.keys = self.context.new_page(), base, width, 0
        self.page.set_default_timeout(15000)
        self.script = options.get("java_script_enabled", True)
        self.complaints = []
        self.page.on("console", lambda m: self.complaints.append(m.text) if "Content Security" in m.text else None)

    def go(self, path, status=200):
        answer = self.page.goto(self.base + path)
        assert answer.status == status, (path, answer.status)
        self.look()
        return self

    def sign_in(self, name, password):
        self.go("/akun/masuk/")
        self.page.fill("input[name=username]", name)
        self.page.fill("input[type=password]", password)
        self.submit("Masuk")
        return self

    def submit(self, label):
        with self.page.expect_navigation():
            self.page.locator("main button", has_text=label).first.click()
        self.look()
        return self

    def follow(self, label):
        with self.page.expect_navigation():
            self.page.locator("main a", has_text=label).first.click()
        self.look()
        return self

    def look(self):
        """No serious accessibility finding, no sideways scrolling, no complaint of the content policy."""
        assert self.page.evaluate("document.documentElement.scrollWidth") <= self.width, self.page.url
        assert self.complaints == [], (self.page.url, self.complaints)
        if self.script:
            self.page.evaluate(AXE)
            found = self.page.evaluate("axe.run({resultTypes: ['violations']}).then(r => r.violations.filter("
                                       "v => ['serious', 'critical'].includes(v.impact))"
                                       ".map(v => v.id + ' ' + v.nodes[0].html))")
            assert found == [], (self.page.url, found)

    def text(self):
        return self.page.inner_text("main")


@pytest.fixture
def visitor(chromium, live_server, settings):
    """`visitor(width=360)` opens a browser; all are closed at the end."""
    settings.PORTAL_URL = live_server.url
    made = []

    def open_one(**options):
        made.append(Visitor(chromium, live_server.url, **options))
        return made[-1]

    yield open_one
    for each in made:
        each.context.close()
