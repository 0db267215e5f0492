// PlainTerms help widget. Served as it is: no build step, no dependency.
//
//   <script async src="https://host/widget.js" data-site="acme" data-service="acme"></script>
//
// It works under `default-src 'none'; script-src https://host; connect-src https://host`: styles are constructed sheets
// in a shadow root, there is no markup in strings, no font, no image. Whatever comes from the server is a document's or
// a model's words and becomes text, never markup. docs/widget.md has the options and the events.
(async () => {
  'use strict';

  const script = document.currentScript || document.querySelector('script[data-site][src*="widget.js"]');
  if (!script) return;
  const options = script.dataset;
  if (!options.site) {
    console.warn('PlainTerms: the script needs data-site, the name of a site that the server knows.');
    return;
  }
  const BASE = script.src.replace(/\/widget\.js.*$/s, '');
  const INLINE = options.mode === 'inline';
  const FIRST_WORD_MS = 20000; // until the server begins to answer
  const SILENCE_MS = 75000; // between two signs of life: a slow model may think for a minute
  const MOST_READ = 4e6; // characters of one answer
  const KEPT = 10; // exchanges that survive a reload
  const MOST_KEPT = 4e5; // characters of them
  const SENT = 6; // exchanges sent along with a follow-up
  const MAX_QUESTION = 2000;

  // --- words ---------------------------------------------------------------------------------------------------------

  const WORDS = {
    en: {
      title: 'Ask about our terms',
      welcome: 'Ask in your own words. Every answer comes with the exact words of the terms.',
      written: 'The terms are in {language}, and so are all quotes.',
      asked_in: 'Please ask in {language}, too.',
      examples: 'For example:',
      placeholder: 'Your question',
      send: 'Ask',
      stop: 'Stop',
      close: 'Close',
      fresh: 'New conversation',
      conversation: 'Conversation',
      asked: 'You asked:',
      looking: 'Looking in the terms …',
      reading: 'Reading {n} clauses, checking every quote …',
      source: 'Source {n}',
      version: 'version of {date}',
      show: 'Show on this page',
      shown: 'Marked on the page.',
      copy: 'Copy the quote',
      copied: 'Copied',
      read: 'Read: {what}.',
      since: '{name}, in force since {date}',
      from: '{name}, in force from {date}',
      excerpt: 'The terms’ own sentences, no AI.',
      model: 'Worded by an AI model; every quote was checked.',
      notice: 'Information, not legal advice.',
      terms: 'Read the terms themselves',
      tab: 'opens in a new tab',
      watch: 'Watch out',
      claim: 'You said:',
      answered: 'The terms say',
      partly: 'In part',
      not_in_terms: 'The terms do not say',
      out_of_scope: 'Not a question about these terms',
      needs_choice: 'One choice first',
      unavailable: 'Could not be looked up',
      yes: 'Yes',
      no: 'No',
      depends: 'It depends',
      supported: 'Supported',
      contradicted: 'Contradicted',
      misleading: 'Misleading',
      not_stated: 'Not stated',
      help_not_in_terms: 'No clause answers this. That is not permission, and not a promise.',
      help_unavailable: 'This says nothing about the terms themselves: they may well answer it.',
      near_not_in_terms: 'The nearest clause, which does not answer it:',
      near_out_of_scope: 'What the terms say about it:',
      near_unavailable: 'What comes nearest, word by word:',
      down: 'Questions cannot be answered here at the moment.',
      slow: 'The answer takes too long at the moment. Please try again later.',
      busy: 'Many questions are being asked at the moment. Please try again in {n} seconds.',
      quota: 'All questions of today have been asked. Please come back tomorrow.',
      unfit: 'This question could not be read. Please ask it in other words.',
    },
    de: {
      title: 'Fragen zu unseren Bedingungen',
      welcome: 'Fragen Sie in Ihren eigenen Worten. Zu jeder Antwort gehört der genaue Wortlaut der Bedingungen.',
      written: 'Die Bedingungen sind auf {language}, und alle Zitate auch.',
      asked_in: 'Bitte fragen Sie auch auf {language}.',
      examples: 'Zum Beispiel:',
      placeholder: 'Ihre Frage',
      send: 'Fragen',
      stop: 'Abbrechen',
      close: 'Schließen',
      fresh: 'Neues Gespräch',
      conversation: 'Gespräch',
      asked: 'Ihre Frage:',
      looking: 'Die Bedingungen werden durchsucht …',
      reading: '{n} Klauseln werden gelesen, jedes Zitat wird geprüft …',
      source: 'Quelle {n}',
      version: 'Fassung vom {date}',
      show: 'Auf dieser Seite zeigen',
      shown: 'Auf der Seite markiert.',
      copy: 'Zitat kopieren',
      copied: 'Kopiert',
      read: 'Gelesen: {what}.',
      since: '{name}, in Kraft seit {date}',
      from: '{name}, in Kraft ab {date}',
      excerpt: 'Die eigenen Sätze der Bedingungen, ohne KI.',
      model: 'Von einem KI-Modell formuliert; jedes Zitat wurde geprüft.',
      notice: 'Information, keine Rechtsberatung.',
      terms: 'Die Bedingungen selbst lesen',
      tab: 'öffnet einen neuen Tab',
      watch: 'Darauf achten',
      claim: 'Sie sagten:',
      answered: 'Das steht in den Bedingungen',
      partly: 'Zum Teil',
      not_in_terms: 'Dazu sagen die Bedingungen nichts',
      out_of_scope: 'Keine Frage zu diesen Bedingungen',
      needs_choice: 'Erst eine Auswahl',
      unavailable: 'Konnte nicht nachgesehen werden',
      yes: 'Ja',
      no: 'Nein',
      depends: 'Es kommt darauf an',
      supported: 'Belegt',
      contradicted: 'Widerlegt',
      misleading: 'Irreführend',
      not_stated: 'Steht nicht darin',
      help_not_in_terms: 'Keine Klausel beantwortet das. Das ist keine Erlaubnis und keine Zusage.',
      help_unavailable: 'Das sagt nichts über die Bedingungen selbst: sie können es durchaus beantworten.',
      near_not_in_terms: 'Die nächstliegende Klausel, die es nicht beantwortet:',
      near_out_of_scope: 'Was die Bedingungen dazu sagen:',
      near_unavailable: 'Was dem Wortlaut nach am nächsten kommt:',
      down: 'Fragen können hier im Moment nicht beantwortet werden.',
      slow: 'Die Antwort dauert im Moment zu lange. Bitte versuchen Sie es später noch einmal.',
      busy: 'Im Moment werden viele Fragen gestellt. Bitte versuchen Sie es in {n} Sekunden noch einmal.',
      quota: 'Alle Fragen dieses Tages sind gestellt. Bitte kommen Sie morgen wieder.',
      unfit: 'Diese Frage konnte nicht gelesen werden. Bitte fragen Sie in anderen Worten.',
    },
    fr: {
      title: 'Une question sur nos conditions ?',
      welcome: 'Demandez avec vos propres mots. Chaque réponse cite le texte exact des conditions.',
      written: 'Les conditions sont en {language}, et toutes les citations aussi.',
      asked_in: 'Posez aussi vos questions en {language}.',
      examples: 'Par exemple :',
      placeholder: 'Votre question',
      send: 'Demander',
      stop: 'Arrêter',
      close: 'Fermer',
      fresh: 'Nouvelle conversation',
      conversation: 'Conversation',
      asked: 'Votre question :',
      looking: 'Recherche dans les conditions …',
      reading: 'Lecture de {n} clauses, chaque citation est vérifiée …',
      source: 'Source {n}',
      version: 'version du {date}',
      show: 'Montrer sur cette page',
      shown: 'Surligné sur la page.',
      copy: 'Copier la citation',
      copied: 'Copié',
      read: 'Lu : {what}.',
      since: '{name}, en vigueur depuis le {date}',
      from: '{name}, en vigueur à partir du {date}',
      excerpt: 'Les phrases mêmes des conditions, sans IA.',
      model: 'Formulé par un modèle d’IA ; chaque citation a été vérifiée.',
      notice: 'Information, pas un conseil juridique.',
      terms: 'Lire les conditions elles-mêmes',
      tab: 's’ouvre dans un nouvel onglet',
      watch: 'À surveiller',
      claim: 'Vous avez dit :',
      answered: 'Ce que disent les conditions',
      partly: 'En partie',
      not_in_terms: 'Les conditions ne le disent pas',
      out_of_scope: 'Pas une question sur ces conditions',
      needs_choice: 'D’abord un choix',
      unavailable: 'N’a pas pu être recherché',
      yes: 'Oui',
      no: 'Non',
      depends: 'Cela dépend',
      supported: 'Confirmé',
      contradicted: 'Contredit',
      misleading: 'Trompeur',
      not_stated: 'N’y figure pas',
      help_not_in_terms: 'Aucune clause n’y répond. Ce n’est ni une permission ni une promesse.',
      help_unavailable: 'Cela ne dit rien des conditions elles-mêmes : elles y répondent peut-être.',
      near_not_in_terms: 'La clause la plus proche, qui n’y répond pas :',
      near_out_of_scope: 'Ce que les conditions en disent :',
      near_unavailable: 'Ce qui s’en approche le plus, mot à mot :',
      down: 'Il n’est pas possible de répondre aux questions ici pour le moment.',
      slow: 'La réponse prend trop de temps pour le moment. Veuillez réessayer plus tard.',
      busy: 'Beaucoup de questions sont posées en ce moment. Veuillez réessayer dans {n} secondes.',
      quota: 'Toutes les questions de la journée ont été posées. Revenez demain.',
      unfit: 'Cette question n’a pas pu être lue. Veuillez la poser autrement.',
    },
    es: {
      title: 'Pregunte por nuestras condiciones',
      welcome: 'Pregunte con sus propias palabras. Cada respuesta cita el texto exacto de las condiciones.',
      written: 'Las condiciones están en {language}, y todas las citas también.',
      asked_in: 'Pregunte también en {language}.',
      examples: 'Por ejemplo:',
      placeholder: 'Su pregunta',
      send: 'Preguntar',
      stop: 'Detener',
      close: 'Cerrar',
      fresh: 'Nueva conversación',
      conversation: 'Conversación',
      asked: 'Su pregunta:',
      looking: 'Buscando en las condiciones …',
      reading: 'Leyendo {n} cláusulas, se comprueba cada cita …',
      source: 'Fuente {n}',
      version: 'versión del {date}',
      show: 'Mostrar en esta página',
      shown: 'Marcado en la página.',
      copy: 'Copiar la cita',
      copied: 'Copiado',
      read: 'Leído: {what}.',
      since: '{name}, en vigor desde el {date}',
      from: '{name}, en vigor a partir del {date}',
      excerpt: 'Las propias frases de las condiciones, sin IA.',
      model: 'Redactado por un modelo de IA; se comprobó cada cita.',
      notice: 'Información, no asesoramiento jurídico.',
      terms: 'Leer las propias condiciones',
      tab: 'se abre en una pestaña nueva',
      watch: 'Atención',
      claim: 'Usted dijo:',
      answered: 'Lo que dicen las condiciones',
      partly: 'En parte',
      not_in_terms: 'Las condiciones no lo dicen',
      out_of_scope: 'No es una pregunta sobre estas condiciones',
      needs_choice: 'Primero, una elección',
      unavailable: 'No se pudo consultar',
      yes: 'Sí',
      no: 'No',
      depends: 'Depende',
      supported: 'Confirmado',
      contradicted: 'Desmentido',
      misleading: 'Engañoso',
      not_stated: 'No consta',
      help_not_in_terms: 'Ninguna cláusula lo responde. No es un permiso ni una promesa.',
      help_unavailable: 'Esto no dice nada de las condiciones en sí: puede que lo respondan.',
      near_not_in_terms: 'La cláusula más cercana, que no lo responde:',
      near_out_of_scope: 'Lo que las condiciones dicen al respecto:',
      near_unavailable: 'Lo que más se acerca, palabra por palabra:',
      down: 'En este momento no se pueden responder preguntas aquí.',
      slow: 'La respuesta tarda demasiado en este momento. Inténtelo más tarde.',
      busy: 'En este momento se hacen muchas preguntas. Inténtelo de nuevo en {n} segundos.',
      quota: 'Ya se han hecho todas las preguntas de hoy. Vuelva mañana.',
      unfit: 'No se pudo leer esta pregunta. Hágala con otras palabras.',
    },
    pt: {
      title: 'Pergunte sobre os nossos termos',
      welcome: 'Pergunte com as suas próprias palavras. Cada resposta cita o texto exato dos termos.',
      written: 'Os termos estão em {language}, e todas as citações também.',
      asked_in: 'Pergunte também em {language}.',
      examples: 'Por exemplo:',
      placeholder: 'A sua pergunta',
      send: 'Perguntar',
      stop: 'Parar',
      close: 'Fechar',
      fresh: 'Nova conversa',
      conversation: 'Conversa',
      asked: 'A sua pergunta:',
      looking: 'A procurar nos termos …',
      reading: 'A ler {n} cláusulas, cada citação é verificada …',
      source: 'Fonte {n}',
      version: 'versão de {date}',
      show: 'Mostrar nesta página',
      shown: 'Marcado na página.',
      copy: 'Copiar a citação',
      copied: 'Copiado',
      read: 'Lido: {what}.',
      since: '{name}, em vigor desde {date}',
      from: '{name}, em vigor a partir de {date}',
      excerpt: 'As próprias frases dos termos, sem IA.',
      model: 'Redigido por um modelo de IA; cada citação foi verificada.',
      notice: 'Informação, não aconselhamento jurídico.',
      terms: 'Ler os próprios termos',
      tab: 'abre num novo separador',
      watch: 'Atenção',
      claim: 'Disse:',
      answered: 'O que dizem os termos',
      partly: 'Em parte',
      not_in_terms: 'Os termos não o dizem',
      out_of_scope: 'Não é uma pergunta sobre estes termos',
      needs_choice: 'Primeiro, uma escolha',
      unavailable: 'Não foi possível consultar',
      yes: 'Sim',
      no: 'Não',
      depends: 'Depende',
      supported: 'Confirmado',
      contradicted: 'Desmentido',
      misleading: 'Enganador',
      not_stated: 'Não consta',
      help_not_in_terms: 'Nenhuma cláusula responde a isto. Não é uma permissão nem uma promessa.',
      help_unavailable: 'Isto nada diz sobre os próprios termos: podem muito bem responder.',
      near_not_in_terms: 'A cláusula mais próxima, que não responde:',
      near_out_of_scope: 'O que os termos dizem sobre isso:',
      near_unavailable: 'O que mais se aproxima, palavra por palavra:',
      down: 'De momento não é possível responder a perguntas aqui.',
      slow: 'A resposta está a demorar demasiado. Tente novamente mais tarde.',
      busy: 'Estão a ser feitas muitas perguntas. Tente novamente dentro de {n} segundos.',
      quota: 'Todas as perguntas de hoje já foram feitas. Volte amanhã.',
      unfit: 'Não foi possível ler esta pergunta. Faça-a por outras palavras.',
    },
  };
  const RTL = /^(ar|arc|ckb|dv|fa|he|iw|ks|ku-arab|ps|sd|ug|ur|yi)\b/i;

  const wanted = options.language || document.documentElement.lang || navigator.language || 'en';
  const spoken = Object.hasOwn(WORDS, wanted.slice(0, 2).toLowerCase()) ? wanted.slice(0, 2).toLowerCase() : 'en';
  const words = { ...WORDS[spoken], ...ownWords() };
  const language = options.strings ? wanted : spoken;
  // What the answer is asked for in: an English page says nothing of its visitors, who may ask in any language.
  const tag = /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(wanted) && wanted.length < 36 ? wanted : spoken;
  const answerIn = options.language || spoken !== 'en' ? tag : null;
  // 16 September 2024, as on the server's own pages, unless the page is American.
  const DATES = language === 'en' && !/^en-/i.test(wanted) ? 'en-GB' : wanted;
  const direction = options.language
    ? (RTL.test(wanted) ? 'rtl' : 'ltr')
    : getComputedStyle(document.documentElement).direction;

  // A page in a language that is not here brings the words itself, as JSON with the keys above.
  function ownWords() {
    if (!options.strings) return {};
    try {
      const given = Object.entries(JSON.parse(options.strings));
      return Object.fromEntries(given.filter(([key, value]) => key in WORDS.en && typeof value === 'string'));
    } catch {
      console.warn('PlainTerms: data-strings is not JSON.');
      return {};
    }
  }

  const said = (key, holes = {}) => words[key].replace(/\{(\w+)\}/g, (_, name) => String(holes[name] ?? ''));

  function day(text) {
    const at = new Date(`${text}T00:00:00Z`);
    if (Number.isNaN(at.getTime())) return String(text);
    try {
      return new Intl.DateTimeFormat(DATES, { dateStyle: 'long', timeZone: 'UTC' }).format(at);
    } catch {
      return text;
    }
  }

  // --- looks ---------------------------------------------------------------------------------------------------------

  const DARK = `--page: #16202b; --raised: #1f2b38; --text: #eef2f6; --quiet: #aab7c4; --line: #3a4857; --edge: #7b8a99;
    --mark: #5c4d12; --mark-text: #fff8db; --warn: #f5b85f; --accent-text: var(--accent-dark); color-scheme: dark;`;
  const STYLE = `
:host { all: initial !important; display: ${INLINE ? 'block' : 'contents'} !important; }
:host([hidden]) { display: none !important; }
*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }
.root {
  --page: #ffffff; --raised: #f4f7f9; --text: #17212b; --quiet: #53606d; --line: #d9e0e6; --edge: #7a8794;
  --mark: #fdf0b4; --mark-text: #1c1917; --warn: #8a3f0b; --accent-text: var(--accent-light); color-scheme: light;
  color: var(--text); font: 400 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans",
    "Liberation Sans", sans-serif; text-align: start; -webkit-text-size-adjust: 100%; overflow-wrap: anywhere;
}
.root[data-theme=dark] { ${DARK} }
@media (prefers-color-scheme: dark) { .root:not([data-theme=light]) { ${DARK} } }
h2, h3, p, ul, ol, blockquote { margin: 0; padding: 0; font-weight: inherit; font-size: inherit; list-style: none; }
button, textarea { font: inherit; color: inherit; margin: 0; }
button { cursor: pointer; touch-action: manipulation; }
svg { display: block; width: 20px; height: 20px; flex: none; fill: none; stroke: currentColor; stroke-width: 2;
  stroke-linecap: round; stroke-linejoin: round; }
button:focus-visible, a:focus-visible, .talk:focus-visible, blockquote:focus-visible { outline: 3px solid var(--accent-text);
  outline-offset: 2px; }
.talk:focus-visible { outline-offset: -4px; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.launcher {
  position: fixed; z-index: 2147483000; bottom: max(20px, env(safe-area-inset-bottom)); inset-inline-end: 20px; display: flex;
  align-items: center; gap: 10px; min-height: 52px; max-width: calc(100vw - 40px); padding-block: 10px;
  padding-inline: 16px 20px;
  border: 2px solid transparent; border-radius: 999px; background: var(--accent); color: var(--on-accent);
  font-weight: 600; line-height: 1.25; text-align: start; box-shadow: 0 1px 2px #0003, 0 8px 24px #0004;
}
.launcher svg { width: 24px; height: 24px; }
.launcher svg + svg, .opened > .launcher > svg:first-child { display: none; }
.opened > .launcher { padding-inline: 12px; }
.opened > .launcher > svg + svg { display: block; }
.opened > .launcher > span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.launcher:hover { box-shadow: 0 1px 2px #0003, 0 10px 30px #0006; }
.launcher:focus-visible { outline-color: var(--accent); box-shadow: 0 0 0 6px var(--page), 0 8px 24px #0004; }
.left > .launcher, .left > .panel { inset-inline: auto; left: 20px; }
.right > .launcher, .right > .panel { inset-inline: auto; right: 20px; }

/* English words in a page from right to left: they stand where its own would, with the full stop at their own end. */
.root[dir=rtl] :is(h2, footer p, .welcome > p, .trouble p, .aside, .label, .meta, .waiting) { unicode-bidi: plaintext; text-align: right; }

.panel { display: flex; flex-direction: column; background: var(--page); border: 1px solid var(--line); }
.floating > .panel {
  position: fixed; z-index: 2147483000; inset-inline-end: 20px; bottom: calc(max(20px, env(safe-area-inset-bottom)) + 64px);
  width: min(420px, calc(100vw - 40px)); height: min(660px, calc(100vh - 104px)); height: min(660px, calc(100dvh - 104px));
  border-radius: 18px; overflow: hidden; box-shadow: 0 2px 6px #0002, 0 16px 48px #0005; animation: rise .16s ease-out;
}
.inline > .panel { height: min(640px, 90vh); height: min(640px, 90dvh); border-radius: 14px; overflow: hidden; }
.fill > .panel { height: 100vh; height: 100dvh; border: 0; border-radius: 0; }
@keyframes rise { from { opacity: 0; transform: translateY(10px); } }
.panel:focus { outline: none; }

header { display: flex; align-items: center; gap: 4px; padding-block: 12px; padding-inline: 18px 10px;
  border-block-end: 1px solid var(--line); }
h2 { flex: 1; min-width: 0; font-size: 17px; font-weight: 650; line-height: 1.3; }
.tool { display: grid; place-items: center; width: 40px; height: 40px; flex: none; border: 1px solid transparent;
  border-radius: 10px; background: none; color: var(--quiet); padding: 0; }
.tool:hover { background: var(--raised); color: var(--text); }

.talk { flex: 1; min-height: 0; position: relative; overflow-y: auto; overscroll-behavior: contain; padding: 18px; }
.welcome > p { color: var(--quiet); }
.welcome > p + p { margin-block-start: 6px; }
.examples { display: grid; gap: 8px; justify-items: start; margin-block-start: 12px; }
.example { padding: 8px 14px; border: 1px solid var(--edge); border-radius: 14px; background: none; text-align: start;
  line-height: 1.35; color: var(--accent-text); }
.example:hover { background: var(--raised); }

.exchange + .exchange, .log:not(:empty) + .pending:not(:empty), .earlier:not(:empty) + .log:not(:empty),
.earlier:not(:empty) ~ .pending:not(:empty) { margin-block-start: 26px; }
.question { width: fit-content; max-width: 88%; margin-inline-start: auto; padding: 9px 14px; background: var(--raised);
  border: 1px solid var(--line); border-radius: 16px; border-end-end-radius: 4px; white-space: pre-wrap; }
.answer { margin-block-start: 14px; }
.headline { font-weight: 600; }
.badge { display: inline-block; margin-inline-end: 4px; padding: 0 10px; border: 1px solid transparent; border-radius: 999px;
  background: var(--accent); color: var(--on-accent); font-size: 13px; font-weight: 650; line-height: 22px; }
.badge.quietly { background: none; border-color: currentColor; color: var(--warn); }
.aside { margin-block-start: 6px; color: var(--quiet); font-size: 14.5px; }
.label { margin-block-start: 16px; font-size: 14.5px; font-weight: 650; }
.statements { display: grid; gap: 12px; margin-block-start: 12px; }
.statements > li { padding-inline-start: 12px; border-inline-start: 3px solid var(--line); min-width: 0; }
.cite { min-width: 26px; height: 26px; margin-inline-start: 4px; padding: 0 6px; border: 1px solid var(--edge);
  border-radius: 8px; background: var(--page); color: var(--accent-text); font-size: 13px; font-weight: 650;
  line-height: 22px; vertical-align: 1px; }
.cite:hover { background: var(--raised); }
.cite[aria-expanded=true] { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }

.card { margin-block-start: 10px; padding: 12px 14px; background: var(--raised); border: 1px solid var(--line);
  border-radius: 12px; font-size: 15px; }
.card h3 { font-weight: 650; }
.card .from { color: var(--quiet); font-size: 13.5px; }
.card blockquote { max-height: 180px; overflow-y: auto; margin-block-start: 8px; line-height: 22.5px; color: var(--quiet); }
mark { background: var(--mark); color: var(--mark-text); border-radius: 3px; padding: 1px 2px; -webkit-box-decoration-break: clone;
  box-decoration-break: clone; }
.actions { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; margin-block-start: 12px; }
.action { min-height: 34px; padding: 4px 12px; border: 1px solid var(--edge); border-radius: 9px; background: var(--page);
  color: var(--accent-text); font-size: 14px; font-weight: 600; }
.action:hover { border-color: currentColor; }
.action.first { background: var(--accent); border-color: transparent; color: var(--on-accent); }
a { color: var(--accent-text); text-underline-offset: 3px; }
.card a { font-size: 14px; }
.notes { margin-block-start: 12px; display: grid; gap: 6px; font-size: 14.5px; color: var(--warn); }
.meta { margin-block-start: 12px; color: var(--quiet); font-size: 13.5px; }
.trouble { padding: 12px 14px; border: 1px solid var(--line); border-inline-start: 4px solid var(--warn); border-radius: 10px;
  background: var(--raised); }
.trouble p + p { margin-block-start: 6px; }
.waiting { margin-block-start: 14px; color: var(--quiet); display: flex; align-items: center; gap: 10px; }
.waiting::before { content: ""; width: 9px; height: 9px; flex: none; border-radius: 50%; background: var(--accent-text);
  animation: beat 1.2s ease-in-out infinite; }
@keyframes beat { 50% { opacity: .25; } }

form { display: flex; align-items: flex-end; gap: 8px; padding: 12px 14px 0; border-block-start: 1px solid var(--line); }
textarea { flex: 1; min-width: 0; padding: 10px 14px; resize: none; border: 1px solid var(--edge);
  border-radius: 14px; background: var(--page); color: var(--text); line-height: 24px; overflow-y: auto; }
textarea::placeholder { color: var(--quiet); opacity: 1; }
textarea:focus { outline: 2px solid var(--accent-text); outline-offset: -1px; }
.send { display: grid; place-items: center; width: 46px; height: 46px; flex: none; padding: 0; border: 1px solid transparent;
  border-radius: 14px; background: var(--accent); color: var(--on-accent); }
footer { padding: 8px 18px max(12px, env(safe-area-inset-bottom)); color: var(--quiet); font-size: 13px; line-height: 1.45; }

@media (max-width: 520px) {
  .floating > .panel { inset: 0; width: auto; height: 100vh; height: 100dvh; border: 0; border-radius: 0; }
  .floating.opened > .launcher { display: none; }
  .floating > .launcher { padding: 14px; }
  .floating > .launcher > span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
}
@media (max-height: 520px) {
  .floating > .panel { inset-block: 0; height: 100vh; height: 100dvh; border-radius: 0; }
  .floating.opened > .launcher { display: none; }
}
@media (prefers-reduced-motion: reduce) { *, *::before { animation: none !important; scroll-behavior: auto !important; } }
@media (forced-colors: active) {
  .launcher, .send, .tool, .action.first, .badge { border-color: ButtonText; }
  .cite[aria-expanded=true] { background: Highlight; color: HighlightText; forced-color-adjust: none; }
  .waiting::before { background: CanvasText; }
  mark { forced-color-adjust: none; background: Mark; color: MarkText; }
}
@media print { .floating { display: none; } }
`;

  // One colour of the page's own; what is written in it or on it is made dark or light enough to read (4.5 to 1).
  function accents() {
    const given = /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i.test(options.color || '') ? options.color : '#0f766e';
    const full = given.length === 4 ? given.replace(/[0-9a-f]/gi, '$&$&') : given;
    const colour = [1, 3, 5].map((at) => parseInt(full.slice(at, at + 2), 16));
    const hex = (rgb) => `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
    const towards = (rgb, end, backgrounds) => {
      let mixed = rgb;
      for (let part = 0; part <= 1; part += 0.05) {
        mixed = rgb.map((value) => value + (end - value) * part);
        if (backgrounds.every((other) => contrast(mixed, other) >= 4.6)) break;
      }
      return hex(mixed);
    };
    const on = contrast(colour, [255, 255, 255]) >= contrast(colour, [17, 24, 32]) ? '#ffffff' : '#111820';
    const light = towards(colour, 0, [[255, 255, 255], [244, 247, 249]]);
    const dark = towards(colour, 255, [[22, 32, 43], [31, 43, 56]]);
    return `.root { --accent: ${full}; --on-accent: ${on}; --accent-light: ${light}; --accent-dark: ${dark}; }`;
  }

  function contrast(one, other) {
    const [low, high] = [one, other].map(luminance).sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  }

  function luminance(rgb) {
    const [red, green, blue] = rgb.map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  const sheet = (css) => {
    const made = new CSSStyleSheet();
    made.replaceSync(css);
    return made;
  };

  // --- elements --------------------------------------------------------------------------------------------------------

  function make(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key === 'onclick') made.addEventListener('click', value);
      else if (value === true) made.setAttribute(key, '');
      else if (value !== false && value !== undefined && value !== null) made.setAttribute(key, value);
    }
    made.append(...children.filter((child) => child !== null && child !== undefined && child !== ''));
    return made;
  }

  const ICONS = {
    ask: ['M21 12a8 8 0 0 1-8 8H4l2.2-3.1A8 8 0 1 1 21 12Z', 'M9.5 9.8a2.6 2.6 0 1 1 3.6 2.4c-.7.3-1.1.8-1.1 1.5', 'M12 16.6v.01'],
    down: ['m6 9.5 6 6 6-6'],
    close: ['M6 6l12 12', 'M18 6 6 18'],
    fresh: ['M4 12a8 8 0 1 0 2.5-5.8', 'M4 4v5h5'],
    send: ['M12 19V5', 'M5.5 11.5 12 5l6.5 6.5'],
    stop: ['M7 7h10v10H7z'],
  };

  function icon(name) {
    const space = 'http://www.w3.org/2000/svg';
    const svg = document.createElementNS(space, 'svg');
    svg.setAttribute('viewBox', '0 0 24 24');
    svg.setAttribute('aria-hidden', 'true');
    for (const line of ICONS[name]) {
      const path = document.createElementNS(space, 'path');
      path.setAttribute('d', line);
      svg.append(path);
    }
    return svg;
  }

  // An address becomes a link only when it leads to a web page, and always says to which host.
  function link(url, text) {
    let host;
    try {
      const parsed = new URL(url);
      if (!/^https?:$/.test(parsed.protocol)) return null;
      host = parsed.host;
    } catch {
      return null;
    }
    return make('a', { href: url, target: '_blank', rel: 'noopener noreferrer nofollow' },
      text ? `${text} (${host})` : host, make('span', { class: 'unseen' }, ` (${words.tab})`));
  }

  let numbered = 0;
  const nextId = (name) => `${name}-${(numbered += 1)}`;
  const textOf = (value) => (typeof value === 'string' ? value : '');
  const listOf = (value) => (Array.isArray(value) ? value : []);

  // --- the widget --------------------------------------------------------------------------------------------------------

  if (INLINE && document.readyState === 'loading') { // its place may come after the script
    await new Promise((resolve) => document.addEventListener('DOMContentLoaded', resolve, { once: true }));
  }
  // One button on a page and one panel in an element, however often an application adds the script.
  const place = options.target && INLINE ? document.querySelector(options.target) : null;
  const here = [...document.querySelectorAll('plainterms-help')];
  const button = here.find((other) => other.floats);
  const before = INLINE ? here.find((other) => place && other.parentElement === place) : button;
  const told = JSON.stringify({ ...options });
  if (before?.told === told) {
    before.tell('ready');
    return;
  }
  before?.leave();

  const host = document.createElement('plainterms-help');
  const shadow = host.attachShadow({ mode: 'open' });
  shadow.adoptedStyleSheets = [sheet(accents()), sheet(STYLE)];

  const title = options.title || words.title;
  const status = make('p', { class: 'unseen', role: 'status' });
  const earlier = make('div', { class: 'earlier' });
  const log = make('div', {
    class: 'log', role: 'log', 'aria-live': 'polite', 'aria-relevant': 'additions', 'aria-label': words.conversation,
  });
  const pending = make('div', { class: 'pending' });
  const welcome = make('div', { class: 'welcome' });
  const talk = make('div', { class: 'talk', tabindex: '0', role: 'group', 'aria-label': words.conversation },
    welcome, earlier, log, pending);
  const box = make('textarea', {
    rows: '1', maxlength: String(MAX_QUESTION), placeholder: words.placeholder, 'aria-label': words.placeholder,
    autocomplete: 'off', enterkeyhint: 'send',
  });
  const send = make('button', { class: 'send', type: 'submit', 'aria-label': words.send }, icon('send'));
  const form = make('form', { novalidate: true }, box, send);
  const fresh = make('button', {
    class: 'tool', type: 'button', 'aria-label': words.fresh, title: words.fresh, hidden: true, onclick: forget,
  }, icon('fresh'));
  const close = make('button', {
    class: 'tool', type: 'button', 'aria-label': words.close, title: words.close, onclick: () => shut(),
  }, icon('close'));
  const footer = make('footer', {}, make('p', {}, words.notice, options.disclaimer ? ` ${options.disclaimer}` : ''));
  const panel = make('section', {
    class: 'panel', id: 'panel', role: INLINE ? 'region' : 'dialog', 'aria-labelledby': 'title', tabindex: '-1',
    hidden: !INLINE,
  }, make('header', {}, make('h2', { id: 'title' }, title), fresh, INLINE ? null : close), talk, status, form, footer);
  const launcher = INLINE ? null : make('button', {
    class: 'launcher', type: 'button', 'aria-expanded': 'false', 'aria-controls': 'panel', 'aria-haspopup': 'dialog',
    onclick: () => (panel.hidden ? open() : shut()),
  }, icon('ask'), icon('down'), make('span', {}, title));
  const root = make('div', {
    class: ['root', INLINE ? 'inline' : 'floating', (/left|right/.exec(options.position || '') || [''])[0],
      options.fill === 'true' ? 'fill' : ''].join(' ').trim(),
    lang: language, dir: direction, 'data-theme': /^(light|dark)$/.test(options.theme || '') ? options.theme : false,
  }, launcher, panel);

  const state = { turns: [], about: null, asking: null, came: null };
  const tell = (name, detail = {}) => host.dispatchEvent(
    new CustomEvent(`plainterms:${name}`, { bubbles: true, composed: true, detail: { site: options.site, ...detail } }));
  const fullScreen = () => !INLINE && matchMedia('(max-width: 520px), (max-height: 520px)').matches;
  const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

  function open({ quietly = false } = {}) {
    if (INLINE) {
      if (!quietly) host.scrollIntoView({ block: 'nearest', behavior: still() ? 'auto' : 'smooth' });
    } else if (panel.hidden) {
      state.came = shadow.activeElement ? null : document.activeElement;
      panel.hidden = false;
      root.classList.add('opened');
      unmark();
      launcher.setAttribute('aria-expanded', 'true');
      if (fullScreen()) panel.setAttribute('aria-modal', 'true');
      else panel.removeAttribute('aria-modal');
      keep();
      tell('open');
    }
    if (!quietly) {
      // On a phone the keyboard would cover half of what there is to read.
      const typing = matchMedia('(hover: hover) and (pointer: fine)').matches && !fullScreen();
      (typing ? box : panel).focus({ preventScroll: true });
    }
    introduce();
    toEnd();
  }

  function shut() {
    if (INLINE || panel.hidden) return;
    const inside = shadow.activeElement;
    panel.hidden = true;
    root.classList.remove('opened');
    launcher.setAttribute('aria-expanded', 'false');
    keep();
    if (inside) {
      const back = state.came?.isConnected && state.came !== document.body ? state.came : launcher;
      back.focus({ preventScroll: true });
    }
    tell('close');
  }

  // --- before the first question -------------------------------------------------------------------------------------

  async function introduce() {
    if (state.about) return;
    const asked = {};
    state.about = asked;
    greet();
    const abort = new AbortController();
    const late = setTimeout(() => abort.abort(), FIRST_WORD_MS);
    try {
      const service = options.service ? `?service=${encodeURIComponent(options.service)}` : '';
      const reply = await fetch(`${BASE}/api/sites/${encodeURIComponent(options.site)}${service}`, {
        credentials: 'omit', referrerPolicy: 'origin', signal: abort.signal,
      });
      if (!reply.ok) throw new Error(String(reply.status));
      Object.assign(asked, await reply.json(), { known: true });
    } catch {
      state.about = null; // the next opening tries again
      greet(true);
      return;
    } finally {
      clearTimeout(late);
    }
    greet();
  }

  function greet(down = false) {
    const given = textOf(options.exampleQuestions).split('|').map((question) => question.trim()).filter(Boolean);
    const examples = (given.length ? given : listOf(state.about?.examples)).filter((e) => typeof e === 'string').slice(0, 6);
    welcome.replaceChildren(
      make('p', {}, words.welcome),
      down ? '' : otherLanguage(),
      examples.length && !down
        ? make('ul', { class: 'examples', 'aria-label': words.examples },
          ...examples.map((question) => make('li', {}, make('button', {
            class: 'example', type: 'button', dir: 'auto', onclick: () => ask(question),
          }, question))))
        : '',
      down ? make('div', { class: 'answer' }, trouble(words.down)) : '');
    welcome.hidden = state.turns.length > 0 || state.asking !== null;
    fresh.hidden = !welcome.hidden;
    const terms = termsLink();
    footer.replaceChildren(footer.firstChild, terms ? make('p', {}, terms) : '');
    for (const place of terms ? log.querySelectorAll('.trouble') : []) { // said before it was known where they are
      if (!place.querySelector('a')) place.append(make('p', {}, termsLink()));
    }
  }

  // Quotes are never translated; without a model neither are questions.
  function otherLanguage() {
    const written = textOf(state.about?.language);
    if (!written || written === language.slice(0, 2).toLowerCase()) return '';
    try {
      const name = new Intl.DisplayNames([language], { type: 'language' }).of(written);
      return make('p', {}, [said('written', { language: name }), state.about.mode === 'model' ? '' : said('asked_in', { language: name })]
        .filter(Boolean).join(' '));
    } catch {
      return '';
    }
  }

  const termsLink = () => {
    const url = options.terms || textOf(state.about?.terms_url);
    return url ? link(url, words.terms) : null;
  };

  function trouble(message) {
    const terms = termsLink();
    return make('div', { class: 'trouble' }, make('p', {}, message), terms ? make('p', {}, terms) : '');
  }

  // --- asking --------------------------------------------------------------------------------------------------------

  async function ask(typed) {
    const question = textOf(typed).trim().slice(0, MAX_QUESTION);
    if (!question || state.asking) return;
    const abort = new AbortController();
    state.asking = abort;
    welcome.hidden = true;
    fresh.hidden = false;
    if (box.value.trim() === question) box.value = '';
    grow();
    const waiting = make('p', { class: 'waiting' }, words.looking);
    pending.replaceChildren(make('div', { class: 'exchange' }, questionShown(question), waiting));
    status.textContent = words.looking;
    sending(true);
    toEnd();

    let outcome;
    try {
      const answer = await answered(question, abort, (clauses) => { waiting.textContent = said('reading', { n: clauses }); });
      outcome = { question, answer };
    } catch (error) {
      outcome = error === STOPPED ? null : { question, trouble: error instanceof Refused ? error.message : words.down };
    }
    if (state.asking !== abort) return; // a new conversation was begun
    state.asking = null;
    status.textContent = '';
    pending.replaceChildren();
    sending(false);
    if (!outcome) {
      box.value = box.value || question;
      grow();
      greet();
      return;
    }
    let shown;
    try {
      shown = exchange(outcome);
    } catch {
      outcome = { question, trouble: words.down };
      shown = exchange(outcome);
    }
    log.append(shown); // whole, and once: this is what a screen reader says
    bring(shown, talk, 18);
    if (outcome.answer) {
      state.turns.push(outcome);
      keep();
      const { status: found, yes_no: yesNo, headline, citations } = outcome.answer;
      tell('answer', { question, status: found, yesNo, headline, citations: listOf(citations).length });
    } else {
      tell('answer', { question, status: 'error', yesNo: null, headline: outcome.trouble, citations: 0 });
    }
  }

  class Refused extends Error {}
  const STOPPED = new Error('stopped');

  async function answered(question, abort, onRetrieved) {
    let late = false;
    let timer;
    const within = (ms) => {
      clearTimeout(timer);
      timer = setTimeout(() => { late = true; abort.abort(); }, ms);
    };
    try {
      within(FIRST_WORD_MS);
      const reply = await fetch(`${BASE}/api/sites/${encodeURIComponent(options.site)}/ask`, {
        method: 'POST', credentials: 'omit', referrerPolicy: 'origin', signal: abort.signal,
        headers: { 'Content-Type': 'application/json', Accept: 'text/event-stream' },
        body: JSON.stringify({
          question, history: history(),
          ...(options.service ? { service: options.service } : {}), ...(answerIn ? { language: answerIn } : {}),
        }),
      });
      if (!reply.ok) throw refusal(reply);
      for await (const [name, data] of events(reply.body.getReader(), () => within(SILENCE_MS))) {
        if (name === 'retrieved') onRetrieved(Number(data.clauses) || 0);
        else if (name === 'answered') return data;
        else if (name === 'error') throw new Refused(data.status === 422 ? words.unfit : words.down);
      }
      throw new Refused(words.down);
    } catch (error) {
      if (late) throw new Refused(words.slow);
      throw abort.signal.aborted ? STOPPED : error;
    } finally {
      clearTimeout(timer);
      abort.abort(); // nothing goes on behind a finished answer
    }
  }

  function refusal(reply) {
    const seconds = Number(reply.headers.get('Retry-After')); // 429, and 503 when too many are being answered
    if (seconds > 0) {
      return new Refused(seconds > 900 ? words.quota : said('busy', { n: seconds }));
    }
    return new Refused(reply.status === 422 || reply.status === 413 ? words.unfit : words.down);
  }

  async function* events(reader, onRead) {
    const decoder = new TextDecoder();
    let rest = '';
    let read = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      onRead();
      const text = decoder.decode(value, { stream: true });
      read += text.length;
      if (read > MOST_READ) throw new Refused(words.down);
      const blocks = (rest + text).split('\n\n');
      rest = blocks.pop();
      for (const block of blocks) {
        const [, name] = block.match(/^event: (.*)$/m) || [];
        const [, data] = block.match(/^data: (.*)$/m) || [];
        if (name && data) yield [name, JSON.parse(data)];
      }
    }
  }

  const history = () => state.turns.slice(-SENT).flatMap(({ question, answer }) => [
    { role: 'user', content: question },
    {
      role: 'assistant',
      content: [answer.headline, ...listOf(answer.statements).map((statement) => statement.text)].join(' ').slice(0, 4000),
    },
  ]);

  // --- an answer -----------------------------------------------------------------------------------------------------

  const questionShown = (question) => make('p', { class: 'question', dir: 'auto' },
    make('span', { class: 'unseen' }, `${words.asked} `), question);

  function exchange({ question, answer, trouble: message }) {
    return make('article', { class: 'exchange' }, questionShown(question),
      answer ? answerShown(answer) : make('div', { class: 'answer' }, trouble(message)));
  }

  function answerShown(answer) {
    const kind = textOf(answer.verdict) || textOf(answer.yes_no) || textOf(answer.status);
    const badge = Object.hasOwn(words, kind) ? words[kind] : '';
    const headline = textOf(answer.headline);
    const plainly = answer.status === 'answered' || answer.status === 'partly';
    const repeated = !badge || headline.toLowerCase().startsWith(badge.toLowerCase()) || kind === 'answered';
    const english = language === 'en' ? [] : listOf(answer.english);
    const ours = (text) => (english.includes(text) ? { lang: 'en' } : {});
    const shown = make('div', { class: 'answer' },
      make('p', { class: 'headline', dir: 'auto' },
        repeated ? '' : make('span', { class: plainly ? 'badge' : 'badge quietly' }, badge), repeated ? '' : ' ',
        make('span', ours(headline), headline)));
    const add = (...more) => shown.append(...more.filter(Boolean));
    const known = (key) => (Object.hasOwn(words, key) ? words[key] : '');
    if (known(`help_${answer.status}`)) add(make('p', { class: 'aside' }, known(`help_${answer.status}`)));
    const statements = listOf(answer.statements);
    const claims = listOf(answer.claims);
    if (claims.length) {
      add(make('ul', { class: 'statements' }, ...claims.map((claim) => {
        const line = make('li', { dir: 'auto' }, make('p', { class: 'aside' }, `${words.claim} “${textOf(claim.text)}”`),
          make('span', {}, `${known(textOf(claim.verdict))}. `, make('span', ours(claim.why), textOf(claim.why))));
        return cited(line, listOf(claim.citations), answer);
      })));
    } else if (statements.length) {
      if (known(`near_${answer.status}`)) add(make('p', { class: 'label' }, known(`near_${answer.status}`)));
      add(make('ol', { class: 'statements' }, ...statements.map((statement) => {
        const citation = listOf(answer.citations)[listOf(statement.citations)[0]];
        const text = textOf(statement.text);
        const spokenIn = statement.quoted && citation?.language ? { lang: citation.language } : {};
        const line = make('li', { dir: 'auto' }, make('span', spokenIn, statement.quoted ? `“${text}”` : text));
        return cited(line, listOf(statement.citations), answer);
      })));
    }
    const watched = listOf(answer.watch_outs);
    if (watched.length) {
      add(make('p', { class: 'label' }, words.watch), make('ul', { class: 'statements' }, ...watched.map((one) => cited(
        make('li', { dir: 'auto', ...ours(one.text) }, make('strong', {}, `${textOf(one.name)}.`), ` ${textOf(one.text)}`),
        [one.citation], answer))));
    }
    const notes = listOf(answer.notes);
    if (notes.length) add(make('ul', { class: 'notes' }, ...notes.map((note) => make('li', { dir: 'auto', ...ours(note) }, textOf(note)))));
    const read = listOf(answer.documents).map((document_) => said(document_.effective > answer.as_of ? 'from' : 'since',
      { name: textOf(document_.name), date: day(document_.effective) }));
    add(make('p', { class: 'meta' },
      [read.length ? said('read', { what: read.join('; ') }) : '', answer.mode === 'model' ? words.model : words.excerpt]
        .filter(Boolean).join(' ')));
    return shown;
  }

  // The numbers behind a statement; each opens its quote right below.
  function cited(line, indexes, answer) {
    const card = make('div', { class: 'card', id: nextId('quote'), dir: direction, lang: language, hidden: true });
    const buttons = [];
    for (const index of indexes) {
      const citation = listOf(answer.citations)[index];
      if (!citation) continue;
      const place = [textOf(citation.document), textOf(citation.clause)].filter(Boolean).join(', ');
      const button = make('button', {
        class: 'cite', type: 'button', 'aria-expanded': 'false', 'aria-controls': card.id, title: place,
        'aria-label': said('source', { n: index + 1 }),
      }, String(index + 1));
      button.addEventListener('click', () => {
        const opening = button.getAttribute('aria-expanded') !== 'true';
        buttons.forEach((other) => other.setAttribute('aria-expanded', String(opening && other === button)));
        card.hidden = !opening;
        if (!opening) return;
        card.replaceChildren(...quoteShown(citation));
        const around = card.querySelector('blockquote');
        bring(card.querySelector('mark'), around, 24); // with one line before it
        bring(line, talk, 18, card);
      });
      buttons.push(button);
      line.append(' ', button);
    }
    if (buttons.length) line.append(card);
    return line;
  }

  function quoteShown(citation) {
    const quote = textOf(citation.quote);
    const from = [textOf(citation.document), said('version', { date: day(citation.effective || citation.version) })];
    const found = onPage(citation);
    const copy = make('button', { class: found ? 'action' : 'action first', type: 'button' }, words.copy);
    copy.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(quote);
        status.textContent = words.copied;
        copy.textContent = words.copied;
        setTimeout(() => { copy.textContent = words.copy; status.textContent = ''; }, 2000);
      } catch {
        copy.hidden = true; // the page may not copy; the words can still be selected
      }
    });
    const source = link(textOf(citation.source_url));
    return [
      make('h3', { dir: 'auto' }, textOf(citation.clause)),
      make('p', { class: 'from' }, from.filter(Boolean).join(' · ')),
      make('blockquote', { dir: 'auto', tabindex: '0', lang: textOf(citation.language) || false },
        textOf(citation.before), make('mark', {}, quote), textOf(citation.after)),
      make('div', { class: 'actions' },
        found ? make('button', { class: 'action first', type: 'button', onclick: () => showOnPage(citation) }, words.show) : '',
        copy, source),
    ];
  }

  // --- show on this page ---------------------------------------------------------------------------------------------

  const MOST_SEARCHED = 3e6; // letters of the page
  const NOT_READ = 'script, style, noscript, template, textarea, select, svg, [aria-hidden=true]';
  const letters = (text) => Array.from(text.toLowerCase().matchAll(/[\p{L}\p{N}]/gu), (found) => found[0]).join('');

  // Where a quote stands in the page, by its letters and digits alone: markup, spaces and marks may differ.
  function onPage({ before, quote }) {
    const wanted = letters(textOf(quote));
    if (INLINE && options.fill === 'true' || wanted.length < 12) return null;
    const text = [];
    const nodes = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, {
      acceptNode: (node) => {
        if (node.nodeType === Node.TEXT_NODE) return NodeFilter.FILTER_ACCEPT;
        return node === host || node.matches(NOT_READ) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
      },
    });
    let length = 0;
    while (walker.nextNode() && length < MOST_SEARCHED) {
      const own = letters(walker.currentNode.data);
      if (!own) continue;
      nodes.push([length, walker.currentNode]);
      text.push(own);
      length += own.length;
    }
    const page = text.join('');
    const pieces = textOf(quote).split(/[.;:!?…[\]]/).map(letters).filter((piece) => piece.length >= 25)
      .sort((a, b) => b.length - a.length);
    const lead = letters(textOf(before)).slice(-40);
    for (const [skipped, sought] of [[lead.length, lead + wanted], [0, wanted], ...pieces.slice(0, 5).map((p) => [0, p])]) {
      for (let at = page.indexOf(sought), tries = 0; at >= 0 && tries < 20; at = page.indexOf(sought, at + 1), tries += 1) {
        const range = rangeOf(nodes, at + skipped, at + sought.length);
        if (seen(range)) return range;
      }
    }
    return null;
  }

  const folded = (range) => {
    const from = range.startContainer.parentElement;
    return from ? from.closest('details:not([open])') : null;
  };
  const seen = (range) => range.getClientRects().length > 0 || folded(range) !== null;

  function rangeOf(nodes, start, end) {
    const place = (letter) => {
      let low = 0;
      let high = nodes.length - 1;
      while (low < high) {
        const middle = Math.ceil((low + high) / 2);
        if (nodes[middle][0] <= letter) low = middle;
        else high = middle - 1;
      }
      const [first, node] = nodes[low];
      let left = letter - first;
      for (const found of node.data.toLowerCase().matchAll(/[\p{L}\p{N}]/gu)) {
        left -= found[0].length;
        if (left < 0) return [node, Math.min(found.index, node.length), Math.min(found.index + found[0].length, node.length)];
      }
      return [node, 0, node.length];
    };
    const range = document.createRange();
    const [from, at] = place(start);
    const [to, , until] = place(end - 1);
    range.setStart(from, at);
    range.setEnd(to, until);
    return range;
  }

  const MARK = 'plainterms-quote';
  let marking = null;

  function showOnPage(citation) {
    const range = onPage(citation);
    if (!range) return;
    for (let closed = folded(range); closed; closed = folded(range)) closed.open = true;
    unmark();
    if (fullScreen() || covers(range)) shut();
    if (globalThis.Highlight && CSS.highlights) {
      marking = marking || sheet(`::highlight(${MARK}) { background-color: #ffe58a; color: #1c1917; }`);
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, marking];
      CSS.highlights.set(MARK, new Highlight(range));
    } else {
      getSelection().setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
    }
    const shown = range.startContainer.parentElement;
    shown.scrollIntoView({ block: 'center', behavior: still() ? 'auto' : 'smooth' });
    status.textContent = words.shown;
    setTimeout(() => { status.textContent = ''; }, 3000);
  }

  // Whether words in the middle of the window would stand behind the panel.
  function covers(range) {
    if (INLINE) return false;
    const [quote, own] = [range.getBoundingClientRect(), panel.getBoundingClientRect()];
    return quote.left < own.right && quote.right > own.left;
  }

  function unmark() {
    if (!globalThis.Highlight || !CSS.highlights || !CSS.highlights.delete(MARK)) return;
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== marking);
  }

  // --- the open conversation -----------------------------------------------------------------------------------------

  const KEY = `plainterms:${options.site}:${options.service || ''}`;

  function keep() {
    const turns = state.turns.slice(-KEPT);
    let text = JSON.stringify({ open: !panel.hidden, turns });
    while (text.length > MOST_KEPT && turns.length) {
      turns.shift();
      text = JSON.stringify({ open: !panel.hidden, turns });
    }
    try {
      sessionStorage.setItem(KEY, text);
    } catch { /* a page may forbid it; then the conversation ends with the page */ }
  }

  function restore() {
    let kept = null;
    try {
      kept = JSON.parse(sessionStorage.getItem(KEY));
      const turns = listOf(kept?.turns).filter((turn) => typeof turn?.question === 'string' && turn.answer);
      earlier.append(...turns.map(exchange));
      state.turns = turns;
    } catch {
      earlier.replaceChildren();
    }
    return kept?.open === true;
  }

  function forget() {
    state.asking?.abort();
    state.asking = null;
    state.turns = [];
    for (const part of [earlier, log, pending]) part.replaceChildren();
    status.textContent = '';
    sending(false);
    unmark();
    keep();
    if (!state.about) introduce();
    greet();
    (fullScreen() ? panel : box).focus({ preventScroll: true });
  }

  // --- hands and keys ------------------------------------------------------------------------------------------------

  function sending(now) {
    send.replaceChildren(icon(now ? 'stop' : 'send'));
    send.setAttribute('aria-label', now ? words.stop : words.send);
  }

  function grow() {
    box.dir = box.value ? 'auto' : direction; // the placeholder is in the widget's language, what is typed in any
    box.rows = 1;
    box.rows = Math.min(5, Math.max(1, Math.round((box.scrollHeight - 20) / 24))); // without its padding, by lines
  }

  const toEnd = () => { talk.scrollTop = talk.scrollHeight; };

  // Scrolls one box only, never the page: `part` to its top, or no further than it takes to see all of `whole`.
  function bring(part, scroller, margin, whole) {
    const frame = scroller.getBoundingClientRect();
    const down = part.getBoundingClientRect().top - frame.top - margin;
    const enough = whole ? Math.max(0, whole.getBoundingClientRect().bottom - frame.bottom + margin) : down;
    scroller.scrollBy({ top: Math.min(down, enough), behavior: still() ? 'auto' : 'smooth' });
  }

  box.addEventListener('input', grow);
  box.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    if (!state.asking) ask(box.value);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (state.asking) state.asking.abort();
    else ask(box.value);
  });
  shadow.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.isComposing && !INLINE && !panel.hidden) {
      event.stopPropagation();
      shut();
    } else if (event.key === 'Tab' && !panel.hidden && fullScreen()) {
      // The page is out of sight behind the panel: focus stays where it can be seen.
      const stops = [...panel.querySelectorAll('button, a[href], textarea, [tabindex="0"]')]
        .filter((element) => element.getClientRects().length);
      const [first, last] = [stops[0], stops.at(-1)];
      const at = shadow.activeElement;
      const leaving = event.shiftKey ? at === first || at === panel : at === last;
      if (!leaving) return;
      event.preventDefault();
      (event.shiftKey ? last : first).focus();
    }
  });
  addEventListener('pagehide', () => state.asking?.abort());

  // --- into the page ---------------------------------------------------------------------------------------------------

  shadow.append(root);
  const wasOpen = restore();
  greet();
  if (INLINE) {
    if (place) place.append(host);
    else if (document.body?.contains(script)) script.after(host);
    else document.body.append(host);
    // Nothing is asked of the server before somebody can see the panel.
    new IntersectionObserver((entries, observer) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      introduce();
    }).observe(host);
  } else {
    // Beside the body, so that nothing done to the body (hidden, transformed, swapped) reaches it.
    document.documentElement.append(host);
    // A page whose every element is hidden hides its root too. Showing the root shows nothing but us, as long as the
    // body is hidden by a rule of its own; a page that hides only its root has a reason to, and stays hidden.
    const hides = (element) => element && getComputedStyle(element).display === 'none';
    const stay = () => {
      if (!hides(document.documentElement) || !hides(document.body)) return;
      document.documentElement.style.setProperty('display', 'block', 'important');
    };
    stay();
    const sizes = new ResizeObserver(stay); // style sheets come late
    for (const part of [launcher, panel]) sizes.observe(part);
    if (wasOpen || options.open === 'true') open({ quietly: true });
  }

  Object.assign(host, {
    floats: !INLINE, told, tell,
    leave: () => {
      state.asking?.abort();
      unmark();
      host.remove();
    },
  });
  if (!INLINE || !button) {
    window.PlainTerms = Object.freeze({
      open(question) {
        open();
        if (typeof question === 'string') ask(question);
      },
      close: shut,
    });
  }
  tell('ready');
})();
