// What a person sees of a page and axe does not judge: names used twice, width, and where the keyboard stands.
window.pandang = (() => {
  const FOCUSABLE = 'a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex="-1"])';
  const MARKS = ['outlineStyle', 'outlineWidth', 'outlineColor', 'boxShadow', 'borderColor',
    'backgroundColor', 'color', 'textDecorationLine', 'opacity'];

  const name = (node) => node.outerHTML.slice(0, 160);

  const usable = (node) => !node.matches(':disabled, [type=hidden]')
    && node.checkVisibility({ visibilityProperty: true });

  // A card may show the focus of its link: the element and three around it count.
  const around = (node, steps = 3) => (node && steps >= 0
    ? [node, ...around(node.parentElement, steps - 1)] : []);

  const marks = (node) => around(node).map((one) => {
    const style = getComputedStyle(one);
    return MARKS.map((mark) => style[mark]).join();
  }).join();

  // Points of a box: the middle and, one pixel inside, the four corners.
  const points = (box) => {
    const [left, right, top, bottom] = [box.left + 1, box.right - 1, box.top + 1, box.bottom - 1];
    const middle = [(left + right) / 2, (top + bottom) / 2];
    return [middle, [left, top], [right, top], [left, bottom], [right, bottom]];
  };

  // WCAG 2.4.11: something of the element that has the focus can be seen.
  const shows = (node) => [...node.getClientRects()].flatMap(points).some(([x, y]) => {
    const hit = document.elementFromPoint(x, y);
    const label = hit && hit.closest('label');
    return hit && (node.contains(hit) || hit.contains(node) || (label && label.control === node));
  });

  const fault = (node) => {
    const before = marks(node);
    node.focus();
    if (document.activeElement !== node) return `takes no focus: ${name(node)}`;
    if (marks(node) === before) return `focus cannot be seen: ${name(node)}`;
    return shows(node) ? '' : `hidden while it has the focus: ${name(node)}`;
  };

  return {
    twice() {
      const ids = [...document.querySelectorAll('[id]')].map((node) => node.id);
      return ids.filter((id, n) => ids.indexOf(id) !== n);
    },
    // To be asked after a key press: only then does the browser mark what a script focuses.
    focus(first) {
      const [x, y] = [window.scrollX, window.scrollY];
      document.activeElement.blur();
      const faults = [...document.querySelectorAll(FOCUSABLE)].filter(usable).map(fault);
      document.activeElement.blur();
      if (first) first.focus();
      window.scrollTo({ left: x, top: y, behavior: 'instant' });
      return faults.filter(Boolean);
    },
  };
})();
