import { addMember, registerOrganisation } from '#modules/organisations';
import { addHousehold, grantMandate, registerPerson } from '#modules/people';
import { addPlace } from '#modules/places';
import type { Role } from '#platform/scope';
import type { Player, Stage } from './stage.ts';

/** Places, people and organisations of the demo by name. */
export interface Cast {
  place(name: string): string;
  who(name: string): Player;
  organisation(name: string): string;
}

const estates = [
  {
    name: '桐花里',
    estateType: 'old',
    residents: '2140',
    households: '826',
    buildings: ['1号楼', '2号楼', '3号楼', '5号楼'],
  },
  {
    name: '云锦新城',
    estateType: 'new',
    propertyCompany: '云锦物业',
    residents: '3680',
    households: '1210',
    buildings: ['A座', 'B座'],
  },
] as const;

/** Grids and sites beside the estates. */
const others = [
  { kind: 'grid', name: '第一网格' },
  { kind: 'grid', name: '第二网格' },
  { kind: 'grid', name: '第三网格' },
  { kind: 'site', name: '邻里中心' },
  { kind: 'site', name: '老茶馆' },
] as const;

interface Role_ {
  readonly name: string;
  readonly born?: string;
  readonly phone?: string;
  readonly at?: string;
  readonly roles?: readonly Role[];
  readonly former?: boolean;
}

/** Residents and those who work for them; telephone numbers are from no real series. */
const people: readonly Role_[] = [
  { name: '周敏', born: '1988', phone: '19900010001', roles: ['worker', 'admin'] },
  { name: '何雨晴', born: '1996', phone: '19900010002', roles: ['worker'] },
  { name: '马建国', born: '1975', phone: '19900010003', roles: ['grid_worker'] },
  { name: '秦文秀', born: '1969', phone: '19900010004', roles: ['secretary'] },
  { name: '许静', born: '1984', phone: '19900010005', roles: ['finance'] },
  { name: '罗成', born: '1979', phone: '19900010006', roles: ['treasurer'] },
  { name: '邵平', born: '1972', phone: '19900010007', roles: ['treasurer'] },
  { name: '唐克勤', born: '1958', phone: '19900010008', roles: ['supervisor'] },
  { name: '金淑兰', born: '1964', phone: '19900010009', roles: ['hub'] },
  { name: '韩磊', born: '1981', phone: '19900010010', roles: ['overseer'] },
  { name: '张桂英', born: '1948', phone: '19900010011', at: '3号楼' },
  { name: '刘木生', born: '1961', phone: '19900010012', at: '3号楼' },
  { name: '陈巧珍', born: '1953', at: '5号楼' },
  { name: '吴小娣', born: '1950', at: '5号楼' },
  { name: '沈福根', born: '1944', at: '1号楼' },
  { name: '沈丽', born: '1973', phone: '19900010016', at: 'A座' },
  { name: '方宁', born: '1990', phone: '19900010017', at: 'B座' },
  { name: '林悦', born: '1993', phone: '19900010018', at: 'B座' },
  { name: '顾长海', born: '1957', phone: '19900010019', at: '2号楼' },
  { name: '陆芬', born: '1946', at: '1号楼' },
  { name: '杨帆', born: '1999', phone: '19900010021', at: 'A座' },
  { name: '赵丽华', born: '1966', phone: '19900010022', at: '2号楼' },
  { name: '孙志强', born: '1977', phone: '19900010023', at: 'A座' },
  { name: '欧阳春', born: '1983', phone: '19900010024', at: 'B座' },
  { name: '白玉梅', born: '1955', phone: '19900010025', at: '2号楼' },
  { name: '丁一鸣', born: '2001', phone: '19900010026', at: 'A座' },
  { name: '曹国庆', born: '1949', at: '3号楼' },
  { name: '田秀芝', born: '1952', at: '5号楼' },
  { name: '郭晓东', born: '1986', phone: '19900010029' },
  { name: '钱万里', born: '1971', phone: '19900010030' },
  { name: '梁思源', born: '1968', phone: '19900010031', former: true },
  { name: '徐建华', born: '1963', phone: '19900010032', at: '2号楼' },
  { name: '姚红', born: '1974', phone: '19900010033', at: '1号楼' },
  { name: '江涛', born: '1982', phone: '19900010034', at: 'B座' },
  { name: '谢文', born: '1980', phone: '19900010035' },
];

