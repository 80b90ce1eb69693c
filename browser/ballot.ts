/**
 * Keeps the running total of a ballot in sight while one chooses: what is chosen, what is left, how much too much. It
 * only shows; the server looks at every ballot itself, and without this script the next page says the same.
 */
const tally = document.querySelector<HTMLElement>('[data-tally]');
const costs = new Map<string, bigint>();
for (const item of document.querySelectorAll<HTMLElement>('[data-costs] [data-option]'))
  costs.set(item.dataset['option'] ?? '', BigInt(item.dataset['cost'] ?? '0'));

const hundred = BigInt(100);
const zero = BigInt(0);

/** Fen as people read them: 12,345.00. */
function yuan(fen: bigint): string {
  const whole = (fen / hundred).toString().replace(/\B(?=(\d{3})+$)/g, ',');
  return `${whole}.${(fen % hundred).toString().padStart(2, '0')}`;
}

function chosen(): string[] {
  const marked = [...document.querySelectorAll<HTMLInputElement>('input[name="o"]:checked')].map((one) => one.value);
  const given = [...document.querySelectorAll<HTMLInputElement>('input[name^="o."]')]
    .filter((one) => one.value.trim() !== '' && one.value.trim() !== '0')
    .map((one) => one.name.slice(2));
  return [...marked, ...given];
}

function show(root: HTMLElement): void {
  const budget = BigInt(root.dataset['budget'] ?? '0');
  const options = chosen();
  const have = options.reduce((sum, one) => sum + (costs.get(one) ?? zero), zero);
  const over = have > budget;
  const left = (over ? root.dataset['over'] : root.dataset['left']) ?? '{}';
  const [first, second] = root.querySelectorAll<HTMLElement>('.tally p > span');
  if (first !== undefined) first.textContent = (root.dataset['chosen'] ?? '{}').replace('{}', `${options.length}`);
  const said = left.replace('{}', yuan(over ? have - budget : budget - have));
  if (second !== undefined) {
    const strong = document.createElement('b');
    strong.textContent = said;
    second.replaceChildren(strong);
  }
  const most = over ? have : budget;
  const wide = (value: bigint): string => ((value * BigInt(1000)) / most).toString();
  root.querySelector('svg')?.setAttribute('aria-label', said);
  root.querySelector('.c-room')?.setAttribute('width', wide(budget));
  root.querySelector('.c-in')?.setAttribute('width', wide(have));
}

// Where nothing is chosen any more, on the last look before casting, what the server said stays.
if (tally !== null && tally.dataset['budget'] !== '0' && costs.size > 0) {
  document.addEventListener('input', () => show(tally));
  document.addEventListener('change', () => show(tally));
  show(tally);
}
