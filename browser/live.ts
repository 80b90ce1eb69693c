/**
 * Shows what is new while one looks: asks now and then for the number of the space's last change, and only when that has
 * moved fetches the same page again and puts its marked parts in the place of the old ones. Away from sight it waits;
 * when nothing answers it asks less and less often.
 */
const shortest = 8_000;
const longest = 300_000;

const marked = document.querySelector<HTMLElement>('[data-live-from]');
const from = marked?.dataset['liveFrom'];
const say = document.querySelector<HTMLElement>('[data-live-say]');
let known: string | null = null;
let wait = shortest;

async function textOf(address: string): Promise<string> {
  const answer = await fetch(address, { credentials: 'same-origin' });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.text();
}

async function renew(): Promise<void> {
  const page = new DOMParser().parseFromString(await textOf(window.location.href), 'text/html');
  let changed = false;
  for (const old of document.querySelectorAll<HTMLElement>('[data-live]')) {
    const fresh = page.querySelector<HTMLElement>(`[data-live="${old.dataset['live'] ?? ''}"]`);
    // Whoever is reading inside a part keeps it as it is until they have left it.
    if (fresh === null || fresh.innerHTML === old.innerHTML || old.contains(document.activeElement)) continue;
    old.replaceChildren(...Array.from(fresh.childNodes));
    changed = true;
  }
  if (changed && say !== null) say.textContent = say.dataset['liveSay'] ?? '';
}

async function look(address: string): Promise<void> {
  if (!document.hidden) {
    try {
      const now = await textOf(address);
      if (now !== known) await renew();
      known = now;
      wait = shortest;
    } catch {
      wait = Math.min(wait * 2, longest);
    }
  }
  window.setTimeout(() => void look(address), wait);
}

if (from !== undefined) window.setTimeout(() => void look(from), shortest);
