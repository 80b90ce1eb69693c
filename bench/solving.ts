import { writeFileSync } from 'node:fs';
import type { SolvedMarket } from '#algorithms/market';
import type { Market } from '#algorithms/tiered-match';
import { start } from '#app/start';
import { readCommandLine } from '#platform/config';
import { inWorker } from '#platform/worker';
import { madeUp } from './made-up.ts';

/**
 * Linli as it is started, which on a signal solves a large market on its worker thread, and says in a file when it
 * began and ended. Run by the bench: `solving.ts DATA FILE`.
 */
const [, , data = '', file = ''] = process.argv;
const size = 50_000;

function market(): Market {
  const { d, s, ai, aj, w } = madeUp(size);
  return {
    tiers: 3,
    wanted: Float64Array.from(d),
    tier: Int32Array.from(d, (_, i) => i % 3),
    whole: new Uint8Array(size),
    left: Float64Array.from(s),
    need: Int32Array.from(ai),
    resource: Int32Array.from(aj),
    points: Float64Array.from(w),
  };
}

const large = market();
process.on('SIGUSR2', () => {
  const begun = performance.now();
  writeFileSync(file, 'solving');
  void inWorker<SolvedMarket>('market', large).then(() => writeFileSync(file, `${performance.now() - begun}`));
});
const { config } = readCommandLine(['start', '--no-demo', '--data', data, '--port', '0'], { LINLI_TRUST_PROXY: '1' });
process.exit(await start(config, []));
