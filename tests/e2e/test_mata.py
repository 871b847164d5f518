"""The look that every visitor takes at every page finds what is wrong, also on a page seen before."""
import pytest

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.e2e]
PAGE = """<!DOCTYPE html><html lang="id"><head><title>Uji</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><header><a href="#isi">Isi</a></header><main id="isi"><h1>Uji</h1><button type="button">Tekan</button>{}</main>
<footer><p>Kantor</p></footer></body></html>"""
FINE = '<p id="ada">Baik</p><label for="kotak">Nama</label><input id="kotak"><input aria-labelledby="ada">'
FAULTS = {
    "a button without a name": '<button type="button" class="baru"></button>',
    "a picture without words": '<img class="baru" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">',
    "pale text": '<p style="color: #ccc; background: #fff">Tidak terbaca</p>',
    "a box wider than a phone": '<div class="lebar" style="width: 500px">Lebar</div>',
    "a word wider than a phone": f"<p>{'panjang' * 30}</p>",
    "a label that points elsewhere": '<label for="lain">Nama</label><input id="kotak">',
    "a name that is not there": '<input aria-labelledby="tiada">',
    "one name for two": '<p id="sama">Satu</p><p id="sama">Dua</p>',
}


@pytest.mark.parametrize("phone", [False, True])
def test_a_fault_is_found_on_a_page_that_was_fine_before(visitor, phone):
    person = visitor(phone=phone)
    person.page.set_content(PAGE.format(FINE))
    person.look().look()
    for fault, html in FAULTS.items():
        person.page.set_content(PAGE.format(html))
        with pytest.raises(AssertionError):
            person.look()
            pytest.fail(f"not seen: {fault}")


def test_the_head_and_foot_of_a_page_are_judged_once_and_stay_where_they_were(visitor):
    person = visitor()
    person.page.set_content(PAGE.format(FINE))
    person.look()
    person.page.set_content(PAGE.format("<section><p>Bagian baru</p></section>"))
    parts = person.look().page.evaluate("[...document.body.children].map(part => part.localName)")
    assert parts == ["header", "main", "footer"]
    person.page.set_content(PAGE.format("").replace("<p>Kantor</p>", '<p style="color: #ccc; background: #fff">Kantor</p>'))
    with pytest.raises(AssertionError, match="color-contrast"):
        person.look()


def test_a_page_without_a_language_or_a_title_is_found_too(visitor):
    person, page = visitor(), PAGE.format("")
    person.page.set_content(page)
    person.look()
    person.page.set_content(page.replace(' lang="id"', ""))
    with pytest.raises(AssertionError, match="html-has-lang"):
        person.look()
    person.page.set_content(page.replace("Uji</title>", "</title>"))
    with pytest.raises(AssertionError, match="no title"):
        person.look()
