// The tab "Read".
let reading = {};
let text = null;
let found = [];
let current = -1;
let parts = []; // of a document that comes in parts: how often the words stand in each

const calm = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches;
const phone = () => window.matchMedia('(max-width: 760px)').matches;
const one = (selector) => text?.querySelector(selector);

const open = async (place, after) => {
  reading = place;
  hideTip();
  found = [];
  parts = [];
  if (!(await fill(text, '/parts/read', place))) return;
  if (phone()) one('.pt-outline details')?.removeAttribute('open');
  applyMarks();
  const hit = one('.pt-hit');
  if (hit) {
    reveal(hit);
    hit.scrollIntoView({ block: 'center' });
    const block = hit.closest('[id^="pt-b"]') || hit;
    block.focus({ preventScroll: true });
  }
  after?.();
  markWatched(place);
};

// Finding what to watch takes a moment the first time; the text is read meanwhile.
const markWatched = async (place) => {
  const article = one('.pt-text');
  const query = queryOf({ service: place.service, terms_type: article.dataset.termsType, version: article.dataset.version, start: place.start, end: place.end });
  let marked;
  try {
    const answer = await fetch(`/parts/read/watched?${query}`);
    if (!answer.ok) return;
    marked = await answer.json();
  } catch {
    return; // the text can be read without
  }
  if (one('.pt-text') !== article) return;
  for (const [number, words] of Object.entries(marked.blocks)) {
    const block = article.querySelector(`#pt-b${Number(number)}`);
    if (block) block.innerHTML = words;
  }
  one('.pt-tips').insertAdjacentHTML('beforeend', marked.tips);
  one('[data-watched]').textContent = `(${marked.count})`;
  applyMarks();
  if (found.length) mark();
};

const applyMarks = () => {
  for (const box of text.querySelectorAll('[data-marks]')) {
    text.classList.toggle(`pt-no-${box.dataset.marks}`, !box.checked);
    const selector = box.dataset.marks === 'term' ? '.pt-term' : '.pt-flag-mark';
    for (const mark of text.querySelectorAll(selector)) mark.tabIndex = box.checked ? 0 : -1;
  }
};

const reveal = (node) => {
  for (let around = node.closest('details'); around; around = around.parentElement.closest('details')) around.open = true;
};

const goTo = (number, href) => {
  const place = Object.fromEntries(new URL(href, location.href).searchParams);
  if (phone() && one('.pt-outline details')) one('.pt-outline details').open = false;
  const block = one(`#pt-b${number}`);
  if (!block) {
    const starts = one('.pt-read').dataset.starts.split(' ').map(Number);
    const sheet = starts.findLastIndex((start) => start <= number);
    open({ ...reading, version: place.version, terms_type: place.terms_type, start: '', end: '', sheet }, () => arrive(one(`#pt-b${number}`)));
  } else {
    arrive(block);
  }
  history.replaceState(history.state, '', href);
};

const arrive = (block) => {
  if (!block) return;
  reveal(block);
  block.scrollIntoView({ block: 'start', behavior: 'auto' });
  block.focus({ preventScroll: true });
  block.classList.add('pt-arrived');
  setTimeout(() => block.classList.remove('pt-arrived'), calm() ? 4000 : 2000);
};

// --- explanations --------------------------------------------------------------------------------------------------
const tip = document.createElement('div');
tip.className = 'pt-tip';
tip.id = 'pt-tip';
tip.setAttribute('role', 'tooltip');
tip.hidden = true;
element.append(tip);
let tipped = null;
let leaving = 0;

