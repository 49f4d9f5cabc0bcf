// What the screen tests read of Label Studio's editor. Offsets are code points of the task's text.
({
  annotation: () => window.Htx?.annotationStore?.selected,
  text: () => document.querySelector('.lsf-htx-richtext:has(> .lsf-richtext__line)'), // not a HyperText

  // A choice of the whole document counts as a region in the editor's store, but stands nowhere in the text.
  regions() {
    return (this.annotation()?.regions ?? []).filter(r => !r.classification).map(r => ({
      id: r.cleanId,
      label: (r.labels ?? []).join(','),
      text: r.text,
      start: r.globalOffsets?.start ?? -1,
      end: r.globalOffsets?.end ?? -1,
      selected: Boolean(r.selected),
    }));
  },

  relations() {
    return (this.annotation()?.relationStore.orderedRelations ?? []).map(r => ({
      source: r.node1.cleanId,
      target: r.node2.cleanId,
      roles: [...(r.selectedValues ?? [])],
    }));
  },

  // What is painted, as one string, or '' while a region or an arc of the annotation is not painted yet.
  painted() {
    const text = this.text();
    if (!this.annotation() || !text?.textContent) return '';
    const names = [...text.querySelectorAll('.htx-highlight')].map(e => e.className);
    const arcs = document.querySelectorAll('svg[class*=relations-overlay] g[id]').length;
    const all = this.regions().every(r => names.some(name => name.includes(`htx-highlight-${r.id}-`)));
    return all && arcs === this.relations().length ? `${this.annotation().id} ${names} ${arcs}` : '';
  },

  // A pixel where a click meets this region and no other above it, or null.
  clickable(id) {
    for (const span of this.text().querySelectorAll(`[class*='htx-highlight-${id}-']`))
      for (const box of span.getClientRects()) {
        const point = [box.left + 3, box.top + box.height / 2];
        if (document.elementFromPoint(...point)?.closest('.htx-highlight') === span) return point;
      }
    return null;
  },

  // The characters in reading order with their text node; a <br> is one newline.
  chars() {
    const found = [];
    const walker = document.createTreeWalker(this.text(), NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.nodeName === 'BR') found.push({ char: '\n' });
      let unit = 0;
      for (const char of node.data ?? '') {
        found.push({ char, node, unit });
        unit += char.length;
      }
    }
    return found;
  },

  box(chars, from, to) {
    const [first, last] = [chars[from], chars[to - 1]];
    if (!first?.node || !last?.node) return [];
    const range = document.createRange();
    range.setStart(first.node, first.unit);
    range.setEnd(last.node, last.unit + last.char.length);
    return [...range.getClientRects()].filter(r => r.width > 0);
  },

  // The code point before which the caret would stand after a click at this pixel, or -1 outside the text.
  caret(x, y) {
    const at = document.caretRangeFromPoint(x, y);
    if (!at || !this.text().contains(at.startContainer)) return -1;
    const range = document.createRange();
    range.setStart(this.text(), 0);
    range.setEnd(at.startContainer, at.startOffset);
    const before = range.cloneContents();
    return [...before.textContent].length + before.querySelectorAll('br').length;
  },

  // The boxes of the graphemes on both sides of an offset, first the one a drag that starts (or ends) here goes over.
  around(offset, ending) {
    const chars = this.chars();
    const ends = [0];
    for (const { segment } of new Intl.Segmenter().segment(chars.map(c => c.char).join('')))
      ends.push(ends.at(-1) + [...segment].length);
    const next = ends.find(end => end > offset) ?? offset;
    const last = ends.filter(end => end < offset).at(-1) ?? 0;
    const [after, before] = [this.box(chars, offset, next).slice(0, 1), this.box(chars, last, offset).slice(-1)];
    return ending ? [...before, ...after] : [...after, ...before];
  },

  scrolled(top) {
    for (let pane = this.text(); pane; pane = pane.parentElement) {
      const view = pane.getBoundingClientRect();
      if (pane.scrollHeight < pane.clientHeight + 5 || (top > view.top + 60 && top < view.bottom - 90)) continue;
      const was = pane.scrollTop;
      pane.scrollTop += top - view.top - view.height / 2;
      if (pane.scrollTop !== was) return true;
    }
    return false;
  },

  // The pixel that puts the caret at an offset, 'scrolled' if the text had to move first, or null. Both edges of both
  // graphemes are tried, because which edge comes first depends on the direction of the writing.
  pixel(offset, ending) {
    const boxes = this.around(offset, ending);
    if (!boxes.length) return null;
    if (this.scrolled(boxes[0].top)) return 'scrolled';
    const points = boxes.flatMap(b => [b.left + 0.6, b.right - 0.6].map(x => [x, b.top + b.height / 2]));
    return points.find(([x, y]) => this.caret(x, y) === offset) ?? null;
  },
})
