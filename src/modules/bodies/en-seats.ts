import type { Words } from '#kernel/words';
import type { seatsZh } from './zh-seats.ts';

const areas = {
  listening: 'hearing residents',
  needs: 'keeping the needs',
  giving: 'raising and receiving money',
  spending: 'keeping the spending',
  deciding: 'running deliberation',
  carrying: 'carrying projects',
  facilities: 'planning and upkeep of facilities',
  services: 'services and providers',
  watching: 'supervision',
  telling: 'disclosure and reports',
  linking: 'linking levels and partners',
};

const areaNamed = (area: unknown): string => Object.entries(areas).find(([key]) => key === area)?.[1] ?? '';

/** The words of seats: substitutes, absences, the register of interests, duties and levels; in English. */
export const seatsEn: Words<typeof seatsZh> = {
  errors: {
    'bodies.interest_not_found': 'We could not find this declaration, or it has been ended already.',
    'bodies.not_your_seat': 'This is somebody else’s seat. Its holder can do this, or the secretary for them.',
    'bodies.not_a_member':
      'Interests are declared by those who hold a seat and their substitutes. This person has no seat today.',
    'bodies.name_unclear':
      'No single neighbour has this name. Please write the full name, or ask the secretary to search by phone.',
    'bodies.own_substitute': 'A substitute has to be another neighbour.',
    'bodies.substitute_taken': 'This person already stands in for another seat here. Please choose somebody else.',
    'bodies.absence_order': 'The day of return has to come after leaving and not before today. Please change it.',
    'bodies.not_away': 'No absence is recorded for this seat.',
    'bodies.summary_missing': 'Please say in a sentence what the interest is; that sentence is public.',
    'bodies.not_their_duty': (values) => {
      const whose = String(values['whose'] ?? '')
        .split('|')
        .filter((one) => one !== '')
        .join(', ');
      const area = areaNamed(values['area']);
      return whose === ''
        ? `“${area}” is not among this person’s duties, and no body has it yet. Settle whose it is in the table of duties first.`
        : `“${area}” is not among this person’s duties: it belongs to ${whose}. Please give it to one of their members.`;
    },
  },
  notices: {
    substituted: 'The substitute is named and will hear of it.',
    unsubstituted: 'This seat has no substitute any more.',
    away: 'Noted. The substitute sits on these days.',
    back: 'Back: the holder sits again.',
    declared: 'Declared. The one sentence is public.',
    undeclared: 'This declaration is ended; it stays on record.',
    duties: 'The duties are settled.',
  },
  messages: {
    substitute: (of) =>
      `You are named substitute for ${of.holder} on “${of.body}”: while they are away or stand aside, you sit and vote. Please declare your interests first.`,
  },
  tasks: { seats: (name) => `Seats of “${name}” are ending or empty: please fill them` },
  areas,
  levels: { community: 'Community', street: 'Street', district: 'District', city: 'City' },
  kinds: {
    none: 'Nothing to declare',
    organisation: 'Office or share in an organisation',
    employer: 'Employer',
    property: 'Property or business',
    family: 'Family',
  },
  seat: {
    substitute: (name) => `substitute ${name}`,
    noSubstitute: 'no substitute',
    away: (name, until) => `away until ${until}, ${name} stands in`,
    awayAlone: (until) => `away until ${until}, no substitute`,
    empty: 'Empty seats',
    emptyLine: (kind, until) => `${kind}: the term ended on ${until} and nobody has taken over`,
    level: 'Level',
    duties: 'Duties',
    noDuties: 'No duties settled yet',
    dutiesNote: 'Tasks are given only to bodies and roles whose duty they are.',
    allDuties: 'Table of duties',
    register: 'Register of interests',
    registerLede:
      'Declared in every term. One sentence is public; the detail is opened only to check it, and each look is recorded.',
    undeclared: 'not declared yet',
    nothing: 'declared: nothing',
    raised: 'Raised to it',
  },
  mine: {
    title: 'My seats',
    lede: 'Name a substitute before you leave, and your vote is not lost. Declare what ties you, and you will be told when to stand aside.',
    none: 'You hold no seat today',
    noneWhy: 'Seats are filled by the bodies of the community. If there is something to discuss, propose a topic.',
    propose: 'Propose a topic',
    bodies: 'See who decides',
    nameOne: 'Who stands in',
    nameHint: 'Write this neighbour’s full name. They will get a message.',
    find: 'Find',
    save: 'Name substitute',
    clear: 'No substitute any more',
    away: 'I am away',
    from: 'From',
    until: 'Until',
    sayAway: 'Record absence',
    back: 'I am back',
    interests: 'What I declared',
    declare: 'Declare something',
    kind: 'Kind',
    organisation: 'Organisation',
    organisationHint: 'Choose a registered one, so that it can be compared.',
    relative: 'Relative',
    relativeHint: 'Full name; only a registered neighbour can be compared.',
    summary: 'One sentence (public)',
    summaryHint: 'For example: works for such a company. No names of family.',
    detail: 'Detail (not public)',
    submit: 'Declare',
    take: 'End it',
    declaredOn: (day) => `declared ${day}`,
    standsFor: (name) => `You stand in for ${name}`,
    substituteOf: (name) => `You are substitute for ${name}`,
  },
  desk: {
    manage: 'Substitute, absence, interests',
    title: (name) => `${name}’s seat`,
    details: 'Open the details declared',
    detailsNote: 'Opening them is recorded.',
    duties: 'Duties of this body',
    dutiesHint: 'Only what is ticked can be given to its members. Public.',
    saveDuties: 'Settle duties',
    levelHint: 'For groups of a higher level, to which matters of the community are raised',
    noneFound: 'Nobody found. Try another spelling, or register them under neighbours first.',
  },
  duties: {
    title: 'Table of duties',
    lede: 'Whose each thing is. Tasks are given only to bodies and roles whose duty they are.',
    area: 'What',
    bodies: 'Bodies',
    roles: 'Roles',
    nobody: 'Not settled yet',
  },
};