const showTip = (mark) => {
  const told = one(`#pt-tip-${CSS.escape(mark.dataset.tip)}`);
  if (!told) return;
  clearTimeout(leaving);
  if (tipped !== mark) tipped?.removeAttribute('aria-describedby');
  tip.innerHTML = told.innerHTML;
  tip.hidden = false;
  tipped = mark;
  mark.setAttribute('aria-describedby', 'pt-tip');
  const at = mark.getClientRects()[0] || mark.getBoundingClientRect();
  const room = document.documentElement.clientWidth;
  tip.style.left = `${Math.max(8, Math.min(at.left, room - tip.offsetWidth - 8))}px`;
  const above = at.top - tip.offsetHeight - 6;
  tip.style.top = `${above > 4 ? above : at.bottom + 6}px`;
};
function hideTip() {
  clearTimeout(leaving);
  tipped?.removeAttribute('aria-describedby');
  tipped = null;
  tip.hidden = true;
}
const leave = () => { leaving = setTimeout(hideTip, 200); };
const markAt = (event) => event.target.closest?.('[data-tip]');

element.addEventListener('mouseover', (event) => {
  const mark = markAt(event);
  if (mark) showTip(mark);
  else if (event.target.closest('#pt-tip')) clearTimeout(leaving);
});
element.addEventListener('mouseout', (event) => { if (markAt(event) || event.target.closest?.('#pt-tip')) leave(); });
element.addEventListener('focusin', (event) => { if (markAt(event)) showTip(markAt(event)); });
element.addEventListener('focusout', (event) => { if (markAt(event)) leave(); });
document.addEventListener('keydown', (event) => { if (event.key === 'Escape' && !tip.hidden) hideTip(); });
document.addEventListener('scroll', () => { if (!tip.hidden && tipped !== document.activeElement) hideTip(); }, { passive: true, capture: true });

// --- searching -----------------------------------------------------------------------------------------------------
const MOST = 2000;
const folded = (words) => {
  const low = words.toLowerCase();
  return (low.length === words.length ? low : words).replace(/[\u2018\u2019]/g, "'").replace(/[\u201c\u201d]/g, '"').replace(/[\u2010-\u2014]/g, '-').replace(/\s/g, ' ');
};
const placesOf = (wanted) => {
  const places = [];
  for (const leaf of text.querySelectorAll('.pt-text [id^="pt-b"], .pt-text td + td, .pt-text th + th')) {
    const nodes = [];
    let words = '';
    const walker = document.createTreeWalker(leaf, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.parentElement.closest('.pt-flag-mark')) continue;
      nodes.push([words.length, node]);
      words += node.data;
    }
    words = folded(words);
    for (let at = words.indexOf(wanted); at >= 0; at = words.indexOf(wanted, at + wanted.length)) {
      const range = document.createRange();
      const point = (offset) => nodes.findLast(([start]) => start <= offset);
      const [from, first] = point(at);
      const [to, last] = point(at + wanted.length - 1);
      range.setStart(first, at - from);
      range.setEnd(last, at + wanted.length - to);
      places.push(range);
      if (places.length === MOST) return places;
    }
  }
  return places;
};
const lit = (name, ranges) => {
  if (!window.Highlight) return;
  if (ranges.length) CSS.highlights.set(name, new Highlight(...ranges));
  else CSS.highlights.delete(name);
};
// Where the words stand in a document that comes in parts; only one of them is here.
let counting = null;
const count = async (wanted) => {
  counting?.abort();
  const mine = counting = new AbortController();
  const article = one('.pt-text');
  const query = queryOf({ service: reading.service, terms_type: article.dataset.termsType, version: article.dataset.version, words: wanted });
  try {
    const answer = await fetch(`/parts/read/found?${query}`, { signal: mine.signal });
    parts = answer.ok ? (await answer.json()).parts : [];
  } catch {
    parts = [];
  }
  return !mine.signal.aborted;
};
const sheet = () => Number(one('.pt-read').dataset.sheet);
const sum = (numbers) => numbers.reduce((all, number) => all + number, 0);
const all = () => (parts.length ? sum(parts) : found.length);

