/**
 * The desk by keyboard: J and K walk the rows, Enter opens one, Esc goes back, and a letter does what the mark with
 * that letter does, first in the row, then on the page. Whoever does not want single letters to act switches them
 * off at the side of Today, and it stays so on this device.
 */
const storageKey = 'linli-keys';
const rows = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('[data-row]')];
const here = (): HTMLElement | null => document.querySelector('[data-here]');

function isOff(): boolean {
  try {
    return localStorage.getItem(storageKey) === 'off';
  } catch {
    // Storage may be forbidden; the keys then simply work.
    return false;
  }
}

function stand(row: HTMLElement | undefined): void {
  if (row === undefined) return;
  here()?.removeAttribute('data-here');
  row.setAttribute('data-here', '');
  row.querySelector<HTMLElement>('[data-open], a, summary')?.focus();
  row.scrollIntoView({ block: 'nearest' });
}

function walk(by: number): void {
  const all = rows();
  const current = here();
  const at = current === null ? -1 : all.indexOf(current);
  stand(all[Math.min(all.length - 1, Math.max(0, at + by))]);
}

function back(): void {
  const open = here()?.querySelector('details[open]') ?? document.querySelector('details[open]');
  if (open) open.removeAttribute('open');
  else here()?.removeAttribute('data-here');
  here()?.querySelector<HTMLElement>('[data-open]')?.focus();
}

function press(key: string): boolean {
  const marked = `[data-key="${CSS.escape(key)}"]`;
  const inRow = here()?.querySelector<HTMLElement>(marked);
  const target = inRow ?? [...document.querySelectorAll<HTMLElement>(marked)].find((one) => !one.closest('[data-row]'));
  if (target === undefined) return false;
  if (target.matches('input')) target.focus();
  else target.click();
  if (target.matches('summary')) target.parentElement?.querySelector<HTMLElement>('input:not([type=hidden])')?.focus();
  return true;
}

document.addEventListener('keydown', (event) => {
  const target = event.target;
  const typing = target instanceof HTMLElement && target.matches('input, textarea, select');
  if (event.ctrlKey || event.metaKey || event.altKey || isOff()) return;
  if (event.key === 'Escape') return back();
  if (typing) return;
  const key = event.key.toLowerCase();
  if (key === 'j' || key === 'k') walk(key === 'j' ? 1 : -1);
  else if (key.length !== 1 || key === ' ' || !press(key)) return;
  event.preventDefault();
});

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-keys-switch]')) {
  const tell = (): void => {
    button.textContent = (isOff() ? button.dataset['off'] : button.dataset['on']) ?? '';
  };
  button.hidden = false;
  tell();
  button.addEventListener('click', () => {
    try {
      localStorage.setItem(storageKey, isOff() ? 'on' : 'off');
    } catch {
      // Nothing to remember it in.
    }
    tell();
  });
}

// The print link of a list leads to one long page; with this script it also opens the print window there.
if (location.hash === '#print') window.addEventListener('load', () => window.print());
