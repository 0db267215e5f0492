// What a screen reader says once an answer is complete; `element` is given by gr.HTML and stays while its text changes.
element.setAttribute('role', 'status');
element.setAttribute('aria-live', 'polite');
