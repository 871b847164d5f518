"""One person with a browser of their own; every page they come to is judged whole."""

import os
import re
from contextlib import contextmanager
from pathlib import Path

import pyotp
from playwright.sync_api import expect

HERE = Path(__file__).parent
AXE = (HERE / "vendor" / "axe.min.js").read_text()
EYES = (HERE / "pandang.js").read_text()
SCRIPT = re.compile(r"<script\b.*?</script>|</?noscript>", re.DOTALL | re.IGNORECASE)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# The browser's word of a failed request, and htmx's of one that the page gave up when it was left.
TOLD_ELSEWHERE = ("Failed to load resource", "htmx:afterRequest", "htmx:sendAbort")
# What axe may find all the same: (rule, CSS selector of the element, reason).
EXCEPTIONS: list[tuple[str, str, str]] = []
JUDGE = """async ([rules, exceptions]) => {
  const excused = (rule, node) => exceptions.some(([id, selector]) => id === rule
    && node.target.length === 1 && document.querySelector(node.target[0]).matches(selector));
  const { violations } = await axe.run(document, {
    runOnly: { type: 'tag', values: rules }, resultTypes: ['violations'],
  });
  return violations.flatMap((rule) => rule.nodes
    .filter((node) => !excused(rule.id, node))
    .map((node) => `${rule.id} (${rule.impact}): ${node.html} ${node.failureSummary}`));
}"""
HTML = "text/html; charset=utf-8"
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 780}
# Milliseconds that a busy machine may take to paint and sign before a page comes.
PATIENCE = 60_000
# More than the longest form has boxes, links and buttons.
MOST_TABS = 300
REFUSED = 400
# A folder here keeps a picture of every page that a journey names.
PICTURES = os.environ.get("E2E_PICTURES", "")


def _sent_by_hand(response):
    """Whether a person pressed the button of a form, not the page itself while they typed."""
    request = response.request
    return request.method == "POST" and "hx-request" not in request.headers


