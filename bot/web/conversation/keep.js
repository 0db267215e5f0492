// Keeps conversations in this browser: sealed texts, the one that goes on first. Tabs share what is kept, and each goes on
// with its own: a tab takes away only what it has seen before.
const KEY = 'plainterms-conversations';
const read = (store, key) => {
  try {
    const value = JSON.parse(store.getItem(key) ?? '[]');
    return Array.isArray(value) ? value.filter((text) => typeof text === 'string') : [];
  } catch {
    return []; // blocked, or not ours
  }
};
const write = (store, value) => {
  try {
    store.setItem(KEY, JSON.stringify(value));
  } catch {
    // Blocked or full: then nothing is remembered.
  }
};

// For a tab that is reloaded its own conversation comes first, for a new one the last of any.
const own = read(sessionStorage, KEY);
const stored = read(localStorage, KEY);
const seen = new Set([...stored, ...own]);
const others = stored.filter((text) => text && text !== own[0]);
window.plaintermsKept = own.length ? [stored.includes(own[0]) ? own[0] : '', ...others] : stored;

watch('value', () => {
  const made = element.querySelector('[data-kept]');
  if (!made) return;
  const [now = '', ...earlier] = JSON.parse(made.dataset.kept);
  const there = read(localStorage, KEY);
  const ofOthers = there.filter((text) => text && !seen.has(text));
  // What is no longer there has been cleared by another tab.
  const ofOurs = earlier.filter((text) => there.includes(text) || !seen.has(text));
  let room = Number(made.dataset.room) - now.length;
  const kept = 'cleared' in made.dataset ? [] : [...ofOthers, ...ofOurs].filter((text) => (room -= text.length) >= 0);
  write(localStorage, [now, ...kept].slice(0, Number(made.dataset.most) + 1));
  write(sessionStorage, [now]);
  for (const text of [now, ...earlier]) seen.add(text);
});

// Cleared by another tab: what this one lists of earlier conversations goes as well.
window.addEventListener('storage', (event) => {
  if (event.key === KEY && event.newValue === '[""]') trigger('forgotten');
});
