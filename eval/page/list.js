// The list of cases: one line each, opened when asked for; filters, order, links to single cases.

(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const at = (id) => document.getElementById(id);
  const fields = ["words", "state", "scorer", "kind", "service", "status", "change", "order"].map(at);
  const [words, state, scorer, kind, service, status, change, order] = fields;
  const list = at("list");
  const STATES = { right: ["good", "✓ No fault"], fault: ["bad", "✗ Fault"], failed: ["half", "! Not asked"] };
  const CHANGES = { "new failure": "bad", better: "good", "other answer": "plain", "new case": "plain" };

  const rows = data.cases.map((item, index) => {
    const row = { item, index, node: line(item), text: null };
    row.details = row.node.firstElementChild;
    row.details.addEventListener("toggle", () => fill(row));
    return row;
  });
  const byId = new Map(rows.map((row) => [row.item.id, row]));

  function line(item) {
    const [mood, words] = STATES[item.state];
    const tags = el("span", "tags", tag(mood, words));
    if (Object.hasOwn(CHANGES, item.change ?? "")) {
      tags.append(tag(CHANGES[item.change], item.change[0].toUpperCase() + item.change.slice(1)));
    }
    const faults = el("span", "faults");
    item.now.scores.forEach((score, index) => {
      if (score && score[0] !== null && score[0] < 1) {
        const name = data.scorers[index].name;
        faults.append(tag("fault", score[0] > 0 ? `◐ ${name} ${percent(score[0])}` : `✗ ${name}`));
      }
    });
    const about = [item.shown_id, item.kind, item.services.join(", ")].filter(Boolean).join(" · ");
    const summary = el("summary", "", tags, el("span", "ask", said("span", "question", item.question), el("span", "meta", bdi(about))), faults);
    return el("li", "", el("details", item.state, summary));
  }

  function fill(row) {
    if (!row.details.open || row.details.children.length > 1) return;
    const link = el("a", "", "Link to this case");
    link.href = `#${encodeURIComponent(row.item.id)}`;
    const body = caseBlock(row.item, data.scorers);
    body.append(el("p", "permalink", link));
    row.details.append(body);
  }

  /** All text of a case, in lower case, made when it is first searched for. */
  function text(row) {
    if (row.text === null) {
      const found = [];
      gather(row.item, found);
      row.text = found.join("\n").toLowerCase();
    }
    return row.text;
  }

  function gather(value, into) {
    if (typeof value === "string") into.push(value);
    else if (value && typeof value === "object") for (const inner of Object.values(value)) gather(inner, into);
  }

  function matches(row, wanted) {
    const { item } = row;
    const fault = scorer.value === "" ? null : item.now.scores[Number(scorer.value)];
    return (!state.value || item.state === state.value || (state.value === "amiss" && item.state !== "right"))
      && (scorer.value === "" || (fault && fault[0] !== null && fault[0] < 1))
      && (!kind.value || item.kind === kind.value)
      && (!service.value || item.services.includes(service.value))
      && (!status.value || (item.now.answer?.status ?? "failed") === status.value)
      && (!change.value || item.change === change.value || (change.value === "changed" && item.change !== "same"))
      && wanted.every((word) => text(row).includes(word));
  }

  const badness = { "new failure": 0 };
  const mean = (row) => {
    const known = row.item.now.scores.filter((score) => score && score[0] !== null).map((score) => score[0]);
    return known.length ? known.reduce((sum, value) => sum + value, 0) / known.length : 1;
  };
  const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  const ORDERS = {
    file: () => 0,
    id: (a, b) => compare(a.item.id, b.item.id),
    kind: (a, b) => compare(a.item.kind, b.item.kind),
    worst: (a, b) => compare(badness[a.item.change] ?? 1, badness[b.item.change] ?? 1)
      || compare(a.item.state !== "failed", b.item.state !== "failed") || compare(mean(a), mean(b)),
  };

  function show() {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      row.node.hidden = !matches(row, wanted);
      shown += row.node.hidden ? 0 : 1;
    }
    at("count").textContent = shown === rows.length ? `All ${rows.length} cases` : `${shown} of ${rows.length} cases`;
    at("reset").hidden = shown === rows.length;
  }

  function sort() {
    const sorted = [...rows].sort((a, b) => ORDERS[order.value](a, b) || a.index - b.index);
    list.append(...sorted.map((row) => row.node));
  }

  function openAll(open) {
    for (const row of rows) if (!row.node.hidden || !open) row.details.open = open;
  }

  function reset() {
    for (const field of fields) if (field !== order) field.value = "";
    show();
  }

  /** The case that the address names: shown whatever the filters say. */
  function follow() {
    let id = location.hash.slice(1);
    try { id = decodeURIComponent(id); } catch { return; }
    const row = byId.get(id);
    if (!row) return;
    if (row.node.hidden) reset();
    row.details.open = true;
    fill(row);
    row.node.scrollIntoView();
    row.details.firstElementChild.focus({ preventScroll: true });
  }

  function choices(select, values, words = (value) => value) {
    for (const value of values) {
      const option = el("option", "", words(value));
      option.value = value;
      select.append(option);
    }
    return values.length;
  }

  const each = (of) => [...new Set(data.cases.flatMap(of))].sort();
  choices(kind, each((item) => item.kind));
  const answered = data.cases.some((item) => item.now.answer);
  at("service-label").hidden = !choices(service, each((item) => item.services));
  at("status-label").hidden = !answered;
  choices(status, each((item) => item.now.answer?.status ?? "failed"), (value) => (value === "failed" ? "None" : statusWords(value)));
  choices(scorer, data.scorers.map((_, index) => String(index)), (index) => data.scorers[Number(index)].name);
  at("change-label").hidden = !data.compared;
  if (data.compared) order.value = "worst";

  at("filters").addEventListener("submit", (event) => event.preventDefault());
  at("filters").addEventListener("input", (event) => (event.target === order ? sort() : show()));
  at("reset").addEventListener("click", () => { reset(); words.focus(); });
  at("open").addEventListener("click", () => openAll(true));
  at("close").addEventListener("click", () => openAll(false));
  addEventListener("hashchange", follow);
  at("filters").hidden = at("bar").hidden = false;
  sort();
  show();
  follow();
})();