interface Unit {
  readonly name: string;
  readonly kind:
    | 'charity'
    | 'firm'
    | 'shop'
    | 'social_organisation'
    | 'government'
    | 'school'
    | 'institute'
    | 'property_company'
    | 'group';
  readonly standing: 'registered' | 'filed' | 'informal';
  readonly code?: string;
  readonly introduction: string;
  readonly offers?: string;
  readonly hub?: boolean;
  readonly speaker?: string;
}

/** Sixteen social organisations with one hub, and the charity, shops and firms around them. */
const units: readonly Unit[] = [
  {
    name: '清源慈善会',
    kind: 'charity',
    standing: 'registered',
    code: '53100000500020358F',
    introduction: '有公开募捐资格，代管本社区的慈善基金。',
    speaker: '许静',
  },
  {
    name: '桐邻社',
    kind: 'social_organisation',
    standing: 'filed',
    introduction: '把十五支小队伍连在一起的枢纽：联络、培训、对接、公开。',
    offers: '场地协调、队伍培训',
    hub: true,
    speaker: '金淑兰',
  },
  {
    name: '老木匠互助队',
    kind: 'group',
    standing: 'filed',
    introduction: '会木工的街坊，修修补补。',
    speaker: '刘木生',
  },
  {
    name: '银发陪诊队',
    kind: 'social_organisation',
    standing: 'filed',
    introduction: '陪老人去医院。',
    speaker: '赵丽华',
  },
  {
    name: '四点半课堂',
    kind: 'social_organisation',
    standing: 'filed',
    introduction: '放学以后有人看作业。',
    speaker: '方宁',
  },
  { name: '桐花合唱团', kind: 'group', standing: 'informal', introduction: '每周三晚上唱歌。' },
  { name: '绿手指种植社', kind: 'group', standing: 'filed', introduction: '管楼下的小花园。' },
  { name: '反诈宣讲队', kind: 'social_organisation', standing: 'filed', introduction: '把骗子的招数讲给老人听。' },
  { name: '桐花里书屋', kind: 'group', standing: 'informal', introduction: '三千册书，可借。' },
  { name: '邻里调解室', kind: 'social_organisation', standing: 'filed', introduction: '家长里短有人听。' },
  { name: '云锦亲子社', kind: 'social_organisation', standing: 'filed', introduction: '新小区的亲子活动。' },
  {
    name: '急救小课',
    kind: 'social_organisation',
    standing: 'registered',
    code: '52110000500030001X',
    introduction: '教心肺复苏。',
  },
  { name: '巷口摄影组', kind: 'group', standing: 'informal', introduction: '拍街坊，拍老街。' },
  { name: '乒乓球友会', kind: 'group', standing: 'informal', introduction: '周末打球。' },
  { name: '旧物新生铺', kind: 'social_organisation', standing: 'filed', introduction: '二手东西转一转手。' },
  { name: '巡夜平安队', kind: 'group', standing: 'filed', introduction: '晚上走一圈。' },
  { name: '心语倾听站', kind: 'social_organisation', standing: 'filed', introduction: '有心事来坐坐。' },
  {
    name: '便民五金店',
    kind: 'shop',
    standing: 'registered',
    code: '92110000MA00000010',
    introduction: '卖一把锁，捐一元。',
    offers: '五金、上门换锁',
    speaker: '钱万里',
  },
  {
    name: '桥头诊所',
    kind: 'firm',
    standing: 'registered',
    code: '91110000600037341L',
    introduction: '社区诊所。',
    offers: '量血压、轮椅',
    speaker: '谢文',
  },
  {
    name: '云锦物业',
    kind: 'property_company',
    standing: 'registered',
    code: '91110000MA00000029',
    introduction: '云锦新城的物业。',
  },
  {
    name: '安扶适老工程',
    kind: 'firm',
    standing: 'registered',
    code: '91110000MA00000037',
    introduction: '做扶手、防滑、坡道。',
    speaker: '郭晓东',
  },
  {
    name: '梧桐小学',
    kind: 'school',
    standing: 'registered',
    code: '12110000400000003K',
    introduction: '操场周末开放。',
  },
  {
    name: '清源适老环境研究所',
    kind: 'institute',
    standing: 'registered',
    code: '12110000400000011F',
    introduction: '研究老小区怎样让老人走得稳，给社区出主意。',
    offers: '看图纸、到现场、讲课',
    speaker: '江涛',
  },
];

