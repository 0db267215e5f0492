// Saves what the server has written as a file; nothing is opened, and no address of the server serves it.
watch('value', () => {
  const written = element.querySelector('[data-file]');
  if (!written) return;
  const bytes = Uint8Array.from(atob(written.dataset.file), (char) => char.charCodeAt(0));
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([bytes], { type: written.dataset.type }));
  link.download = written.dataset.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
});
