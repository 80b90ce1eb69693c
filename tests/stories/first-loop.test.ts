import { describe, test } from 'vitest';
import { makeWorld } from '#tests/world';
import { httpHand } from './hand-http.ts';
import type { Story } from './loop.ts';
import { gatherCast } from './loop-cast.ts';
import { chapters, plainTelling, tellingWithDeclines } from './loop-chapters.ts';

for (const choices of [plainTelling, tellingWithDeclines]) {
  const world = await makeWorld(import.meta.url);
  const { slug } = world.space;
  const story: Story = {
    ...{ world, hand: httpHand(world), choices, cast: await gatherCast(world), made: new Map() },
    ...{ open: `/s/${slug}`, desk: `/desk/${slug}`, me: `/me/${slug}` },
  };
  describe(`the first whole loop, ${choices.name}`, () => {
    let broken = false;
    for (const chapter of chapters)
      test(chapter.name, async ({ skip }) => {
        if (broken) skip('an earlier chapter did not come to its end');
        broken = true;
        await chapter.tell(story);
        broken = false;
      });
  });
}