async function addPlaces(stage: Stage): Promise<Map<string, string>> {
  const known = new Map<string, string>();
  for (const estate of estates) {
    const { buildings, ...facts } = estate;
    const { id } = await stage.act(null, addPlace, { kind: 'estate', ...facts });
    known.set(estate.name, id);
    for (const name of buildings) {
      const building = await stage.act(null, addPlace, {
        kind: 'building',
        name: `${estate.name}${name}`,
        parentId: id,
      });
      known.set(name, building.id);
    }
  }
  for (const place of others) known.set(place.name, (await stage.act(null, addPlace, place)).id);
  return known;
}

async function addPeople(stage: Stage, places: ReadonlyMap<string, string>): Promise<Map<string, Player>> {
  const known = new Map<string, Player>();
  for (const one of people) {
    const placeId = one.at === undefined ? undefined : places.get(one.at);
    const household =
      placeId === undefined
        ? null
        : await stage.act(null, addHousehold, { name: `${one.name}家`, placeId, door: `${101 + known.size}` });
    const { id } = await stage.act(null, registerPerson, {
      name: one.name,
      ...(one.phone === undefined ? { preferredContact: 'knock' } : { phone: one.phone, preferredContact: 'call' }),
      ...(household === null ? {} : { householdId: household.id }),
      ...(placeId === undefined ? {} : { placeId }),
      ...(one.born === undefined ? {} : { birthYear: one.born }),
      former_resident: one.former === true,
    });
    known.set(one.name, { id, name: one.name });
  }
  return known;
}

async function addUnits(stage: Stage, players: ReadonlyMap<string, Player>): Promise<Map<string, string>> {
  const known = new Map<string, string>();
  for (const unit of units) {
    const hubId = known.get('桐邻社');
    const carried = hubId !== undefined && (unit.kind === 'social_organisation' || unit.kind === 'group');
    const { id } = await stage.act(null, registerOrganisation, {
      name: unit.name,
      kind: unit.kind,
      standing: unit.standing,
      creditCode: unit.code ?? '',
      filingBody: unit.standing === 'filed' ? '梧桐街道办事处' : '',
      hub: unit.hub === true,
      ...(carried ? { hubId } : {}),
      publicFundraising: unit.kind === 'charity',
      introduction: unit.introduction,
      offers: unit.offers ?? '',
    });
    known.set(unit.name, id);
    const speaker = unit.speaker === undefined ? undefined : players.get(unit.speaker);
    if (speaker !== undefined)
      await stage.act(null, addMember, { organisationId: id, personId: speaker.id, duty: '联系人', represents: true });
  }
  return known;
}

async function grantMandates(
  stage: Stage,
  players: ReadonlyMap<string, Player>,
  units: ReadonlyMap<string, string>,
): Promise<void> {
  for (const one of people) {
    for (const role of one.roles ?? []) {
      const organisation = role === 'finance' ? '清源慈善会' : role === 'hub' ? '桐邻社' : null;
      await stage.act(null, grantMandate, {
        personId: players.get(one.name)?.id ?? '',
        role,
        ...(organisation === null ? {} : { organisationId: units.get(organisation) ?? '' }),
      });
    }
  }
}

function need<T>(map: ReadonlyMap<string, T>, name: string): T {
  const found = map.get(name);
  if (found === undefined) throw new Error(`the demo knows no ${name}`);
  return found;
}

/** Fills the space with its places, people, organisations and mandates. */
export async function gatherCast(stage: Stage): Promise<Cast> {
  const places = await addPlaces(stage);
  const players = await addPeople(stage, places);
  const organisations = await addUnits(stage, players);
  await grantMandates(stage, players, organisations);
  stage.refresh();
  return {
    place: (name) => need(places, name),
    who: (name) => need(players, name),
    organisation: (name) => need(organisations, name),
  };
}
