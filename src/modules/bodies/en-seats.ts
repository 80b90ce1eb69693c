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
    'bodies.role_unknown': 'There is no such role. Please open it from the table of duties.',
    'bodies.charter_text_missing': 'Please say what this role is there for.',
    'bodies.charter_reason_missing': 'Please say why it is written so; that sentence is public.',
    'bodies.charter_past': 'It can hold from today on, or later. Please choose another day.',
    'bodies.charter_same': 'This says what holds by then already. Please change something first.',
    'bodies.charter_again': 'Somebody wrote a version just now. Please look at it first.',
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
    charter: 'The new version is written; those before it stay.',
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
  charter: {
    title: 'Role charters',
    lede: 'What each role is there for. Everybody may read it, with what was changed and why.',
    template: 'as usual',
    version: (version, from) => `Version ${version}, since ${from}`,
    short: (version) => `version ${version}`,
    given: (areas) => `May be given: ${areas === '' ? 'nothing' : areas}`,
    next: (version, from) => `Version ${version} holds from ${from}`,
    areas: 'What this role may be given to do',
    noAreas: 'Nothing is given to this role at present.',
    history: 'Versions so far',
    noHistory: 'Nothing of our own yet; the usual text holds.',
    by: (reason, name) => `${reason} (${name})`,
    edit: 'Write a new version',
    formTitle: (role) => `Charter: ${role}`,
    formLede: 'A version once written stays as it is. To change it, write another one and say from which day it holds.',
    text: 'What this role does',
    textHint: 'One thing to a line.',
    from: 'Holds from',
    reason: 'Why so',
    reasonHint: 'For example the meeting that settled it. Public.',
    save: 'Write this version',
    back: 'Table of duties',
    texts: {
      worker:
        'Hears residents, checks what is needed, carries things together with them and tells how far they are.\nGuides in what is the residents’ own, and does not decide for them.',
      grid_worker: 'Goes round the grid, writes down what is heard, does what is urgent first and passes on the rest.',
      hub: 'Community services and social work: brings the method, leads teams, links those who can help.',
      secretary: 'Prepares meetings and papers, records how things were settled, reminds of what falls due.',
      supervisor: 'Watches money, decisions and services, asks, and waits for the answer. Carries nothing out.',
      treasurer: 'Of the committee: approves payments by its decisions; no payment with fewer than two.',
      finance: 'Of the charity: receives, issues receipts, pays and keeps the books.',
      overseer:
        'The street office: sees how it goes and links the levels. No vote in deliberation unless set otherwise.',
      admin: 'Keeps people, permissions and parameters so that others can do their work. Handles no money.',
    },
  },
};
