// Where the tabs need more room than there is, the chosen one is brought into view: by an address it is chosen unseen.
const bring = () => {
  const chosen = document.querySelector('#pt-tabs [role="tab"][aria-selected="true"]');
  const line = chosen?.parentElement;
  if (line) line.scrollLeft = chosen.offsetLeft - (line.clientWidth - chosen.offsetWidth) / 2;
};
new MutationObserver(bring).observe(document.body, { subtree: true, attributes: true, attributeFilter: ['aria-selected'] });
window.addEventListener('resize', bring);
