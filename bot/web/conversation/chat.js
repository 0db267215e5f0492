// Runs once for each of the two stretches of the conversation: `element`, `trigger` and `watch` are given by gr.HTML.
element.addEventListener('click', (event) => {
  const cite = event.target.closest('[data-cite]');
  if (cite) {
    document.querySelectorAll('[data-cite][aria-current]').forEach((other) => other.removeAttribute('aria-current'));
    cite.setAttribute('aria-current', 'true');
    cite.closest('li').scrollIntoView({ block: 'nearest' });
    trigger('cite', { cite: cite.dataset.cite });
    return;
  }
  const example = event.target.closest('[data-example]');
  if (example) ask(example.textContent);
  const earlier = event.target.closest('[data-earlier]');
  if (earlier) trigger('earlier', { number: earlier.dataset.earlier });
  const thumb = event.target.closest('[data-thumb]');
  if (thumb) think(thumb);
});

// A question to begin with goes the way of one that is typed.
const ask = (question) => {
  const box = document.querySelector('#pt-ask textarea');
  if (box.disabled) { // until the page knows what is asked about
    requestAnimationFrame(() => ask(question));
    return;
  }
  box.value = question;
  box.dispatchEvent(new Event('input', { bubbles: true }));
  requestAnimationFrame(() => document.querySelector('#pt-send').click());
};

// What somebody thinks of an answer: "No" opens a few reasons first.
let thanked = '';
const think = (button) => {
  const asked = button.closest('[data-answer]');
  const number = asked.dataset.answer;
  if (button.dataset.thumb === 'down') {
    const reasons = asked.querySelector('.pt-unhelped');
    reasons.hidden = !reasons.hidden;
    button.setAttribute('aria-expanded', String(!reasons.hidden));
    if (!reasons.hidden) reasons.querySelector('input').focus();
    return;
  }
  const reason = asked.querySelector('input:checked')?.value ?? '';
  const note = asked.querySelector('textarea').value;
  say(button.dataset.thumb === 'up' ? { number, thumb: 'up' } : { number, thumb: 'down', reason, note });
};
// While an answer is being written, what comes with its last word would take the thanks away again: it is said then.
const say = (thought) => {
  if (document.querySelector('#pt-current :is(.pt-waiting, .pt-draft)')) {
    setTimeout(say, 200, thought);
    return;
  }
  thanked = thought.number;
  trigger('thumb', thought);
};
watch('value', () => {
  if (!thanked) return;
  const thanks = element.querySelector(`[data-number="${thanked}"] .pt-thanks`);
  if (thanks) {
    thanked = '';
    thanks.focus({ preventScroll: true });
  }
});

// A new question comes to the top of the view once; its answer then grows below it without moving anything.
const stretch = element.closest('#pt-current');
let shown = '';
watch('value', () => {
  const exchange = stretch?.querySelector('.pt-exchange');
  const number = exchange?.dataset.number ?? '';
  if (number === shown) return;
  shown = number;
  if (!number || 'still' in exchange.dataset) return;
  const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  stretch.scrollIntoView({ block: 'start', behavior: still ? 'auto' : 'smooth' });
});
