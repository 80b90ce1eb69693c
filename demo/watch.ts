import { join } from 'node:path';
import { formatVkey, makeSigner, signatureType } from '#algorithms/merkle-notes';
import { openWitness } from '#app/witness';
import { addWitness, keysOfLog, sequence, submitCheckpoints } from '#modules/log';
import type { Cast } from './cast.ts';
import type { Stage } from './stage.ts';

/**
 * Who watches the log of the demo: the street office signed on the last day, and a residents' group was asked and has
 * not answered. The street's machine is a real witness, open for this one moment.
 */
export async function watchLog(stage: Stage, cast: Cast): Promise<void> {
  const admin = cast.who('周敏');
  const system = await stage.scope(null);
  for (let more = true; more; ) {
    const { added, waiting } = await sequence(system);
    more = added > 0 || waiting;
  }
  const folder = join(stage.platform.dataDir, 'demo-witness');
  const street = await openWitness(
    { folder, name: 'wutong.example/jiedao', host: '127.0.0.1', port: 0 },
    () => undefined,
  );
  try {
    for (const vkey of await keysOfLog(system)) street.follow(vkey);
    await stage.act(admin, addWitness, { vkey: street.vkey, url: street.url });
    await submitCheckpoints(await stage.scope(null));
  } finally {
    await street.close();
  }
  const group = makeSigner('tonghua.example/lianxin', signatureType.cosignature, new Uint8Array(32).fill(18));
  await stage.act(admin, addWitness, { vkey: formatVkey(group.vkey), url: 'http://127.0.0.1:7071' });
}
