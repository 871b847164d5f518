"""A real Chromium against the real pages: people sign in as people do, every page is checked for access and width."""
import os
from pathlib import Path

import pytest
from django.db import connection
from playwright.sync_api import sync_playwright

pytest.register_assert_rewrite("tests.e2e.people")
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync"]
AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
# Nothing is preloaded: that serves one experimental rule, and costs as much as all others.
SERIOUS = """axe.run({resultTypes: ['violations'], preload: false}).then(r => r.violations
  .filter(v => ['serious', 'critical'].includes(v.impact)).map(v => v.id + ' ' + v.nodes[0].html))"""
# Each element as axe sees it: its name, classes, role and attributes below those of all above it, and whether it has text.
SHAPES = """() => {
  const told = new Set(['class', 'role', 'type', 'aria-hidden', 'aria-disabled', 'disabled', 'lang']), seen = new Set();
  const mix = (seed, text) => { for (let i = 0; i < text.length; i++) seed = Math.imul(seed ^ text.charCodeAt(i), 16777619);
                                return seed; };
  const walk = (node, above) => {
    const attributes = [...node.attributes].map(a => told.has(a.name) ? a.name + '=' + a.value : a.name + (a.value ? '' : '!'));
    const mine = mix(above, node.tagName + attributes.sort());
    const text = [...node.childNodes].some(n => n.nodeType === 3 && n.data.trim());
    seen.add(mix(mine, text ? 'text' : node.children.length ? 'more' : 'empty'));
    for (const child of node.children) walk(child, mine);
  };
  walk(document.documentElement, 0);
  return [...seen];
}"""
TWICE = """() => { const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
                   return ids.filter((id, n) => ids.indexOf(id) !== n); }"""
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 780}
# A folder here keeps a picture of every page that a journey names.
PICTURES = os.environ.get("E2E_PICTURES", "")


@pytest.fixture(scope="session", autouse=True)
def look_up_beside_the_event_loop():
    """Playwright keeps an event loop in this thread; the tests' own look-ups are synchronous all the same."""
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    yield
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=ARGS)
        yield browser
        browser.close()


class Visitor:
    """One person's browser; every page it lands on is looked at."""

    known = set()  # shapes that axe has judged, of all visitors of this run

    def __init__(self, browser, base, phone=False, **options):
        device = {"has_touch": True, "is_mobile": True} if phone else {}
        self.size = PHONE if phone else DESK
        self.context = browser.new_context(viewport=self.size, locale="id-ID", **device, **options)
        self.page, self.base = self.context.new_page(), base
        self.page.set_default_timeout(15000)
        self.script = options.get("java_script_enabled", True)
        self.keys, self.complaints = 0, []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _hear(self, message):
        if "Content Security" in message.text or "Content-Security" in message.text:
            self.complaints.append(message.text)

    def go(self, path, status=200):
        answer = self.page.goto(self.base + path)
        assert answer.status == status, (path, answer.status)
        return self.look()

    def sign_in(self, name, password):
        self.go("/akun/masuk/")
        self.page.fill("input[name=username]", name)
        self.page.fill("input[type=password]", password)
        return self.submit("Masuk")

    def submit(self, label):
        with self.page.expect_navigation():
            self.page.locator("main button", has_text=label).first.click()
        return self.look()

    def follow(self, label):
        with self.page.expect_navigation():
            self.page.locator("main a", has_text=label).first.click()
        return self.look()

    def press(self, *keys):
        """Real key presses, counted."""
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    def download(self, url):
        answer = self.context.request.get(self.base + url)
        assert answer.ok, (url, answer.status)
        return answer.body()

    def look(self):
        """No serious accessibility finding, no sideways scrolling on a phone, no complaint of the content policy."""
        self._fits_a_phone()
        if self.script:
            self._is_accessible()
        assert self.complaints == [], (self.page.url, self.complaints)
        return self

    def _is_accessible(self):
        """Axe judges a page only where something stands that it has not judged in that place before."""
        assert self.page.evaluate(TWICE) == [], self.page.url
        shapes = set(self.page.evaluate(SHAPES))
        if shapes <= self.known:
            return
        self.page.evaluate(AXE)
        found = self.page.evaluate(SERIOUS)
        assert found == [], (self.page.url, found)
        self.known.update(shapes)

    def _fits_a_phone(self):
        if self.size != PHONE:
            self.page.set_viewport_size(PHONE)
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        if self.size != PHONE:
            self.page.set_viewport_size(self.size)
        assert wide <= PHONE["width"], (self.page.url, wide)

    def text(self):
        return self.page.inner_text("main")

    def waits_for(self, selector, text):
        """The page itself brings the text: nothing is sent by a button."""
        self.page.locator(selector, has_text=text).first.wait_for()

    def picture(self, name):
        if PICTURES:
            for size in (PHONE, self.size):
                self.page.set_viewport_size(size)
                self.page.screenshot(path=f"{PICTURES}/{name}-{size['width']}.png", full_page=True)
        return self


@pytest.fixture
def empty_queue(transactional_db):
    """The tables of the queue are not Django's, so no test flushes them."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


@pytest.fixture
def visitor(chromium, live_server, settings, empty_queue):
    """`visitor(phone=True)` opens a browser; all are closed at the end."""
    settings.PORTAL_URL = live_server.url
    made = []

    def open_one(**options):
        made.append(Visitor(chromium, live_server.url, **options))
        return made[-1]

    yield open_one
    for each in made:
        each.context.close()
