"""A real Chromium against the real pages: people sign in as people do, every page is checked for access and width."""
import json
import os
from collections import defaultdict
from pathlib import Path
from unittest.mock import patch

import pytest
from django.conf import settings as project
from django.db import connection, connections
from django.test import Client
from playwright.sync_api import sync_playwright

from metrologi.accounts.models import User

pytest.register_assert_rewrite("tests.e2e.people")
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
        # A page lives too briefly for what these would win: the second compiler, a process for painting, a frame made anew for
        # each page. The last of two lists counts, so two of Playwright's own stand here again.
        "--js-flags=--no-maglev", "--in-process-gpu", "--disable-features=RenderDocument,HttpsUpgrades,PaintHolding",
        # What one page fetched is still in memory for the next.
        "--enable-features=MemoryCacheStrongReference,MemoryCacheChangeStrongReferencePruneDelay"]
HERE = Path(__file__).parent
AXE, MATA = (HERE / "vendor" / "axe.min.js").read_text(), (HERE / "mata.js").read_text()
# A question to the browser costs as much as an answer, so what belongs together is asked at once.
# As text: Playwright wraps every number of a list.
LOOK = f"""() => {{ {MATA}\nreturn JSON.stringify({{ twice: mata.twice(), title: document.title, ...mata.shapes(),
    wide: document.documentElement.scrollWidth }}); }}"""
JUDGE = "async shapes => mata.axe() ? JSON.stringify(await mata.judge(JSON.parse(shapes))) : 'null'"
FILL = f"boxes => {{ {MATA}\nmata.fill(boxes); }}"
SHOWN = f"names => {{ {MATA}\nreturn mata.shown(names); }}"
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


@pytest.fixture(scope="session", autouse=True)
def nobody_is_connected_at_the_end(django_db_setup, django_db_blocker):
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("""SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
                          WHERE datname = current_database() AND pid <> pg_backend_pid()""")


@pytest.fixture(autouse=True)
def the_server_keeps_its_connections():
    """As in an office: whoever answers a browser stays connected to the database until that browser is closed."""
    with patch.dict(connections.settings["default"], CONN_MAX_AGE=None, CONN_HEALTH_CHECKS=False):
        yield


@pytest.fixture(autouse=True)
def tries_are_counted(settings):
    settings.AXES_ENABLED = True


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM"), args=ARGS)
        yield browser
        browser.close()


class Seen:
    """Shapes of elements that were judged, by all visitors of all workers of this run."""

    def __init__(self, file):
        self.file, self.shapes, self.read = file, set(), 0
        file.touch()

    def new_of(self, shapes):
        with self.file.open("rb") as lines:
            lines.seek(self.read)
            whole, end, _ = lines.read().rpartition(b"\n")  # another worker may be writing the last line
        self.shapes.update(map(int, whole.split()))
        self.read += len(whole + end)
        return [shape for shape in shapes if shape not in self.shapes]

    def add(self, shapes):
        with self.file.open("a") as lines:
            lines.write("".join(f"{shape}\n" for shape in shapes))


