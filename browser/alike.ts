/**
 * While somebody writes what is missing, shows the open needs that say the same. It only shows: without this script the
 * next page asks the same question. Asks when the writing pauses, never twice for the same words, and stays silent when
 * nothing answers.
 */
const pause = 450;
const fewestLetters = 4;

const shown = document.querySelector<HTMLElement>('[data-alike]');
const wanted = (shown?.dataset['alikeFields'] ?? '').split(' ');
const fields = [
  ...(shown?.closest('form')?.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input[name], textarea[name]') ??
    []),
].filter((field) => wanted.includes(field.name));
let asked = '';
let waiting = 0;

async function ask(address: string, out: HTMLElement): Promise<void> {
  const words = fields
    .map((field) => field.value.trim())
    .join(' ')
    .slice(0, 400);
  if (words === asked || words.length < fewestLetters) return;
  asked = words;
  try {
    const where = new URL(address, window.location.href);
    where.searchParams.set('words', words);
    const answer = await fetch(where, { credentials: 'same-origin' });
    if (!answer.ok || words !== asked) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const chosen = out.querySelector<HTMLInputElement>('input:checked')?.value;
    out.replaceChildren(...Array.from(page.body.childNodes));
    for (const choice of out.querySelectorAll('input')) choice.checked = choice.value === chosen;
  } catch {
    // Whoever writes is not to be disturbed: the next page asks anyway.
  }
}

const address = shown?.dataset['alike'];
if (shown !== null && address !== undefined)
  for (const field of fields)
    field.addEventListener('input', () => {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(() => void ask(address, shown), pause);
    });
