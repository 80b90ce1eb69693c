/** Shows how far long work has come: a bar that redraws on a terminal, a plain line now and then elsewhere. */
export interface Progress {
  /** `done` of `all`; `all` may be unknown. Cheap enough to call for every row. */
  step(done: number, all?: number): void;
  /** A line of its own, above the bar. */
  say(line: string): void;
  /** Draws the last state and ends the line. */
  end(): void;
}

interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const redrawEvery = 80;
const lineEvery = 2_000;
const barWidth = 24;

/** Progress under a heading. `now` gives milliseconds that never run backwards. */
export function showProgress(
  label: string,
  output: Output = process.stdout,
  now: () => number = () => performance.now(),
): Progress {
  const bar = output.isTTY === true;
  const begun = now();
  let drawn = Number.NEGATIVE_INFINITY;
  let shown = '';
  let state: State = { done: 0, all: undefined };
  const draw = () => {
    drawn = now();
    const text = bar ? line(label, state, begun, drawn, output.columns ?? 80) : plain(label, state, begun, drawn);
    if (text === shown) return;
    shown = text;
    output.write(bar ? `\r\u001b[K${text}` : `${text}\n`);
  };
  return {
    step: (done, all) => {
      state = { done, all: all ?? state.all };
      if (now() - drawn >= (bar ? redrawEvery : lineEvery)) draw();
    },
    say: (text) => {
      output.write(bar ? `\r\u001b[K${text}\n` : `${text}\n`);
      if (bar) draw();
    },
    end: () => {
      draw();
      if (bar) output.write('\n');
    },
  };
}

type State = { readonly done: number; readonly all: number | undefined };

function line(label: string, { done, all }: State, begun: number, at: number, columns: number): string {
  const share = all ? Math.min(1, done / all) : 0;
  const filled = Math.trunc(share * barWidth);
  const drawing = all ? ` ${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)}` : '';
  return `${label}${drawing} ${count(done, all)} ${seconds(at - begun)}${rest(share, at - begun)}`.slice(0, columns);
}

function plain(label: string, { done, all }: State, begun: number, at: number): string {
  return `${label} ${count(done, all)} ${seconds(at - begun)}`;
}

function count(done: number, all: number | undefined): string {
  return all === undefined ? String(done) : `${done}/${all}`;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(1)} s`;
}

/** What is left at the pace so far, once that pace means something. */
function rest(share: number, spent: number): string {
  return share > 0.02 && share < 1 ? ` (≈ ${seconds((spent / share) * (1 - share))})` : '';
}
