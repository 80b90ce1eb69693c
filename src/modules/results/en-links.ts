import type { Words } from '#kernel/words';
import type { zh } from './zh-links.ts';

/** Words of links and cards by which one says what came of it. */
export const en: Words<typeof zh> = {
  title: 'A card, a link',
  lede: 'With it one says how it turned out without signing in. There is one for each person and matter; a lost one is revoked.',
  kind: 'Link to say how it turned out',
  for: 'For',
  someone: 'somebody who left no name',
  about: 'About',
  made: 'Made on',
  revoked: (day) => `revoked on ${day}`,
  inForce: 'in force',
  why: 'Why it is revoked',
  revoke: 'Revoke',
  print: 'Print as a card',
  back: 'Back to writing down what they say',
  another: 'Make another',
  cardTitle: 'Is it solved?',
  cardHow: 'Scan and tell us; no sign-in',
  address: 'Link',
  elsewhere: 'The link is shown only to workers of its own grid and to the office.',
  make: 'Give them a card or link',
  makeWhy: 'Whoever would rather not be called says it by the link. Messages carry the same one.',
  unreached: 'Not reached',
  unreachedWhy: 'Counts as one try; they are asked again in four weeks and stay “no answer” until they say something.',
  way: 'How they were asked',
  ways: { call: 'called', visit: 'visited' },
  tries: (count) => `not reached ${count === 1 ? 'once' : `${count} times`}`,
};
