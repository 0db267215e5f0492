"use strict";
// What stands inside a case: the answer, what was expected, the verdicts. All text goes in as text.

const STATUS = {
  answered: "The terms say", partly: "In part", not_in_terms: "The terms do not say",
  out_of_scope: "Not a question about these terms", needs_choice: "One choice first", unavailable: "Could not be looked up",
};
const SIDE = { yes: "yes", no: "no", depends: "it depends" };

/** An element with a class, and children: text is isolated, so that its direction moves nothing around it. */
function el(name, kind, ...children) {
  const made = document.createElement(name);
  if (kind) made.className = kind;
  made.append(...children.filter((child) => child !== null && child !== ""));
  return made;
}

/** Other people's words. */
function said(name, kind, text) {
  const made = el(name, kind);
  made.dir = "auto";
  made.textContent = text;
  return made;
}

const bdi = (text) => { const made = el("bdi", ""); made.textContent = text; return made; };
const spaced = (name) => String(name).replaceAll("_", " ");
const statusWords = (status) => (Object.hasOwn(STATUS, status) ? STATUS[status] : spaced(status));
const sideWords = (side) => (Object.hasOwn(SIDE, side) ? SIDE[side] : spaced(side));
const tag = (kind, text) => el("span", `tag ${kind}`, bdi(text));
const percent = (value) => `${Math.round(1000 * value) / 10} %`;

function listed(kind, items, make) {
  const list = el("ul", kind);
  for (const item of items) list.append(el("li", "", ...[make(item)].flat()));
  return list;
}

/** A heading and what stands under it; nothing when there is nothing. */
function part(heading, items, content) {
  return items.length ? el("div", "part", el("h5", "", heading), content(items)) : null;
}

function quoted(place) {
  const shown = said("blockquote", "", place.quote);
  return [shown, said("p", "address", place.address)];
}

function answerBlock(heading, side) {
  const block = el("section", "answer", el("h4", "", heading));
  if (side.failure !== null) {
    block.append(el("p", "unasked", "Could not be asked: ", bdi(side.failure)));
  }
  if (side.answer) block.append(...answerParts(side.answer));
  for (const [name, text] of Object.entries(side.shown)) {
    if (text) block.append(el("div", "part", el("h5", "", name[0].toUpperCase() + spaced(name).slice(1)), said("p", "words", text)));
  }
  return block;
}

function answerParts(answer) {
  const refs = (numbers) => numbers.map((number) => el("sup", "", `[${number + 1}]`));
  const citations = el("ol", "citations");
  for (const citation of answer.citations) citations.append(el("li", "", ...quoted(citation)));
  return [
    el("p", "tags", tag("status", statusWords(answer.status)),
      answer.yes_no ? tag("side", `Yes or no: ${sideWords(answer.yes_no)}`) : null,
      answer.verdict ? tag("side", `The claim is ${spaced(answer.verdict)}`) : null),
    said("p", "headline", answer.headline),
    answer.statements.length
      ? listed("statements", answer.statements, (one) => [bdi(one.text), ...refs(one.citations)]) : null,
    part("Claim by claim", answer.claims, (claims) => listed("", claims, (one) =>
      [bdi(one.text), el("b", "", ` ${spaced(one.verdict)}. `), bdi(one.why)])),
    part("Quoted from the terms", answer.citations, () => citations),
    part("Beside the answer: what to watch", answer.watch_outs, (found) => listed("", found, (one) =>
      [el("b", "", bdi(one.name), one.name ? ": " : ""), bdi(one.text), ...refs([one.citation])])),
    part("Notes", answer.notes, (notes) => listed("", notes, bdi)),
  ].filter(Boolean);
}

function expectedBlock(item) {
  const expected = item.expected;
  const or = (values, words) => values.map(words).join(" or ");
  return el("section", "expected", el("h4", "", "What was expected"),
    el("p", "tags", tag("status", expected.answerable ? "An answer from the terms" : "No answer: refused, or “the terms do not say”"),
      expected.yes_no.length ? tag("side", `Yes or no: ${or(expected.yes_no, sideWords)}`) : null,
      expected.verdict.length ? tag("side", `The claim is ${or(expected.verdict, spaced)}`) : null),
    item.why ? el("p", "why", "Why: ", bdi(item.why)) : null,
    part("Facts it has to give", expected.facts, (facts) => listed("", facts, (wordings) =>
      [bdi(wordings[0] ?? ""), wordings.length > 1 ? el("span", "quiet", " or: ", bdi(wordings.slice(1).join(" · "))) : null].filter(Boolean))),
    part("Must not say", expected.must_not, (wrong) => listed("", wrong, bdi)),
    part("Clauses it has to cite", expected.clauses, (clauses) => listed("places", clauses, quoted)),
    part("Also right to cite", expected.also_ok, (clauses) => listed("places", clauses, quoted)));
}

function mark(value) {
  if (value === 1) return el("b", "good", "✓ right");
  if (value === 0) return el("b", "bad", "✗ wrong");
  return el("b", "half", `◐ ${percent(value)}`);
}

/** Every scorer that could tell, faults first; the others in one line with their reasons. */
function verdictsBlock(item, scorers) {
  const scored = [];
  const unscored = [];
  scorers.forEach((scorer, index) => {
    const now = item.now.scores[index];
    const was = item.before?.scores[index] ?? null;
    if (now && now[0] !== null) scored.push({ scorer, now, was });
    else if (now) unscored.push(`${scorer.name} (${now[1]})`);
  });
  scored.sort((a, b) => (a.now[0] < 1 ? 0 : 1) - (b.now[0] < 1 ? 0 : 1));
  const body = el("tbody", "");
  for (const { scorer, now, was } of scored) {
    const head = el("th", "", el("span", "name", bdi(scorer.name)), el("span", "means", bdi(scorer.means)));
    head.scope = "row";
    const before = was && was[0] !== null && was[0] !== now[0] ? el("span", "quiet", " was ", mark(was[0])) : null;
    body.append(el("tr", "", head, el("td", "mark", mark(now[0]), before), said("td", "reason", now[1])));
  }
  return el("section", "verdicts", el("h4", "", "How it was judged"),
    scored.length ? el("table", "", body) : el("p", "quiet", "Nothing could be judged."),
    unscored.length ? el("p", "quiet", "Not scored: ", bdi(unscored.join("; ")), ".") : null);
}

/** Everything about one case. */
function caseBlock(item, scorers) {
  const body = el("div", "body");
  if (item.about) body.append(el("p", "about", "Asked about: ", bdi(item.about)));
  if (item.history?.length) {
    body.append(el("div", "history", el("h4", "", "Said before"),
      listed("", item.history, (turn) => [el("b", "", turn.role === "user" ? "Person: " : "Answer: "), bdi(turn.content)])));
  }
  const columns = el("div", "columns");
  if (item.before && !item.same_answer) {
    columns.append(answerBlock("The answer now", item.now), answerBlock("The answer in the baseline", item.before));
    body.append(columns);
    if (item.expected) body.append(expectedBlock(item));
  } else {
    columns.append(answerBlock(item.before ? "The answer, the same as in the baseline" : item.expected ? "The answer" : "What was found", item.now));
    if (item.expected) columns.append(expectedBlock(item));
    body.append(columns);
  }
  body.append(verdictsBlock(item, scorers));
  return body;
}
