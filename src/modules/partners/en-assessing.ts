import type { Words } from '#kernel/words';
import type { assessingZh } from './zh-assessing.ts';

/** The words of yearly assessments, in English. */
export const assessingEn: Words<typeof assessingZh> = {
  errors: {
    'partners.organisation_unknown': 'We could not find this organisation, or its kind is not assessed yearly.',
    'partners.year_ahead': 'This year has not begun. Please change it.',
    'partners.body_missing': 'Please choose which body assessed it.',
    'partners.body_unknown': 'We could not find this body, or it is not at work.',
    'partners.score_missing': 'Please give a score from 1, lowest, to 5.',
    'partners.assessment_text_missing': 'Please say in a few sentences why; it is public.',
    'partners.approval_half': 'Which meeting approved its activities, and on what day: fill in both, or neither.',
    'partners.assessed_meanwhile': 'Somebody wrote a card just now. Please look at it first.',
  },
  notices: { assessed: 'The assessment is saved; everybody can see it.' },
  tasks: { assess: (name) => `“${name}” was not assessed for a year, or its activities are not approved` },
  criteria: {
    purpose: 'Keeps to its purpose',
    thrift: 'Handles money by the rules',
    openness: 'Discloses enough',
    results: 'Brings results',
    say: 'Lets residents have a say',
  },
  scores: { '1': '1, poor', '2': '2', '3': '3, fair', '4': '4', '5': '5, good' },
  gaps: {
    unassessed: 'Not assessed within a year',
    unapproved: 'Its activities of the year are not approved by the community',
  },
  part: {
    title: 'Yearly assessment',
    last: (year, total, approved) =>
      `${year}: ${total} of 25.${approved === '' ? '' : ` Activities approved by ${approved}.`}`,
    assess: 'Assess it',
    all: 'All assessments',
  },
  list: {
    title: 'Yearly assessment of organisations',
    lede: 'Charities, social organisations and foundations are assessed by the community every year, and their activities approved. What is missing is red.',
    none: 'No organisation to assess yet',
    noneWhy: 'Once organisations are registered and at work, they are assessed here every year.',
    organisations: 'See organisations',
    bodies: 'See who decides',
    name: 'Organisation',
    year: 'Year',
    total: 'Score',
    of: (total) => `${total} / 25`,
    approved: 'Activities approved by',
    state: 'Missing',
    fine: 'Nothing',
    red: 'Assessment or approval missing',
    never: 'never assessed',
  },
  form: {
    title: (name) => `Assess ${name}`,
    lede: 'A body assesses together; write down what the meeting said. It is public.',
    year: 'Year',
    body: 'Assessed by',
    text: 'Why',
    textHint: 'A few words on what is good and what has to change.',
    approvedBy: 'Which meeting approved its activities this year',
    approvedByHint: 'For example: the council in March. Leave empty if none has.',
    approvedOn: 'On what day',
    submit: 'Save and publish',
  },
};
