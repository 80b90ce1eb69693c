import { deskRoot, spaceRoot, type View } from './view.tsx';
import { uiWords } from './words.ts';

/** Sections a page can belong to; the matching link of the masthead is marked as the present one. */
export type Section =
  | 'front'
  | 'needs'
  | 'resources'
  | 'projects'
  | 'fund'
  | 'activities'
  | 'decisions'
  | 'rules'
  | 'me'
  | 'desk'
  | 'intake'
  | 'people'
  | 'organisations'
  | 'search';

/** Which masthead a page wears: a space's public pages, a person's own, the desk, or none of them. */
export type Area = 'public' | 'me' | 'desk' | 'plain';

/** One link of a masthead or footer. */
export interface NavLink {
  readonly href: string;
  readonly label: string;
  readonly section?: Section;
}

function deskPlaces(view: View): readonly NavLink[] {
  const t = uiWords(view.lang).nav;
  if (view.space === null) return [{ href: '/desk', label: t.today, section: 'desk' }];
  const root = deskRoot(view);
  const all: readonly NavLink[] = [
    { href: root, label: t.today, section: 'desk' },
    { href: `${root}/matters`, label: t.intake, section: 'intake' },
    { href: `${root}/needs`, label: t.needs, section: 'needs' },
    { href: `${root}/resources`, label: t.resources, section: 'resources' },
    { href: `${root}/projects`, label: t.projects, section: 'projects' },
    { href: `${root}/money`, label: t.moneyAndGoods, section: 'fund' },
    { href: `${root}/decisions`, label: t.decisions, section: 'decisions' },
    { href: `${root}/activities`, label: t.activities, section: 'activities' },
    { href: `${root}/people`, label: t.people, section: 'people' },
  ];
  return all.filter((link) => view.opens?.(link.href) ?? true);
}

/** The main places of an area, in the order they stand in the masthead. */
export function mainPlaces(view: View, area: Area): readonly NavLink[] {
  const t = uiWords(view.lang).nav;
  if (area === 'desk') return deskPlaces(view);
  if (view.space === null) return [];
  const root = spaceRoot(view);
  const all: readonly NavLink[] = [
    { href: `${root}/needs`, label: t.needs, section: 'needs' },
    { href: `${root}/resources`, label: t.resources, section: 'resources' },
    { href: `${root}/projects`, label: t.projects, section: 'projects' },
    { href: `${root}/fund`, label: t.fund, section: 'fund' },
    { href: `${root}/activities`, label: t.activities, section: 'activities' },
    { href: `${root}/rules`, label: t.rules, section: 'rules' },
  ];
  return area === 'plain' ? [] : all;
}

/** One's own page: in this space where one is known in it, else the page of the account. */
export function ownRoot(view: View): string {
  const here = view.space === null ? '/me' : `/me/${encodeURIComponent(view.space.slug)}`;
  return view.opens?.(here) === true ? here : '/me';
}

/** The whole index at the foot of a page: where a phone finds its menu, and a reader what else there is. */
export function footerPlaces(view: View, area: Area): readonly NavLink[] {
  const words = uiWords(view.lang);
  const t = words.nav;
  const root = spaceRoot(view);
  const own: NavLink[] =
    view.who === null
      ? [{ href: '/sign-in', label: words.signIn }]
      : [{ href: ownRoot(view), label: words.me, section: 'me' }];
  if (view.who?.desk === true && area !== 'desk') own.push({ href: '/desk', label: words.desk, section: 'desk' });
  if (view.space === null) return [{ href: '/', label: t.spaces }, ...own];
  return [
    { href: root, label: t.front, section: 'front' },
    { href: `${root}/say`, label: t.say },
    { href: `${root}/slip`, label: t.slip },
    { href: `${root}/search`, label: t.search, section: 'search' },
    ...mainPlaces(view, 'public'),
    { href: `${root}/decisions`, label: t.decisions, section: 'decisions' },
    { href: `${root}/votes`, label: t.votes },
    { href: `${root}/questionnaires`, label: t.questionnaires },
    { href: `${root}/rounds`, label: t.rounds },
    { href: `${root}/promises`, label: t.promises },
    { href: `${root}/log`, label: t.log },
    { href: `${root}/results`, label: t.results },
    { href: `${root}/topics`, label: t.topics },
    { href: `${root}/consultations`, label: t.consultations },
    { href: `${root}/opinions`, label: t.opinions },
    { href: `${root}/meetings`, label: t.meetings },
    { href: `${root}/bodies`, label: t.bodies },
    { href: `${root}/organisations`, label: t.organisations },
    { href: `${root}/grids`, label: t.grids },
    { href: `${root}/receptions`, label: t.receptions },
    { href: `${root}/limits`, label: t.limits },
    { href: `${root}/duties`, label: t.duties },
    ...own,
  ];
}
