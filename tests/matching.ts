import { must } from '#kernel/result';
import { propose } from '#modules/matching';
import { checkNeed, draftNeed } from '#modules/needs';
import { addPlace } from '#modules/places';
import { offerResource, openResource } from '#modules/resources';
import type { Scope } from '#platform/scope';
import type { Room } from '#platform/web';
import { makeWorld, type Someone, type World } from './world.ts';

/** A need of somebody and a thing of somebody else, and the hands that bring them together. */
export interface Neighbourhood {
  readonly world: World;
  readonly worker: Someone;
  readonly granny: Someone;
  readonly neighbour: Someone;
  readonly stranger: Someone;
  readonly estate: string;
  /** A checked need of the old lady's, for a wheelchair unless said otherwise. */
  needs(facts?: Partial<Parameters<typeof draftNeed>[1]>): Promise<string>;
  /** An offer that the desk opened: a wheelchair to lend unless said otherwise. */
  offers(scope: Scope, facts?: Partial<Parameters<typeof offerResource>[1]>, vetted?: string): Promise<string>;
  proposed(needId: string, resourceId: string): Promise<string>;
}

/** An old estate with a worker, an old lady in need, a neighbour who has things, and a passer-by. */
export async function makeNeighbourhood(url: string, rooms: readonly Room[] = []): Promise<Neighbourhood> {
  const world = await makeWorld(url, { rooms });
  const worker = await world.person('吴工', ['worker']);
  const granny = await world.person('陈桂英');
  const estate = must(await addPlace(worker.scope, { kind: 'estate', name: '柳巷老小区', estateType: 'old' })).id;
  const wheelchair = { class_code: 'material.daily.mobility', quantity: '1', unit: '台', place: estate };
  return {
    ...{ world, worker, granny, estate },
    neighbour: await world.person('李大勇'),
    stranger: await world.person('路过人'),
    needs: async (facts = {}) => {
      const words = { title: '出门要一台轮椅', summary: '膝盖手术后两个月不能走远路', urgency: 'soon' as const };
      const drafted = await draftNeed(worker.scope, { ...words, ...wheelchair, person: granny.personId, ...facts });
      const { id } = must(drafted);
      must(await checkNeed(worker.scope, { id }));
      return id;
    },
    offers: async (scope, facts = {}, vetted = '') => {
      const { id } = must(await offerResource(scope, { kind: 'loan', title: '轮椅', ...wheelchair, ...facts }));
      must(await openResource(worker.scope, { id, vetted }));
      return id;
    },
    proposed: async (needId, resourceId) =>
      must(await propose(worker.scope, { need: needId, resource: resourceId })).id,
  };
}
