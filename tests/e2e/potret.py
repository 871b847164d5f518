"""Takes the guide's screenshots from a running demo.

`bin/potret [http://localhost:8000] [slug-name …]`.
"""

import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).parents[2] / "static" / "portal" / "panduan"
PASSWORD = "demo-metrologi"
DESK, PHONE = (1280, 800), (360, 800)
# Name of the picture: who looks, at what size, and where; a path "a > b" follows the first link
# that begins with b.
PICTURES = {
    "publik-beranda": ("", DESK, "/"),
    "publik-lacak": ("wajib_ttu", DESK, "/orders/ > /orders/ > lacak"),
    "publik-verifikasi": ("wajib_ttu", DESK, "/orders/?status=selesai > /orders/ > /verifikasi/"),
    "wajib_ttu-permohonan": ("wajib_ttu", DESK, "/orders/"),
    "wajib_ttu-detail": ("wajib_ttu", DESK, "/orders/?status=selesai > /orders/"),
    "administrasi-tugas": ("administrasi", DESK, "/tugas/"),
    "administrasi-kaji": ("administrasi", DESK, "/orders/?status=diajukan > /orders/ > terima/"),
    "penera-tugas": ("penera", PHONE, "/tugas/"),
    "penera-cerapan": ("penera", PHONE, "/orders/?status=diuji > /orders/ > uji/ > uji/"),
    "kepala-tugas": ("kepala", DESK, "/tugas/"),
    "kepala-tandatangan": ("kepala", DESK, "/skhp/antrean/"),
    "kasi_pjt-papan": ("kasi_pjt", DESK, "/kompensasi/papan/"),
    "pj_teknis-perkara": ("pj_teknis", DESK, "/kompensasi/ > /kompensasi/"),
    "kepala_seksi-perkara": ("kepala_seksi", DESK, "/kompensasi/ > /kompensasi/"),
    "pelapor-formulir": ("", DESK, "/pengaduan/baru/"),
    "petugas_pengaduan-tugas": ("petugas_pengaduan", DESK, "/tugas/"),
    "staf_pjtk-perkara": ("staf_pjtk", DESK, "/banding/ > /banding/"),
    "ketua_tim_pjtk-perkara": ("ketua_tim_pjtk", DESK, "/pengaduan/ > /pengaduan/"),
    "tim_teknis-tugas": ("tim_teknis", DESK, "/tugas/"),
    "panel_banding-tugas": ("panel_banding", DESK, "/tugas/"),
    "admin_satker-pengaturan": ("admin_satker", DESK, "/pengaturan/"),
    "admin_satker-akun": ("admin_satker", DESK, "/akun/menunggu/"),
}


def take(browser, base, name):
    who, (width, height), path = PICTURES[name]
    page = browser.new_context(
        viewport={"width": width, "height": height}, locale="id-ID"
    ).new_page()
    if who:
        page.goto(f"{base}/akun/masuk/")
        page.fill("input[name=username]", who)
        page.fill("input[type=password]", PASSWORD)
        with page.expect_navigation():
            page.locator("main button", has_text="Masuk").first.click()
    first, *links = path.split(" > ")
    page.goto(base + first)
    for link in links:
        track(page, base) if link == "lacak" else page.goto(
            base + next(h for h in hrefs(page) if link in h and numbered(h))
        )
    # A paper shown in the page takes the browser a moment.
    page.wait_for_timeout(3000 if page.locator("iframe").count() else 500)
    target = FOLDER / f"{name}.png"
    page.screenshot(path=target)
    Image.open(target).convert("P", palette=Image.Palette.ADAPTIVE, colors=96).save(
        target, optimize=True
    )
    print(name)


def track(page, base):
    """Look the open case up as somebody without an account would."""
    number, code = page.inner_text("h1"), page.inner_text("main").split("Kode akses")[1].split()[0]
    page.context.clear_cookies()
    page.goto(f"{base}/lacak/")
    page.fill("[name=nomor]", number)
    page.fill("[name=kode]", code)
    with page.expect_navigation():
        page.locator("main button", has_text="Lacak").first.click()


def numbered(href):
    return any(sign.isdigit() for sign in href)


def hrefs(page):
    return page.eval_on_selector_all(
        "main a[href]", "links => links.map(link => link.getAttribute('href'))"
    )


def main():
    base, names = (
        (sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8000"),
        sys.argv[2:] or list(PICTURES),
    )
    with sync_playwright() as drive:
        browser = drive.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome")
        )
        for name in names:
            take(browser, base.rstrip("/"), name)


if __name__ == "__main__":
    main()
