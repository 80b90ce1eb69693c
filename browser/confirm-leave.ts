/** Asks before a page with something typed and not sent is left; the browser brings the words of the question. */
let unsent = false;

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-confirm-leave]')) {
  form.addEventListener('input', () => {
    unsent = true;
  });
}

// Sending any form of the page is a wish to go on.
document.addEventListener('submit', () => {
  unsent = false;
});

window.addEventListener('beforeunload', (event) => {
  if (unsent) event.preventDefault();
});
