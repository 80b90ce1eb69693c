import type { Words } from '#kernel/words';
import type { zh } from './zh-participation.ts';

/** The words of taking part in English. */
export const en: Words<typeof zh> = {
  xlsx: 'Save as Excel',
  csv: 'Save as CSV',
  title: 'Who takes part',
  lede: (from) =>
    `Residents who since ${from} spoke, came, gave, discussed, voted or watched themselves. People are counted and not named.`,
  next: 'What can be done next',
  nextNone: 'Everything is past the levels worth a look. Go on as now.',
  nextTitle: 'What is missing, and the first step',
  share: (took, of, share) => `${took} of ${of} residents took part, ${share}%`,
  ways: {
    speak: 'Speaking',
    join: 'Activities, service',
    give: 'Giving',
    discuss: 'Discussing',
    vote: 'Voting',
    watch: 'Watching, judging',
  },
  bands: {
    under18: 'Under 18',
    to45: '18 to 45',
    to60: '46 to 60',
    over60: 'Over 60',
    unknown: 'Age not known',
  },
  types: { old: 'Old estates', new: 'New estates', none: 'Estate not known' },
  duties: { duty: 'With a duty', none: 'Without a duty' },
  noEstate: 'Estate not known',
  tables: {
    bands: 'By age',
    estates: 'By estate',
    types: 'Old and new estates',
    duties: 'With a duty and without',
    ways: 'By way of taking part',
  },
  columns: { group: 'Who', of: 'Residents', took: 'Took part', share: 'Share' },
  shareFew: (of) => `Of ${of} residents few took part yet`,
  few: (least) => `Under ${least}`,
  small: 'Too few to tell',
  smallWhy: (least) =>
    `Groups of fewer than ${least} are not told, and of counts below ${least} only that: nobody shall be recognised.`,
  missing: {
    estate: (name, share) => (share === null ? `${name}: few take part yet` : `${name}: ${share}% take part`),
    young: (share) => (share === null ? 'Aged 18 to 45: few take part yet' : `Aged 18 to 45: ${share}% take part`),
    duty: (share) => `${share}% of those taking part hold a duty`,
    deciding: (share) => `At most ${share}% of those taking part discuss, vote or watch`,
  },
  steps: {
    speak: { what: 'Put the poster to say something up in this estate', link: 'Print the poster' },
    join: { what: 'Hold the next activity in this estate', link: 'Plan an activity' },
    give: { what: 'Place a box or donation point here, each opening published', link: 'Donation points' },
    discuss: { what: 'Ask residents here for a topic of their own', link: 'Topics of residents' },
    vote: { what: 'Bring box and paper ballots here for the next vote', link: 'Votes of residents' },
    watch: { what: 'Ask those served here how it turned out', link: 'Results' },
    any: { what: 'Visit this estate first next week, and write down what is said', link: 'Write one down' },
    young: { what: 'Meet, vote and act in evenings or at weekends, and on the phone', link: 'Plan an activity' },
    duty: { what: 'Let residents without a duty lead the next activity and topic', link: 'Topics of residents' },
    deciding: { what: 'Make what many speak of a topic, and let all decide', link: 'What many speak of' },
  },
  file: { part: 'Table', group: 'Who' },
  open: 'Who takes part',
};
