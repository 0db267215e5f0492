// The tab "Changed".
let comparing = {};
let changed = null;
const compare = async (place, focus) => {
  comparing = place;
  if (!(await fill(changed, '/parts/changed', place))) return;
  if (window.matchMedia('(max-width: 760px)').matches) changed.querySelector('.pt-versions details')?.removeAttribute('open');
  if (!focus) return;
  say(changed.querySelector('.pt-changed-verdict')?.textContent || '');
  const again = focus.pick
    ? changed.querySelector(`[data-pick="${focus.pick}"]`)
    : changed.querySelector('.pt-timeline [aria-current]');
  again?.focus({ preventScroll: true });
};

element.addEventListener('change', (event) => {
  const pick = event.target.dataset?.pick;
  if (!pick) return;
  const chosen = (name) => changed.querySelector(`[data-pick="${name}"]`)?.value || '';
  const place = { service: comparing.service, terms_type: chosen('terms_type') };
  compare(pick === 'terms_type' ? place : { ...place, older: chosen('older'), newer: chosen('newer') }, { pick });
});

element.addEventListener('click', (event) => {
  const button = event.target.closest('[data-newer]');
  if (!button) return;
  const terms_type = changed.querySelector('[data-pick="terms_type"]').value;
  compare({ service: comparing.service, terms_type, older: button.dataset.older, newer: button.dataset.newer }, {});
});

whenSeen((root, { service, terms_type, version }) => {
  changed = root;
  if (service) compare({ service, terms_type, newer: version });
});
