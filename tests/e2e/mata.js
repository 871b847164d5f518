// What stands on a page, as the checks see it: each element in its place, and what axe finds where something new stands.
window.mata = (() => {
  const TOLD = new Set(['class', 'role', 'type', 'aria-hidden', 'aria-disabled', 'disabled', 'lang']);
  const WORD = 16; // a longer word may be wider than its place
  const standing = new Map();
  const words = new Set();
  const store = location.protocol === 'about:' ? {} : localStorage; // a page without an address has no store

  const mix = (seed, text) => {
    for (let i = 0; i < text.length; i++) seed = Math.imul(seed ^ text.charCodeAt(i), 16777619);
    return seed;
  };
  const attribute = (a) => (TOLD.has(a.name) ? `${a.name}=${a.value}` : a.name + (a.value ? '' : '!'));
  const textOf = (node) => [...node.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data.trim()).join(' ').trim();
  // Whether what names it is there: a label, or the elements that aria-…by points at.
  const named = (node) => {
    const pointed = [...node.attributes].filter((a) => /^aria-.*by$/.test(a.name)).flatMap((a) => a.value.split(/\s+/));
    return `${node.labels ? node.labels.length : ''}${pointed.map((id) => (document.getElementById(id) ? '' : '?')).join('')}`;
  };
  const walk = (node, above) => {
    const mine = mix(above, node.tagName + [...node.attributes].map(attribute).sort());
    const text = textOf(node);
    const shown = node.checkVisibility() ? '' : 'hidden'; // what a phone shows and a desk hides is judged where it shows
    const shape = mix(mine, (text ? 'text' : node.children.length ? 'more' : 'empty') + named(node) + shown);
    if (!standing.has(shape)) standing.set(shape, node);
    const longest = Math.max(0, ...text.split(/\s+/).map((word) => word.length));
    if (longest > WORD) words.add(mix(shape, `${longest}`));
    if (node.matches('svg[aria-hidden=true]')) return; // an icon is one thing, and nobody is told of its strokes
    for (const child of node.children) walk(child, mine);
  };

  // The rules of axe's own choice (no experiment, nothing it gave up) whose breach keeps somebody out.
  const grave = () => axe._audit.rules
    .filter((r) => r.enabled && !r.tags.some((t) => ['experimental', 'deprecated'].includes(t)))
    .filter((r) => ['serious', 'critical'].includes(r.impact)).map((r) => r.id);

  // Takes away the parts of the page, its menu and its foot, in which nothing of this stands, for axe reads the whole page
  // before it judges anything; the answer puts them back.
  const without = (where) => {
    const gone = [...document.body.children].filter((part) => !where.some((node) => part.contains(node) || node.contains(part)));
    const places = gone.map((part) => { const place = document.createComment(''); part.replaceWith(place); return [place, part]; });
    return () => places.forEach(([place, part]) => place.replaceWith(part));
  };

  return {
    // A number for every kind of element below its ancestors: name, classes, role, attributes, whether it shows, has text and
    // a label; and one for every length of a long word in such a place, which matters to the width alone.
    shapes() {
      standing.clear();
      words.clear();
      walk(document.documentElement, 0);
      return { shapes: [...standing.keys()], words: [...words] };
    },
    twice() {
      const ids = [...document.querySelectorAll('[id]')].map((node) => node.id);
      return ids.filter((id, n) => ids.indexOf(id) !== n);
    },
    // Words into boxes, choices among buttons and lists, by name; each must be there for a person to use.
    fill(values) {
      for (const [name, value] of Object.entries(values)) {
        const named = [...document.getElementsByName(name)];
        const box = named.find((one) => one.type !== 'radio' || one.value === value);
        if (!box || !box.checkVisibility() || box.matches(':disabled, [readonly]')) throw new Error(`cannot be filled in: ${name}`);
        box.focus();
        if (box.type === 'radio') {
          box.click();
        } else if (box.tagName === 'SELECT' || /date|time/.test(box.type)) {
          box.value = value;
          for (const event of ['input', 'change']) box.dispatchEvent(new Event(event, { bubbles: true }));
        } else {
          box.select();
          document.execCommand(value ? 'insertText' : 'delete', false, value);
        }
        if (box.type === 'radio' ? !box.checked : box.value !== value) throw new Error(`holds something else: ${name}`);
      }
    },
    // What of these names a person can fill in here.
    shown: (names) => names.filter((name) => [...document.getElementsByName(name)].some(
      (one) => !['hidden', 'checkbox'].includes(one.type) && one.checkVisibility())),
    // Axe from the browser's own store, where `keep` puts it: sending it again to every page takes longer than judging.
    axe() {
      if (!window.axe && store.axe) (0, eval)(store.axe);
      return Boolean(window.axe);
    },
    keep(source) {
      store.axe = source;
      this.axe();
    },
    // Serious findings at these shapes, and those of them that were judged: of a page that changes by itself some may be gone.
    // Preloading serves one experimental rule at the cost of all others.
    async judge(shapes) {
      const there = shapes.filter((shape) => standing.get(shape).isConnected);
      if (!there.length) return { serious: [], shapes: [] };
      const where = there.map((shape) => standing.get(shape));
      const back = without(where);
      const { violations } = await axe.run(where, { runOnly: grave(), resultTypes: ['violations'], preload: false });
      back();
      return { serious: violations.map((v) => `${v.id} ${v.nodes[0].html}`), shapes: there };
    },
  };
})();
