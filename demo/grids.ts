import { bodies, setUpBody } from '#modules/bodies';
import { addEntry, linkBody, putInCharge, uploadMap } from '#modules/grids';
import { recordConsent } from '#modules/people';
import { addPlace, pointPlace } from '#modules/places';
import type { Telling } from './script.ts';

/** Corners of the grids, one cell and the two estates of a town that is on no map, along a river bend. */
const outlines = [
  ['第一网格', [118.3, 30.1], [118.308, 30.1], [118.309, 30.108], [118.304, 30.11], [118.299, 30.106]],
  ['第二网格', [118.308, 30.1], [118.316, 30.101], [118.317, 30.107], [118.309, 30.108]],
  ['第三网格', [118.299, 30.106], [118.304, 30.11], [118.309, 30.108], [118.311, 30.115], [118.301, 30.116]],
  ['第一网格甲单元', [118.3, 30.1], [118.304, 30.1], [118.304, 30.105], [118.2995, 30.104]],
  ['桐花里', [118.301, 30.101], [118.307, 30.101], [118.3075, 30.1055], [118.302, 30.106]],
  ['云锦新城', [118.3095, 30.1015], [118.3155, 30.102], [118.316, 30.1065], [118.31, 30.107]],
  ['河滩地', [118.309, 30.108], [118.317, 30.107], [118.318, 30.113], [118.311, 30.115]],
] as const;

const map = JSON.stringify({
  type: 'FeatureCollection',
  features: outlines.map(([name, ...corners]) => ({
    type: 'Feature',
    properties: { name },
    geometry: { type: 'Polygon', coordinates: [[...corners, corners[0]]] },
  })),
});

const inventory = [
  ['nature', '古槐', '老街口，三百年，夏天一半的街坊在下面乘凉。', 'green', 118.303, 30.104],
  ['nature', '河滩', '枯水期能走，汛期要拦。', undefined, 118.313, 30.111],
  ['culture', '老茶馆', '上午听书，下午下棋。', undefined, 118.304, 30.103],
  ['culture', '桐花诗墙', '三十二首，都是街坊写的。', undefined, 118.306, 30.107],
  ['organisation', '桥头诊所', '全科，带康复室。', 'clinic', 118.307, 30.105],
  ['organisation', '梧桐小学', '放学后操场开到六点。', 'school', 118.312, 30.104],
  ['resource', '桐花菜场', '早五点到晚七点。', 'food', 118.305, 30.106],
  ['resource', '面馆和包子铺', '六点开门。', 'breakfast', 118.304, 30.105],
  ['resource', '便民五金店', '修锁、配钥匙、换灯。', 'repair', 118.306, 30.104],
  ['resource', '快递柜', '两处，夜里也能取。', 'parcel', 118.314, 30.103],
] as const;

/** The net: one full, one with gaps, a cell, a building with its groups; the map; four of the five elements. */
export function tellGrids(telling: Telling): void {
  const { stage, cast, on } = telling;
  const admin = cast.who('周敏');
  type Charge = Parameters<typeof putInCharge>[1];
  const put = (name: string, role: Charge['role'], who: Pick<Charge, 'person' | 'name' | 'phone'>) =>
    stage.act(admin, putInCharge, { id: cast.place(name), role, ...who });
  on(350, async () => {
    await put('第一网格', 'cadre', { person: cast.who('何雨晴').id });
    await put('第一网格', 'secretary', { person: cast.who('秦文秀').id });
    await put('第一网格', 'police', { name: '魏警官', phone: '6210 0110' });
    await put('第二网格', 'cadre', { person: cast.who('周敏').id });
    const { id } = await stage.act(admin, addPlace, {
      kind: 'grid',
      name: '第一网格甲单元',
      parentId: cast.place('第一网格'),
      residents: '410',
      households: '156',
      asOf: stage.today(),
      source: '网格台账',
    });
    await stage.act(admin, putInCharge, { id, role: 'member', person: cast.who('马建国').id });
    await stage.act(admin, putInCharge, { id, role: 'head', person: cast.who('沈福根').id });
    await put('3号楼', 'head', { person: cast.who('曹国庆').id });
    await put('桐花里', 'owners', { person: cast.who('顾长海').id });
    await stage.act(admin, pointPlace, {
      ...{ placeId: cast.place('3号楼'), longitude: '118.3052', latitude: '30.1031', datum: 'wgs84' },
    });
  });
  on(340, async () => {
    await stage.act(admin, uploadMap, {
      file: { name: 'grids.geojson', bytes: new TextEncoder().encode(map) },
      datum: 'wgs84',
      source: '街道网格办',
      as_of: stage.today(),
    });
    for (const [element, title, note, service, longitude, latitude] of inventory)
      await stage.act(admin, addEntry, {
        element,
        title,
        note,
        service,
        longitude: `${longitude}`,
        latitude: `${latitude}`,
        source: '网格员走访',
        as_of: stage.today(),
      });
    const group = await stage.act(cast.who('秦文秀'), setUpBody, {
      ...{ kind: 'other', name: '3号楼居民小组', charter: '楼里的事楼里先商量' },
      hostOrganisationId: '',
    });
    await stage.act(admin, linkBody, { id: cast.place('3号楼'), body: group.id });
  });
  on(70, async () => {
    // Of the three members two agree to be counted: too few to tell their hours.
    const branch = (await bodies(await stage.scope(admin))).find((one) => one.kind === 'party_branch');
    if (branch !== undefined) await stage.act(admin, linkBody, { id: cast.place('第一网格'), body: branch.id });
    for (const name of ['马建国', '徐建华'])
      await stage.act(cast.who(name), recordConsent, { personId: cast.who(name).id, purpose: 'party', given: true });
  });
}
