// The tab "Add terms".
const form = () => element.querySelector('.pt-add-form');
const result = () => element.querySelector('.pt-add-result');

const working = (words) => {
  const line = document.createElement('p');
  line.className = 'pt-working';
  const bar = document.createElement('progress');
  bar.setAttribute('aria-label', words);
  const told = document.createElement('span');
  told.textContent = words;
  line.append(bar, told);
  result().replaceChildren(line);
  say(words);
};

const send = async (path, options, words) => {
  working(words);
  for (const button of element.querySelectorAll('button')) button.disabled = true;
  try {
    const answer = await fetch(path, { ...options, headers: { 'X-PlainTerms': 'add', ...options.headers } });
    if (!answer.ok) {
      const problem = await answer.json().catch(() => ({}));
      problemIn(result(), problem.detail || 'This did not work.', problem.hint || 'Try again.');
      return false;
    }
    result().innerHTML = answer.status === 204 ? '' : await answer.text();
    const told = result().querySelector('.pt-told') || result().querySelector('h3');
    if (told) say(told.textContent);
    return true;
  } catch {
    problemIn(result(), 'The server does not answer.', 'Is it still running? Then try again.');
    return false;
  } finally {
    for (const button of element.querySelectorAll('button')) button.disabled = false;
    result().focus({ preventScroll: true });
    result().scrollIntoView({ block: 'nearest' });
  }
};

const missing = (words, hint, field) => {
  problemIn(result(), words, hint);
  field.setAttribute('aria-invalid', 'true');
  field.focus();
};

element.addEventListener('change', (event) => {
  if (event.target.name !== 'pt-way') return;
  for (const field of form().querySelectorAll('[data-way]')) field.hidden = field.dataset.way !== event.target.value;
});

element.addEventListener('submit', (event) => {
  event.preventDefault();
  const fields = form().elements;
  for (const field of fields) field.removeAttribute('aria-invalid');
  const way = fields['pt-way'].value;
  const query = { service: fields.service.value.trim(), terms_type: fields.terms_type.value, date: fields.date.value };
  const file = fields.file.files[0];
  let body;
  if (way === 'file') {
    if (!file) return missing('No file is chosen.', 'Choose a PDF, Word, HTML, Markdown or text file.', fields.file);
    if (file.size > 20e6) return missing('The file is larger than 20 MB.', 'Terms are rarely longer than 1 MB.', fields.file);
    query.name = file.name;
    body = file;
  } else if (way === 'paste') {
    if (!fields.text.value.trim()) return missing('No text is pasted.', 'Paste the whole text of the terms.', fields.text);
    query.name = 'pasted text.md';
    body = new Blob([fields.text.value]);
  } else {
    if (!fields.url.value.trim()) return missing('No address is given.', 'It begins with https://', fields.url);
    query.url = fields.url.value.trim();
  }
  if (!query.service) return missing('It is not said whose terms these are.', 'Give the name of the service.', fields.service);
  send(`/parts/terms?${queryOf(query)}`, { method: 'POST', body, headers: { 'Content-Type': 'application/octet-stream' } },
    way === 'url' ? 'Fetching and reading the page …' : 'Reading the document …');
});

element.addEventListener('click', async (event) => {
  const button = event.target.closest('button');
  if (!button) return;
  const waiting = button.closest('[data-id]')?.dataset.id;
  if ('keep' in button.dataset) {
    if (await send(`/parts/terms/${waiting}`, { method: 'POST' }, 'Taking in the terms. A long document takes a minute …')) trigger('kept', {});
  } else if ('discard' in button.dataset) {
    await send(`/parts/terms/${waiting}`, { method: 'DELETE' }, 'Discarding …');
    say('Discarded. Nothing was kept.');
    form().elements.service.focus();
  } else if ('another' in button.dataset) {
    form().reset();
    for (const field of form().querySelectorAll('[data-way]')) field.hidden = field.dataset.way !== 'file';
    result().replaceChildren();
    form().elements.file.focus();
  } else if ('read' in button.dataset) {
    trigger('opened', { ...button.dataset });
  }
});
