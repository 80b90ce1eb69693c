/**
 * "Count in my browser": takes the file of ballots, counts it in a thread of the browser with the server's own program,
 * and compares winners, money and what each winner's supporters paid with what the page says. Sentences are the page's.
 */
const root = document.querySelector<HTMLElement>('[data-recount]');
const go = document.querySelector<HTMLButtonElement>('[data-recount-go]');
const says = document.querySelector<HTMLElement>('[data-recount-says]');

interface Answer {
  readonly ok: boolean;
  readonly value?: {
    readonly winners: readonly string[];
    readonly cost: string;
    readonly purchases: readonly { readonly payment: string }[];
  };
}

function tell(word: string): void {
  if (says !== null) says.textContent = root?.dataset[word] ?? '';
}

function isSame(answer: Answer): boolean {
  const { value } = answer;
  if (!answer.ok || value === undefined) return false;
  const payments = JSON.stringify(value.purchases.map((one) => one.payment));
  return (
    JSON.stringify(value.winners) === root?.dataset['winners'] &&
    value.cost === root.dataset['cost'] &&
    payments === root.dataset['purchases']
  );
}

async function begin(): Promise<void> {
  tell('counting');
  try {
    const answer = await fetch(root?.dataset['file'] ?? '', { credentials: 'same-origin' });
    if (!answer.ok) throw new Error(`${answer.status}`);
    const worker = new Worker('/assets/recount-worker.js');
    worker.onmessage = (event: MessageEvent<Answer>) => {
      tell(isSame(event.data) ? 'same' : 'differs');
      worker.terminate();
    };
    worker.onerror = () => tell('unable');
    worker.postMessage({
      file: await answer.text(),
      settings: JSON.parse(root?.dataset['settings'] ?? '{}'),
      explain: false,
    });
  } catch {
    tell('unable');
  }
}

if (go !== null && says !== null && typeof Worker === 'function' && typeof BigInt === 'function') {
  go.hidden = false;
  says.textContent = '';
  go.addEventListener('click', () => void begin());
}
