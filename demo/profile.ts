import { addHonour, admitOrganisation, checkOrganisation } from '#modules/organisations';
import { issueCard, nameHelper, recordConsent } from '#modules/people';
import { addFigure } from '#modules/places';
import type { Telling } from './script.ts';

const figures = [
  ['area', '1.2 平方公里', '街道统计年报'],
  ['residents', '5,820 人', '街道统计年报'],
  ['communities', '两个小区、三个网格', '社区台账'],
  ['units', '22 家', '社区台账'],
  ['history', '老街自清末就有，桐花里建于 1986 年。', '街道志'],
  ['culture', '老茶馆、桐花诗墙', '街道志'],
] as const;

/** Figures of the community, honours, papers of organisations, helpers of the family and printed cards. */
export function tellProfile(telling: Telling): void {
  const { stage, cast, on } = telling;
  const admin = cast.who('周敏');
  on(360, async () => {
    for (const [key, value, source] of figures)
      await stage.act(admin, addFigure, { key, label: '', value, asOf: stage.today(), source });
    for (const name of ['银发陪诊队', '桐邻社', '安扶适老工程'])
      await stage.act(admin, admitOrganisation, {
        organisationId: cast.organisation(name),
        until: stage.day(-200),
        checks: ['papers', 'record', 'people', 'accounts', 'insurance'],
      });
  });
  on(300, async () => {
    await stage.act(admin, nameHelper, {
      personId: cast.who('沈福根').id,
      helperPersonId: cast.who('沈丽').id,
      scopeText: '替父亲看回话、签收东西',
    });
    for (const name of ['陈巧珍', '吴小娣', '田秀芝', '陆芬'])
      await stage.act(cast.who('何雨晴'), issueCard, { personId: cast.who(name).id });
  });
  on(90, async () => {
    await stage.act(admin, addHonour, {
      personId: cast.who('刘木生').id,
      title: '街道好邻居',
      year: '2026',
      issuer: '梧桐街道',
      agreedBy: cast.who('刘木生').id,
    });
    await stage.act(admin, addHonour, {
      organisationId: cast.organisation('银发陪诊队'),
      title: '优秀志愿服务队',
      year: '2026',
      issuer: '清源慈善会',
      agreedBy: cast.who('赵丽华').id,
    });
    await stage.act(admin, addHonour, {
      personId: cast.who('徐建华').id,
      title: '热心理发师傅',
      year: '2025',
      issuer: '桐花社区',
    });
    await stage.act(cast.who('张桂英'), recordConsent, {
      personId: cast.who('张桂英').id,
      purpose: 'talent',
      given: true,
    });
  });
  on(60, async () => {
    for (const name of ['桐邻社', '便民五金店', '四点半课堂'])
      await stage.act(admin, checkOrganisation, {
        organisationId: cast.organisation(name),
        outcome: 'reached',
        note: '',
      });
  });
}
