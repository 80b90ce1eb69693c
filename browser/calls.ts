/**
 * Writing down a call without leaving the keyboard: Enter goes to the next field and sends from the last, Shift and Enter
 * begin a new line, Alt with a number chooses where it came from. Without this script every field is reached by Tab.
 */
const callArea = document.querySelector<HTMLElement>('[data-enter-moves]');
const callForm = callArea?.closest('form') ?? null;

function stops(): HTMLElement[] {
  const all = [...(callArea?.querySelectorAll<HTMLElement>('input:not([type=hidden]), textarea, select') ?? [])];
  // Of radio buttons of one name only the chosen one is a stop, or the first where none is.
  return all.filter((one) => {
    if (!(one instanceof HTMLInputElement) || one.type !== 'radio') return true;
    const same = all.filter((other) => other instanceof HTMLInputElement && other.name === one.name);
    const chosen = same.find((other) => other instanceof HTMLInputElement && other.checked) ?? same[0];
    return chosen === one;
  });
}

function stopOf(target: HTMLElement): number {
  const all = stops();
  const at = all.indexOf(target);
  if (at >= 0 || !(target instanceof HTMLInputElement)) return at;
  return all.findIndex((one) => one instanceof HTMLInputElement && one.name === target.name);
}

function sendCall(): void {
  callForm?.querySelector<HTMLButtonElement>('button:not([type=button])')?.click();
}

callArea?.addEventListener('keydown', (event) => {
  const { target } = event;
  if (event.key !== 'Enter' || event.shiftKey || event.altKey || event.isComposing) return;
  if (!(target instanceof HTMLElement)) return;
  event.preventDefault();
  const next = stops()[stopOf(target) + 1];
  if (next === undefined) sendCall();
  else next.focus();
});

document.addEventListener('keydown', (event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey) return;
  const ways = [...(callArea?.querySelectorAll<HTMLInputElement>('input[name=channel]') ?? [])];
  const number = Number.parseInt(event.code.replace('Digit', ''), 10);
  const way = ways[number - 1];
  const nameless = callArea?.querySelector<HTMLInputElement>('input[name=anonymous]');
  if (way !== undefined) {
    way.checked = true;
    way.focus();
  } else if (event.code === 'KeyN' && nameless) nameless.checked = !nameless.checked;
  else if (event.code === 'KeyS') sendCall();
  else return;
  event.preventDefault();
});

// Where writing goes on: at what is wrong, at the number while nobody is looked for yet, or at the first field.
const wrong = callArea?.querySelector<HTMLElement>('[aria-invalid=true]') ?? null;
const findCaller = document.querySelector<HTMLInputElement>('#form-find-caller input:not([type=hidden])');
(wrong ?? (findCaller?.value === '' ? findCaller : stops()[0]))?.focus();
