// The panel that shows a source: `element`, `trigger` and `watch` are given by gr.HTML.
const close = () => {
  trigger('close');
  const opener = document.querySelector('[data-cite][aria-current]');
  if (opener) {
    opener.removeAttribute('aria-current');
    opener.focus();
  }
};

const copy = async (button, words) => {
  const said = button.textContent;
  try {
    await navigator.clipboard.writeText(words);
    button.textContent = 'Copied';
  } catch {
    button.textContent = 'Your browser does not allow copying here';
  }
  setTimeout(() => { button.textContent = said; }, 2000);
};

element.addEventListener('click', (event) => {
  if (event.target.closest('[data-close]')) close();
  const quote = event.target.closest('[data-copy]');
  if (quote) copy(quote, quote.dataset.copy);
  const link = event.target.closest('[data-link]');
  if (link) copy(link, new URL(link.dataset.link, window.location.href).href);
});
element.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && element.querySelector('.pt-card')) close();
});
watch('value', () => {
  element.scrollTop = 0;
  const card = element.querySelector('.pt-card');
  if (!card) return;
  card.focus({ preventScroll: true });
  card.querySelector('mark')?.scrollIntoView({ block: 'nearest' });
});
