import type { Thing } from '#modules/record';

/** Where the things that tasks are about are worked on, below the desk's root. */
const folders: Partial<Record<Thing['kind'], string>> = {
  matter: 'matters',
  escalation: 'escalations',
  mediation: 'mediations',
  voice_note: 'voice-notes',
  reception: 'receptions',
  need: 'needs',
  resource: 'resources',
  centre: 'centres',
  donation_point: 'points',
  survey: 'surveys',
  call: 'calls',
  request: 'requests',
  proposal: 'matches',
  procedure: 'decisions',
  rule: 'rules',
  statute: 'statutes',
  poll: 'votes',
  questionnaire: 'questionnaires',
  consultation: 'consultations',
  round: 'rounds',
  payment: 'payments',
  gift: 'gifts',
  gift_box: 'boxes',
  gift_notice: 'notices',
  pledge: 'pledges',
  fund: 'funds',
  move: 'moves',
  trust: 'trusts',
  budget: 'budgets',
  campaign: 'campaigns',
  collection: 'collections',
  agreement: 'partners',
  project: 'projects',
  activity: 'activities',
  organisation: 'organisations',
  person: 'people',
  household: 'households',
  body: 'bodies',
  meeting: 'meetings',
  topic: 'topics',
  opinion: 'opinions',
  case: 'cases',
  raised: 'raised',
};

/** Things without a page of their own stand on a list. */
const lists: Partial<Record<Thing['kind'], string>> = {
  booking: 'bookings',
  wait: 'lines',
  verdict: 'results',
  change: 'results',
  invitation: 'activities',
  hours: 'activities',
  task: 'tasks',
  report: 'reports',
  action: 'figures',
  handover: 'dispatch',
  referral: 'dispatch',
  participation: 'participation',
  handed_work: 'duties',
};

/** What a task about one thing is worked on at: a promise on its matter, an objection on its procedure. */
const standsOn: Readonly<Record<string, Thing['kind']>> = {
  promise: 'matter',
  objection: 'procedure',
  followup: 'meeting',
};

/** A page of the kind on which tasks about such things are worked on, to ask whether a reader may open it. */
export function samplePath(kind: string): string {
  return deskPath(standsOn[kind] ?? kind, '0');
}

/** The desk page of a thing, below the desk's root. */
export function deskPath(kind: string, id: string): string {
  // The columns hold the kinds of the record room; another word finds no folder.
  const thing = kind as Thing['kind'];
  const folder = folders[thing];
  return folder === undefined ? `/${lists[thing] ?? 'tasks'}` : `/${folder}/${id}`;
}
