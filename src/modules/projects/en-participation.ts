import type { Words } from '#kernel/words';
import type { participationZh } from './zh-participation.ts';

const times = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** The words of residents' part in projects, in English. */
export const participationEn: Words<typeof participationZh> = {
  errors: { 'projects.stage_reason_missing': 'Please say in a sentence why residents had no part; it is public.' },
  notices: { explained: 'The reason is noted; it is public.' },
  title: 'How far residents took part',
  lede: 'Every project goes through these five stages. One that is left out needs a reason; without one it is red.',
  stages: {
    heard: 'Heard',
    deliberated: 'Deliberated',
    decided: 'Decided',
    together: 'Done together',
    judged: 'Judged',
  },
  counts: {
    heard: (count) => `comes from ${times(count, 'need or idea', 'needs and ideas')}`,
    deliberated: (count) => times(count, 'publication, meeting or opinion', 'publications, meetings and opinions'),
    decided: (count) => `carried by ${times(count, 'decision', 'decisions')}`,
    together: (count) => `neighbours took part in ${times(count, 'activity', 'activities')}`,
    judged: (count) => `${times(count, 'neighbour', 'neighbours')} judged it`,
  },
  states: { reached: 'reached', ahead: 'still ahead', explained: 'left out', skipped: 'left out without a reason' },
  explain: 'Say why it was left out',
  why: 'Why it was left out (public)',
  list: {
    title: 'How far residents take part in each project',
    lede: 'Heard, deliberated, decided, done together, judged: none is to be missing.',
    project: 'Project',
    left: 'Left out',
    none: 'No projects yet',
    noneWhy: 'Projects appear here once they are submitted.',
    see: 'See projects',
    say: 'Say something',
    whole: 'Nothing left out',
    red: 'Left out without a reason',
    state: 'Part',
  },
};
