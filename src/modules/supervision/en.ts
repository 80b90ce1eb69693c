import type { Words } from '#kernel/words';
import type { zh } from './zh.ts';

type Values = Readonly<Record<string, string | number>>;

/** The words of supervision, in English. */
export const en: Words<typeof zh> = {
  errors: {
    'supervision.not_found': 'This opinion was not found. Please choose it again from the list.',
    'supervision.subject_unknown': 'What you watch was not found. Please use “Leave an opinion” on its page.',
    'supervision.no_seat':
      'Opinions are left by those who sit on both committees, the council or the supervisory committee, and by themselves.',
    'supervision.text_missing': 'Please write your opinion.',
    'supervision.answer_missing': 'Please write the answer with its reason; it will be public.',
    'supervision.nothing_owed': 'This opinion agrees; no answer is owed.',
    'supervision.already_answered': 'This has been answered already.',
    'supervision.own_opinion': 'Your own opinion is answered by somebody else.',
    'supervision.objection_open': (values: Values) =>
      `Opinion ${values['number'] ?? ''} objects and is not answered, so no money leaves yet. Answer it first.`,
    'supervision.waiting': (values: Values) =>
      `Opinions are still awaited: ${values['bodies'] ?? ''}. After ${values['until'] ?? ''} silence no longer holds the money.`,
  },
  notices: { given: 'Your opinion stands there for everybody.', answered: 'Answered; its writer will see it.' },
  tasks: {
    object: (number: string) => `Opinion ${number} objects: no payment before it is answered`,
    suggest: (number: string) => `Opinion ${number} wants an answer`,
  },
  messages: { answered: (of) => `Your opinion ${of.number} was answered: ${of.answer}` },
  stances: { agree: 'agrees', suggest: 'suggests', object: 'objects' },
  stanceHints: {
    agree: 'looked at, nothing wrong',
    suggest: 'go on, with a few words',
    object: 'no money before an answer',
  },
  kinds: { project: 'project', payment: 'payment', procedure: 'decision', fund: 'fund' },
  list: {
    title: 'Opinions of supervisors',
    lede: 'What those who watch say, and what is answered. While an objection is unanswered, no money leaves.',
    none: 'No opinions yet',
    noneWhy: 'Supervisors leave them on the pages of projects, payments, decisions and funds.',
    number: 'No.',
    about: 'About',
    body: 'Who',
    stance: 'Stance',
    text: 'Opinion',
    state: 'Answer',
    waiting: (day: string) => `due by ${day}`,
    late: (day: string) => `was due ${day}, overdue`,
    answered: 'answered',
    notOwed: 'none owed',
    filterKind: 'About',
    filterBody: 'Who',
    filterState: 'Answer',
    openOnly: 'not answered yet',
    projects: 'See the projects',
    fund: 'See the fund',
  },
  page: {
    kind: (number: string) => `Opinion ${number}`,
    title: (stance: string, about: string) => `${stance}: ${about}`,
    body: 'Who',
    on: 'When',
    about: 'About',
    due: 'Answer due',
    answer: 'Answer',
    noAnswer: 'No answer yet.',
    blocks: 'Until it is answered, the money concerned does not leave.',
    write: 'Answer and reason',
    send: 'Answer',
    back: 'All opinions',
    sign: 'Supervisor',
  },
  form: {
    title: 'Leave an opinion',
    lede: (about: string) => `About: ${about}. Everybody can read it; suggestions and objections are owed an answer.`,
    stance: 'What you think',
    text: 'Opinion',
    submit: 'Leave it',
    whoMay:
      'Opinions are left by members of both committees, the council and the supervisory committee. To say something, use “Say something”.',
    bodies: 'See who decides',
  },
  part: {
    title: 'Opinions of supervisors',
    none: 'None yet',
    silent: (names: string) => `Not yet: ${names}`,
    give: 'Leave an opinion',
  },
  unknown: 'a matter',
};