@pytest.fixture(scope="session")
def seen(tmp_path_factory):
    base = tmp_path_factory.getbasetemp()
    return Seen((base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "terlihat.txt")


class Profiles:
    """Browsers, one tab each; one that was left serves the next of its kind, with what it fetched and without its cookies."""

    def __init__(self, browser):
        self.browser, self.left, self.signed_in = browser, defaultdict(list), set()

    def take(self, phone, script):
        if self.left[phone, script]:
            return self.left[phone, script].pop()
        return self.browser.new_context(viewport=PHONE if phone else DESK, locale="id-ID", java_script_enabled=script,
                                        has_touch=phone, is_mobile=phone, reduced_motion="reduce").new_page()

    def leave(self, phone, script, page):
        page.context.set_offline(False)
        if script and page.url.startswith("http"):
            page.evaluate("sessionStorage.clear()")
        page.goto("about:blank")
        page.context.clear_cookies()
        self.left[phone, script].append(page)


@pytest.fixture(scope="session")
def profiles(chromium):
    return Profiles(chromium)


class Visitor:
    """One person's browser; every page it lands on is looked at."""

    def __init__(self, profiles, base, seen, phone=False, script=True):
        self.kind, self.size = (phone, script), PHONE if phone else DESK
        self.profiles, self.page = profiles, profiles.take(phone, script)
        self.context, self.base, self.seen = self.page.context, base, seen
        self.page.set_default_timeout(15000)
        self.script, self.keys, self.complaints = script, 0, []
        self.page.on("console", self._hear)
        self.page.on("pageerror", self._stumble)

    def _stumble(self, error):
        self.complaints.append(str(error))

    def _hear(self, message):
        if "Content Security" in message.text or "Content-Security" in message.text:
            self.complaints.append(message.text)

    def go(self, path, status=200):
        answer = self.page.goto(self.base + path)
        assert answer.status == status, (path, answer.status)
        return self.look()

    def sign_in(self, name, password):
        """At the form where nobody of this kind has yet; others bring the session that the form would give them."""
        if self.kind in self.profiles.signed_in:
            return self._bring_session(name)
        self.profiles.signed_in.add(self.kind)
        self.go("/akun/masuk/")
        self.page.fill("input[name=username]", name)
        self.page.fill("input[type=password]", password)
        return self.submit("Masuk")

    def _bring_session(self, name):
        client = Client()
        client.force_login(User.objects.get(username=name))
        kept = client.cookies[project.SESSION_COOKIE_NAME]
        self.context.add_cookies([{"name": kept.key, "value": kept.value, "url": self.base}])
        return self

    def fill(self, **boxes):
        """What a person types and chooses, box after box, in one question to the browser."""
        if self.script:
            self.page.evaluate(FILL, boxes)
        else:
            for name, value in boxes.items():
                self.page.fill(f"[name='{name}']", value)
        return self

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
        """No serious accessibility finding, no sideways scrolling on a phone, no complaint of the content policy.

        Judged where something stands that nobody has seen in that place.
        """
        if self.script:
            found = json.loads(self.page.evaluate(LOOK))
            assert found["twice"] == [], self.page.url
            assert found["title"].strip(), f"no title: {self.page.url}"
            new, words = self.seen.new_of(found["shapes"]), self.seen.new_of(found["words"])
        if self.script and self.size == PHONE:
            self._fits(found["wide"])
        elif not self.script or new or words:
            self._fits_a_phone()
        if self.script and words:
            self.seen.add(words)
        if self.script and new:
            self.seen.add(self._is_accessible(new))
        assert self.complaints == [], (self.page.url, self.complaints)
        return self

    def _is_accessible(self, shapes):
        judged = self._judged(shapes)
        if judged is None:
            self.page.evaluate("source => mata.keep(source)", AXE)
            judged = self._judged(shapes)
        assert judged["serious"] == [], (self.page.url, judged["serious"])
        return judged["shapes"]

    def _judged(self, shapes):
        return json.loads(self.page.evaluate(JUDGE, json.dumps(shapes)))

    def _fits_a_phone(self):
        if self.size != PHONE:
            self.page.set_viewport_size(PHONE)
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        if self.size != PHONE:
            self.page.set_viewport_size(self.size)
        self._fits(wide)

    def _fits(self, wide):
        assert wide <= PHONE["width"], (self.page.url, wide)

    def leave(self):
        self.page.remove_listener("console", self._hear)
        self.page.remove_listener("pageerror", self._stumble)
        self.profiles.leave(*self.kind, self.page)

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
def visitor(profiles, live_server, settings, seen):
    """`visitor(phone=True)` opens a browser, `script=False` one without JavaScript; all are left at the end."""
    settings.PORTAL_URL = live_server.url
    made = []

    def open_one(**options):
        made.append(Visitor(profiles, live_server.url, seen, **options))
        return made[-1]

    yield open_one
    for each in made:
        each.leave()
