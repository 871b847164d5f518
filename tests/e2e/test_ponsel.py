"""What a small screen does to a form: nothing floats over the boxes, nothing stands askew."""

import pytest

from tests.office import PASSWORD

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.e2e]
COVERED = """() => [...document.querySelectorAll('main input, main select, main textarea')]
  .filter((box) => box.checkVisibility() && box.type !== 'hidden').flatMap((box) => {
    const { left, top, width, height } = box.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    if (y < 0 || y > innerHeight) return [];
    return box.contains(document.elementFromPoint(x, y)) ? [] : [box.name];
  })"""
LABELS = """() => [...document.querySelectorAll('.table-cards td[data-label]')].map((cell) => {
  const text = document.createRange();
  text.selectNodeContents(cell);
  return Math.round(text.getBoundingClientRect().left - cell.getBoundingClientRect().left);
})"""
MIDDLE = """() => [...document.querySelectorAll('main .btn')].filter((b) => b.checkVisibility())
  .filter((b) => !b.querySelector('.bi')).map((button) => {
    const text = document.createRange();
    text.selectNode([...button.childNodes].find((one) => one.textContent.trim()));
    const [word, whole] = [text.getBoundingClientRect(), button.getBoundingClientRect()];
    return Math.abs((word.left - whole.left) - (whole.right - word.right));
  })"""


def test_on_a_phone_nothing_floats_over_the_boxes_of_a_step(visitor, office):
    order = office.order()
    desk = visitor(phone=True).sign_in("administrasi", PASSWORD)
    desk.go(f"/orders/{order.pk}/terima/")
    height = desk.page.evaluate("document.documentElement.scrollHeight")
    for y in range(0, height, 120):
        desk.page.evaluate("y => window.scrollTo({ top: y, behavior: 'instant' })", y)
        assert desk.page.evaluate(COVERED) == []


def test_on_a_phone_the_words_of_a_list_stand_below_each_other(visitor, office):
    office.order()
    visited = visitor(phone=True).sign_in("administrasi", PASSWORD).go("/uttp/")
    assert len(set(visited.page.evaluate(LABELS))) == 1


def test_the_word_of_a_button_stands_in_its_middle(visitor, office):
    office.order()
    waiting = visitor().sign_in("wajib_ttu", PASSWORD).go("/tugas/")
    away = waiting.page.evaluate(MIDDLE)
    assert away and max(away) < 2, away