const wantedWords = () => folded(one('.pt-find input').value.trim());
// Marks what is found in the part that is here; again, when its words have been put in anew.
const mark = () => {
  found = wantedWords().length > 1 ? placesOf(wantedWords()) : [];
  lit('pt-find', found);
  lit('pt-find-here', found[current] ? [found[current]] : []);
};
// Forwards from the first place, backwards from the last.
const find = async (by = 1) => {
  current = -1;
  mark();
  if (by < 0) current = found.length;
  const searches = wantedWords().length > 1;
  if (!searches || !one('.pt-read').dataset.starts.includes(' ')) parts = [];
  else if (!(await count(wantedWords()))) return;
  for (const button of text.querySelectorAll('[data-find]')) button.disabled = !all();
  if (!all()) told(searches ? 'Not found' : '');
  else if (found.length) step(by);
  else told(`${all()} in other parts`);
};
const told = (words, aloud = true) => {
  one('.pt-found').textContent = words;
  if (aloud) say(words);
};
const step = (by) => {
  const next = current + by;
  if (parts.length && !(next in found)) {
    const here = sheet();
    const order = parts.map((_, index) => (here + by * (index + 1) + parts.length * 2) % parts.length);
    const there = order.find((index) => parts[index]);
    if (there !== undefined && there !== here) return turn(there, by);
  }
  if (!found.length) return;
  current = (Math.max(next, -1) + found.length) % found.length;
  const range = found[current];
  const around = range.startContainer.parentElement;
  reveal(around);
  lit('pt-find-here', [range]);
  around.scrollIntoView({ block: 'center' });
  const at = range.getBoundingClientRect();
  if (at.top < 0 || at.bottom > innerHeight) scrollBy({ top: at.top - innerHeight / 2 });
  const before = sum(parts.slice(0, sheet()));
  told(`${before + current + 1} of ${all()}${!parts.length && found.length === MOST ? '+' : ''}`);
};
// The search goes on in another part, with the same words and the focus where it was.
const turn = (there, by) => {
  const words = one('.pt-find input').value;
  const focus = document.activeElement.dataset?.find ? `[data-find="${document.activeElement.dataset.find}"]` : '.pt-find input';
  open({ ...reading, start: '', end: '', sheet: there }, async () => {
    one('.pt-find input').value = words;
    await find(by);
    one(focus).focus({ preventScroll: true });
  });
};

let typing = 0;
element.addEventListener('input', (event) => {
  if (!event.target.closest('.pt-find')) return;
  clearTimeout(typing);
  typing = setTimeout(() => find(), 250);
});
element.addEventListener('submit', (event) => event.preventDefault());
element.addEventListener('keydown', (event) => {
  if (!event.target.matches?.('.pt-find input')) return;
  if (event.key === 'Enter') {
    event.preventDefault();
    if (all()) step(event.shiftKey ? -1 : 1);
    else find();
  } else if (event.key === 'Escape') {
    event.target.value = '';
    find();
  }
});

// --- the rest ------------------------------------------------------------------------------------------------------
element.addEventListener('change', (event) => {
  if (event.target.dataset?.marks) applyMarks();
  if (event.target.dataset?.pick === 'terms_type') {
    open({ service: reading.service, terms_type: event.target.value }, () => one('[data-pick="terms_type"]')?.focus());
  }
});
let touched = null;
element.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (button?.dataset.find) step(Number(button.dataset.find));
  if (button?.classList.contains('pt-twist')) {
    const opened = button.getAttribute('aria-expanded') !== 'true';
    button.setAttribute('aria-expanded', String(opened));
    button.parentElement.querySelector('ol').hidden = !opened;
  }
  if (button?.dataset.sheetTo) {
    open({ ...reading, start: '', end: '', sheet: button.dataset.sheetTo }, () => {
      one('.pt-text').focus({ preventScroll: true });
      one('.pt-text').scrollIntoView({ block: 'start' });
    });
  }
  const link = event.target.closest('a[data-block]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  // A finger has nothing to hover with: the first touch explains, the second one goes there.
  if (link.dataset.tip && event.pointerType === 'touch' && touched !== link) {
    touched = link;
    showTip(link);
    return;
  }
  hideTip();
  goTo(Number(link.dataset.block), link.href);
});

whenSeen((root, { service, terms_type, version, start, end }) => {
  text = root;
  if (service) open({ service, terms_type, version, start, end });
});
