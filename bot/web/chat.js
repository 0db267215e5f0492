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
  if (example) trigger('example', { question: example.textContent });
});

// A new question comes to the top of the view once; its answer then grows below it without moving anything.
const stretch = element.closest('#pt-current');
let shown = '';
watch('value', () => {
  const number = stretch?.querySelector('.pt-exchange')?.dataset.number;
  if (!number || number === shown) return;
  shown = number;
  const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  stretch.scrollIntoView({ block: 'start', behavior: still ? 'auto' : 'smooth' });
});