class Visitor:
    """One person's browser on a phone (360 px, touch) or at a desk (1280 px).

    Every page is looked at in both widths, whatever device the person has.
    """

    def __init__(self, chromium, base, *, phone=False, script=True):
        self.base, self.script, self.phone = base, script, phone
        self.size = PHONE if phone else DESK
        self.context = chromium.new_context(
            viewport=self.size,
            locale="id-ID",
            timezone_id="Asia/Jakarta",
            java_script_enabled=script,
            has_touch=phone,
            is_mobile=phone,
            reduced_motion="reduce",
        )
        self.page = self.context.new_page()
        self.judged = self.page if script else self._page_of_a_judge(chromium)
        self.page.set_default_timeout(PATIENCE)
        self.page.set_default_navigation_timeout(PATIENCE)
        self.keys, self.complaints, self.signal = 0, [], True
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("response", self._read)
        self.page.on("requestfailed", self._miss)

    def _page_of_a_judge(self, chromium):
        """A second browser with JavaScript, which axe needs: it is given copies of the pages."""
        return chromium.new_context(
            viewport=self.size, is_mobile=self.phone, reduced_motion="reduce"
        ).new_page()

    # --- what goes wrong unseen ------------------------------------------------------------------
    def _hear(self, message):
        """An error on the console, but for what `_read` and `_miss` tell better."""
        if message.text.startswith(TOLD_ELSEWHERE):
            return
        if message.type == "error" or "Content Security Policy" in message.text:
            self.complaints.append(message.text)

    def _read(self, response):
        """The status of a page is judged where it is asked for; all that belongs to it is fine."""
        if response.request.is_navigation_request() or _sent_by_hand(response):
            return
        if response.status >= REFUSED:
            self.complaints.append(f"{response.status} {response.url}")

    def _miss(self, request):
        """A request that the page itself gave up (it was left, it asked anew) is no failure."""
        if request.failure == "net::ERR_ABORTED":
            return
        if self.signal or request.failure != "net::ERR_INTERNET_DISCONNECTED":
            self.complaints.append(f"{request.failure} {request.url}")

    # --- going about -----------------------------------------------------------------------------
    def go(self, path, status=200):
        answer = self.page.goto(self.base + path)
        assert answer.status == status, (path, answer.status)
        return self.look()

    def sign_in(self, name, password):
        """At the form, as everybody does; who must have a second factor sets one up."""
        self.give_password(name, password)
        if self.page.url.endswith("/akun/masuk/siapkan/"):
            self.follow("Pakai aplikasi kode")
            self.set_up_app()
            self.follow("Sudah saya simpan")
        return self

    def give_password(self, name, password):
        self.go("/akun/masuk/")
        self.page.fill("input[name=username]", name)
        self.page.fill("input[type=password]", password)
        return self.submit("Masuk")

    def set_up_app(self):
        """Types the secret of the page into an app, and the code of the app into the page."""
        self.secret = self.page.locator("main code").inner_text().replace(" ", "")
        return self.fill(otp=pyotp.TOTP(self.secret).now()).submit("Pasang")

    def submit(self, label, status=200):
        """Presses the button; `status` is that of the page that comes."""
        press = self.page.locator("main button", has_text=label).first.click
        return self._land(press, status) if status < REFUSED else self._stay(press, status)

    def follow(self, label):
        return self._land(self.page.locator("main a", has_text=label).first.click, 200)

    def press_enter(self):
        return self._land(lambda: self.press("Enter"), 200)

    def _stay(self, act, status):
        """The form comes again with what is wrong: its page shows it in its own place."""
        with self.page.expect_response(_sent_by_hand) as landing:
            act()
        assert landing.value.status == status, (self.page.url, landing.value.status)
        self.page.locator(".error-summary, .invalid-feedback").first.wait_for()
        return self.look()

    def _land(self, act, status):
        with self.page.expect_navigation() as landing:
            act()
        assert landing.value.status == status, (self.page.url, landing.value.status, self.text())
        return self.look()

    # --- filling in ------------------------------------------------------------------------------
    def fill(self, **boxes):
        """Fills in each box, chooses in each list and among each group of buttons, by name."""
        for name, value in boxes.items():
            self._fill(self.page.locator(f"main [name='{name}']"), value)
        return self

    def _fill(self, box, value):
        kind = box.first.evaluate("box => box.type")
        if kind == "radio":
            box.and_(self.page.locator(f"[value='{value}']")).check()
        elif kind == "select-one":
            box.select_option(value)
        else:
            box.fill(value)

    def type(self, **boxes):
        """Goes to each box with the Tab key and types the words key by key."""
        for name, value in boxes.items():
            self._tab_to(name)
            self.page.keyboard.type(value)
            expect(self.page.locator(f"main [name='{name}']")).to_have_value(value)
        return self

    def _tab_to(self, name):
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("document.activeElement.name") == name:
                return
        raise AssertionError(f"the Tab key does not come to {name}: {self.page.url}")

    def press(self, *keys):
        """Real key presses, counted."""
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    # --- reading ---------------------------------------------------------------------------------
    def download(self, url):
        answer = self.context.request.get(self.base + url)
        assert answer.ok, (url, answer.status)
        return answer.body()

    def text(self):
        return self.page.inner_text("main")

    def waits_for(self, selector, text):
        """The page itself brings the text: nothing is sent by a button."""
        self.page.locator(selector, has_text=text).first.wait_for()

    @contextmanager
    def without_signal(self):
        self.signal = False
        self.context.set_offline(True)
        yield
        self.context.set_offline(False)
        self.signal = True

    # --- judging ---------------------------------------------------------------------------------
    def look(self):
        """Judges the page on a phone and at a desk.

        No finding of axe, no id twice, nothing wider than a phone, a focus that can be seen, an
        icon, and nothing on the console.
        """
        expect(self.page.locator(".htmx-request")).to_have_count(0)
        if not self.script:
            self._copy()
        self.judged.evaluate(AXE)
        self.judged.evaluate(EYES)
        other = DESK if self.phone else PHONE
        faults = [*self._faults(other), *self._faults(self.size), *self._lost_icons()]
        assert faults + self.complaints == [], self.page.url
        return self

    def _copy(self):
        """The page as it is shown without JavaScript: no script, and what stands in for them."""
        html = SCRIPT.sub("", self.page.content())
        self.judged.unroute_all()
        self.judged.route(self.page.url, lambda route: route.fulfill(body=html, content_type=HTML))
        self.judged.context.add_cookies(self.context.cookies())
        self.judged.goto(self.page.url)

    def _whole(self, size):
        """A window as high as the page: a bar at its lower edge covers nothing by chance."""
        self.judged.set_viewport_size(size)
        high = self.judged.evaluate("document.documentElement.scrollHeight")
        self.judged.set_viewport_size({**size, "height": max(size["height"], high)})

    def _faults(self, size):
        self._whole(size)
        faults = self.judged.evaluate(JUDGE, [RULES, [list(each[:2]) for each in EXCEPTIONS]])
        self.judged.set_viewport_size(size)
        faults += [f"id twice: {name}" for name in self.judged.evaluate("pandang.twice()")]
        if size == PHONE:
            wide = self.judged.evaluate("document.documentElement.scrollWidth")
            faults += [f"{wide} px wide"] * (wide > PHONE["width"])
        faults += self._focus_faults()
        return [f"{size['width']} px: {fault}" for fault in faults]

    def _focus_faults(self):
        first = self.judged.evaluate_handle("document.activeElement")
        self.judged.keyboard.press("Tab")
        return self.judged.evaluate("first => pandang.focus(first)", first)

    def _lost_icons(self):
        """The browser of the tests fetches no icons by itself."""
        links = self.judged.locator("link[rel~=icon]")
        hrefs = links.evaluate_all("links => links.map((link) => link.href)")
        lost = [href for href in hrefs if not self.context.request.get(href).ok]
        return lost if hrefs else ["a page without an icon"]

    def picture(self, name):
        """With a folder for pictures, the page on a phone and on the person's own device."""
        if PICTURES:
            for size in (PHONE, self.size):
                self.page.set_viewport_size(size)
                self.page.screenshot(path=f"{PICTURES}/{name}-{size['width']}.png", full_page=True)
        return self

    def leave(self):
        self.judged.context.close()
        self.context.close()
