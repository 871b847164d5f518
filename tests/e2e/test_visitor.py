"""The look that every visitor takes at every page finds what is wrong, on a phone and at a desk."""

import re

import pytest

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.e2e]
PAGE = """<!DOCTYPE html><html lang="id"><head><title>Uji</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="/static/portal/lambang.svg"></head>
<body><header><a href="#isi">Isi</a></header>
<main id="isi"><h1>Uji</h1><button type="button">Tekan</button>{}</main>
<footer><p>Kantor</p></footer></body></html>"""
FINE = '<p>Baik</p><label for="kotak">Nama</label> <input id="kotak">'
DOT = "data:image/gif;base64,R0lGODlhAQABAAAAACw="
NO_PICTURES = '<meta http-equiv="Content-Security-Policy" content="img-src https:">'
SMALL = '<button type="button" style="all: unset; font-size: 8px; margin: 1px">Ya</button>'
LOST = '<a href="#isi" style="position: fixed; left: -900px">Tautan di luar</a>'
COVER = '<div style="position: fixed; inset: 0; background: #fff">Penutup</div>'
# What stands in <main>, and what is said of it.
FAULTS = {
    "a button without a name": ('<button type="button"></button>', "button-name"),
    "a picture without words": (f'<img src="{DOT}">', "image-alt"),
    "pale text": ('<p style="color: #ccc">Tidak terbaca</p>', "color-contrast"),
    "a label that points elsewhere": ('<label for="lain">Nama</label><input>', "label"),
    "a name that is not there": ('<input aria-labelledby="tiada">', "label"),
    "a heading left out": ("<h3>Tiga</h3>", "heading-order"),
    "targets too small to touch": (SMALL * 3, "target-size"),
    "one name for two": ('<p id="sama">Satu</p><p id="sama">Dua</p>', "id twice: sama"),
    "a box wider than a phone": ('<div style="width: 500px">Lebar</div>', "px wide"),
    "a word wider than a phone": (f"<p>{'panjang' * 30}</p>", "px wide"),
    "a focus without a mark": ('<a href="#isi" style="outline: 0">Ke isi</a>', "cannot be seen"),
    "a focus outside the window": (LOST, "hidden while it has the focus"),
    "everything covered": (COVER, "hidden while it has the focus"),
    "a script that complains": ("<script>console.error('rusak')</script>", "rusak"),
    "a script that breaks": ("<script>tiadaIni()</script>", "tiadaIni"),
    "a picture that is not there": ('<img src="/tiada.png" alt="Alat">', "404 .*tiada.png"),
}


def show(person, html, status=200):
    """The page of this text, as if the portal had answered it."""

    def answer(route):
        route.fulfill(body=html, status=status, content_type="text/html")

    person.page.unroute_all()
    person.page.route("**/halaman-uji/", answer)
    return person.go("/halaman-uji/")


@pytest.mark.parametrize("phone", [False, True])
@pytest.mark.parametrize("script", [False, True])
def test_a_page_without_faults_is_fine(visitor, phone, script):
    show(visitor(phone=phone, script=script), PAGE.format(FINE))


@pytest.mark.parametrize("phone", [False, True])
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found(visitor, fault, phone):
    html, said = FAULTS[fault]
    with pytest.raises(AssertionError, match=said):
        show(visitor(phone=phone), PAGE.format(html))


def test_a_fault_is_found_without_javascript_too(visitor):
    html, said = FAULTS["pale text"]
    with pytest.raises(AssertionError, match=said):
        show(visitor(script=False), PAGE.format(html))


@pytest.mark.parametrize(
    ("part", "instead", "said"),
    [
        (' lang="id"', "", "html-has-lang"),
        ("<title>Uji</title>", "", "document-title"),
        ("<p>Kantor</p>", '<p style="color: #ccc">Kantor</p>', "color-contrast"),
        ("lambang.svg", "tiada.svg", "tiada.svg"),
        ('<link rel="icon" href="/static/portal/lambang.svg">', "", "without an icon"),
        ("<title>", f"{NO_PICTURES}<title>", "Content Security Policy"),
    ],
)
def test_a_fault_of_the_frame_is_found(visitor, part, instead, said):
    page = PAGE.format(FINE + f'<img src="{DOT}" alt="Titik">')
    assert part in page
    with pytest.raises(AssertionError, match=said):
        show(visitor(), page.replace(part, instead))


def test_a_page_with_another_status_than_expected_is_refused(visitor):
    with pytest.raises(AssertionError, match=re.escape("('/halaman-uji/', 500)")):
        show(visitor(), PAGE.format(FINE), status=500)


def test_typing_needs_a_box_that_the_tab_key_comes_to(visitor):
    person = visitor()
    show(person, PAGE.format('<label>Nama <input name="nama" tabindex="-1"></label>'))
    with pytest.raises(AssertionError, match="the Tab key does not come to nama"):
        person.type(nama="Budi")


def test_nobody_finds_what_another_left_behind(visitor):
    first = visitor()
    show(first, PAGE.format(FINE))
    first.page.evaluate("localStorage.sisa = 'ada'; document.cookie = 'sisa=ada'")
    second = visitor()
    show(second, PAGE.format(FINE))
    assert second.page.evaluate("[localStorage.sisa ?? '', document.cookie]") == ["", ""]
