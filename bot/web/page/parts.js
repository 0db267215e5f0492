// Shared by the tabs whose contents come from /parts: `element`, `trigger` and `watch` are given by gr.HTML.
const say = (words) => {
  const status = document.querySelector('#pt-status [role="status"]') || document.querySelector('#pt-status');
  if (status) status.textContent = words;
};

const problemIn = (root, detail, hint) => {
  const box = document.createElement('article');
  box.className = 'pt-answer pt-problem';
  for (const [name, words] of [['pt-headline', detail], ['pt-aside', hint]]) {
    if (!words) continue;
    const line = document.createElement('p');
    line.className = name;
    line.textContent = words;
    box.append(line);
  }
  root.replaceChildren(box);
  say(`${detail} ${hint || ''}`);
};

const queryOf = (place) => new URLSearchParams(
  Object.entries(place).filter(([, value]) => value !== undefined && value !== null && value !== ''),
);

// The part of the page that an address gives, put into `root`; false when it could not be had or is not wanted any more.
let fetching = null;
const fill = async (root, path, place) => {
  fetching?.abort();
  const mine = fetching = new AbortController();
  root.setAttribute('aria-busy', 'true');
  try {
    const answer = await fetch(`${path}?${queryOf(place)}`, { signal: mine.signal });
    if (!answer.ok) {
      const problem = await answer.json().catch(() => ({}));
      problemIn(root, problem.detail || 'This could not be shown.', problem.hint || 'Try again.');
      return false;
    }
    const words = await answer.text();
    if (mine.signal.aborted) return false;
    root.innerHTML = words;
    return true;
  } catch {
    if (!mine.signal.aborted) problemIn(root, 'The server does not answer.', 'Is it still running? Then try again.');
    return false;
  } finally {
    if (mine === fetching) root.removeAttribute('aria-busy');
  }
};

// What is asked for stands in attributes of the root; it is looked up once the tab is seen.
const whenSeen = (load) => {
  let wanted = true;
  const go = () => {
    const root = element.querySelector('.pt-root');
    if (!wanted || !root || !element.offsetParent) return;
    wanted = false;
    load(root, { ...root.dataset });
  };
  watch('value', () => { wanted = true; go(); });
  new IntersectionObserver(go).observe(element);
  go();
};
