import { formatDate } from '#kernel/dates';
import type { Words } from '#kernel/words';
import type { zh } from './zh.ts';

type Values = Readonly<Record<string, string | number>>;

const templates = {
  grant: 'Grant',
  admission: 'New service',
  micro: 'Micro grant',
  change: 'Change of rules or members',
  surplus: 'What was left over',
  round: 'Project of a budgeting round',
};
const stepNames: Readonly<Record<string, string>> = {
  vote: 'vote',
  publication: 'publication',
  host: 'answer of the host charity',
};
const templateNames: Readonly<Record<string, string>> = templates;
const bodyKinds: Readonly<Record<string, string>> = {
  committee: 'fund committee',
  two_committees: 'joint sitting of both committees',
  council: 'residents’ council',
};

/** The words of decisions, in English. */
export const en: Words<typeof zh> = {
  templates,
  stepKinds: { vote: 'Vote', publication: 'Publication', host: 'Host charity' },
  states: { running: 'Under way', passed: 'Passed', failed: 'Not passed', withdrawn: 'Withdrawn' },
  stepStates: { waiting: 'Not yet', open: 'Under way', passed: 'Passed', failed: 'Not passed', skipped: 'Not taken' },
  choices: { yes: 'Yes', no: 'No', abstain: 'Abstain' },
  grounds: {
    declared: 'stood aside by themselves',
    same_person: 'would be the payee',
    household: 'shares a household with the payee',
    organisation: 'belongs to or speaks for the organisation to be paid',
  },
  marks: { yes: 'Yes', no: 'No', abstain: 'Abstained', recused: 'Recused', absent: 'Absent' },
  ruleCited: (title: string, version: number) => `${title}, version ${version}`,
  tasks: {
    vote: (title: string) => `Hold the vote: ${title}`,
    publication: (title: string) => `Publication over, move on: ${title}`,
    host: (title: string) => `Accept or decline: ${title}`,
    objection: (title: string) => `Answer an objection: ${title}`,
  },
  messages: {
    vote: (title: string, day: string) => `“${title}” waits for your vote, until ${day}. You can vote under decisions.`,
    answered: (title: string, answer: string) => `Your objection to “${title}” was answered: ${answer}`,
  },
  errors: {
    'decisions.not_found':
      'We could not find this decision. It may belong to another community; please look in the list.',
    'decisions.step_not_found': 'We could not find this step. Please reload the page.',
    'decisions.objection_not_found': 'We could not find this objection. Please reload the page.',
    'decisions.organisation_not_found': 'We could not find this organisation. Register it first, then choose it.',
    'decisions.already_running': 'This matter is already being decided. Wait until that is over.',
    'decisions.no_rule': (values: Values) =>
      `No rule is in force for “${templateNames[String(values['kind'])] ?? values['kind']}”. Adopt one before voting.`,
    'decisions.no_body': (values: Values) =>
      `No ${bodyKinds[String(values['kind'])] ?? 'body'} is at work yet. Fill its seats and start it first.`,
    'decisions.choose_body':
      'Choose the body that decides it. If there is none yet, set one up under “Who decides” first.',
    'decisions.not_running': 'This procedure has ended and can no longer be changed.',
    'decisions.step_not_yet': (values: Values) =>
      `It is not this step’s turn. First comes the ${stepNames[String(values['step'])] ?? 'step before'}${values['before'] === '' ? '' : ` (${values['before']})`}.`,
    'decisions.step_closed': 'This step is over; votes can no longer be changed.',
    'decisions.not_a_vote': 'The present step is not a vote.',
    'decisions.not_by_another': 'A vote is cast in person. At a meeting the secretary can write it down.',
    'decisions.no_seat': 'You hold no seat here and cannot vote. During publication anyone can object.',
    'decisions.seat_without_vote':
      'Supervisors and attending members do not vote. Ask the secretary to minute your opinion.',
    'decisions.recused': 'You stand aside on this matter and cannot vote. This is recorded in public.',
    'decisions.already_recused': 'Your recusal is already recorded.',
    'decisions.choose': 'Nothing is chosen yet. Please pick one.',
    'decisions.already_voted':
      'This seat has already voted: one seat, one vote. To change your mind, use “change my vote”.',
    'decisions.nothing_recorded': 'No vote was entered. Choose for at least one seat.',
    'decisions.below_quorum': (values: Values) =>
      `Too few are present to close the vote: of ${values['eligible']} seats that may vote at least ${values['needed']} must be present, and ${values['present']} are. The votes cast are kept.`,
    'decisions.not_published':
      'Nothing is being published now, so no objection can be made. You can still tell us under “say something”.',
    'decisions.objection_pending': 'Your earlier objection is still to be answered. Please wait for the answer.',
    'decisions.already_answered': 'This objection has been answered; answers are not rewritten.',
    'decisions.objection_open': (values: Values) =>
      `${values['count']} objection(s) are not answered yet. Answer in public first.`,
    'decisions.publication_running': (values: Values) =>
      `It is published until ${formatDate(String(values['until']), 'en')}; you can go on the day after.`,
    'decisions.not_at_host': 'It is not the host charity’s turn yet.',
    'decisions.not_the_host': 'Another charity holds this money; its finance officer has to answer.',
    'decisions.reason_needed': 'To decline, give a reason. It will be public.',
  },
  notices: {
    proposed: 'Proposed; the first step is open.',
    voted: 'Your vote is recorded.',
    recorded: 'The votes are recorded.',
    recused: 'Your recusal is recorded and public.',
    closed: 'This step is done.',
    withdrawn: 'Withdrawn; the reason is public.',
    objected: 'Your objection is public and will be answered.',
    answered: 'The answer is public.',
    accepted: 'Accepted; the money can be held.',
    declined: 'Declined; the reason is public.',
  },
  pages: {
    decisions: 'Decisions',
    lede: 'Who decides, by which rule, with how many votes, who stood aside, who objected and what was answered: every step is here to follow.',
    number: 'Number',
    title: 'Matter',
    template: 'Kind',
    state: 'Where it is',
    amount: 'Amount',
    openedAt: 'Proposed',
    filterState: 'State',
    filterTemplate: 'Kind',
    filterBody: 'Bodies',
    earlierLink: 'See it',
    now: {
      vote: (body: string) => `Being voted on by the ${body}`,
      publication: 'Published; anyone can object',
      host: 'Waiting for the host charity',
    },
    seatMark: (seat: string, mark: string) => `${seat}: ${mark.toLowerCase()}`,
    none: 'Nothing to decide yet',
    noneWhy:
      'When a project asks for a grant, a new service wants to come in, or rules are to change, it appears here.',
    seeRules: 'See the rules',
    seeBodies: 'See who decides',
    motion: 'What is proposed',
    steps: 'Step by step',
    marks: { opened: 'P', vote: 'V', publication: 'N', host: 'H', ended: 'R', withdrawn: 'W' },
    opened: (number: string) => `Proposed as ${number}`,
    voteBy: (body: string) => `Vote of the ${body}`,
    publication: 'Published; anyone can object',
    host: 'The host charity accepts',
    hostOf: (name: string) => `${name} accepts`,
    byRule: 'By',
    votingUntil: (day: string) => `Being voted on until ${day}.`,
    turnout: (present: number, needed: number, eligible: number) =>
      `Of ${eligible} seats that count ${present} have voted; at least ${needed} are needed.`,
    publishedUntil: (day: string) => `Published until ${day}.`,
    hostUntil: (day: string) => `The host charity answers by ${day}.`,
    hostAccepted: 'Accepted.',
    hostDeclined: 'Declined.',
    sums: (values: {
      seats: number;
      recused: number;
      eligible: number;
      present: number;
      quorumNeeded: number;
      yes: number;
      base: number;
      yesNeeded: number;
    }) =>
      `${values.seats} seats${values.recused > 0 ? `, ${values.recused} recused, ${values.eligible} count` : ''}; ${values.present} present (at least ${values.quorumNeeded}); ${values.yes} of ${values.base} in favour (at least ${values.yesNeeded}).`,
    carried: 'Carried.',
    notCarried: 'Not carried.',
    noObjections: 'Nobody objected.',
    objectionBy: (name: string) => `${name} said`,
    someone: 'A neighbour',
    answeredOn: (day: string) => `Answered ${day}`,
    answerDue: (day: string) => `Not answered yet; due ${day}`,
    recusals: 'Who stood aside',
    noRecusals: 'No member had to stand aside.',
    recusalNote:
      'Recused members leave the count and do not vote. The system compares members, their households and organisations with the payee; members can also stand aside themselves.',
    rule: 'Rule',
    payee: 'Payee',
    personPayee: 'A person',
    subject: 'About',
    subjects: {
      project: 'See the project',
      organisation: 'See the organisation',
      body: 'See the body',
      activity: 'See the activity',
    },
    earlier: 'The earlier attempt',
    endedAt: 'Ended',
    object: 'I object',
    objectLede: (days: number) =>
      `Anyone can object while it is published. Your text is public at once and answered in public within ${days} days; until then nothing goes on.`,
    objectHint: 'Speak of the matter; leave out names, phone numbers and addresses of others.',
    objectText: 'Your objection',
    named: 'Show my name, masked',
    objectSubmit: 'Object',
    signInToObject: 'Sign in to object',
    cardToo: 'Without a phone, use the household card, or ask a community worker to write it down for you.',
    desk: 'Go to the desk',
  },
  desk: {
    title: 'Decisions',
    lede: 'What waits for you comes first.',
    waiting: 'Waiting for me',
    nothing: 'Nothing waits for you now.',
    deeds: {
      vote: 'Your vote',
      answer: 'An objection to answer',
      hold: 'Hold the vote',
      close: 'Publication is over; move on',
      host: 'Accept or decline',
    },
    until: (day: string) => `by ${day}`,
    propose: 'Propose a matter',
    meetings: 'Meetings',
    bodies: 'Bodies and seats',
    votes: 'Votes of residents',
    rounds: 'Residents’ budget',
    newRule: 'Adopt a rule',
    proposeLede: 'Grants are proposed from their projects. Here: a new service, or a change of rules or members.',
    proposeTemplate: 'What kind',
    proposeTitle: 'The matter in one sentence',
    proposeText: 'Say it clearly; it is public',
    proposeBody: 'Who decides (for a change)',
    proposeOrganisation: 'Which organisation (for a new service)',
    proposeSubmit: 'Propose',
    publicPage: 'Public page',
    yourVote: 'Your vote',
    voteHint: 'All three weigh the same. You can change your mind until the vote is closed; both stay on record.',
    remark: 'A remark',
    remarkHint: 'Seen only by those who vote and the secretary.',
    cast: 'Cast my vote',
    change: 'Change my vote',
    youVoted: (choice: string) => `You voted “${choice}”.`,
    changeVote: 'I changed my mind',
    recusedYou: 'You stand aside on this matter and do not vote.',
    noVoteYou: 'You attend without a vote.',
    standAside: 'I stand aside',
    standAsideWhy: 'How you are tied to it (seen at the desk; in public only that you stood aside)',
    standAsideHint: 'Afterwards you cannot vote on this matter, and it cannot be undone.',
    sheet: 'Record votes',
    sheetLede: 'At a meeting. Votes cast by the members themselves need not be recorded and cannot be changed.',
    sheetSubmit: 'Record all',
    own: 'by own hand',
    recorded: 'by the secretary',
    notYet: 'not yet',
    attends: 'attends without a vote',
    close: 'Close the vote',
    closePublication: 'Publication is over, go on',
    closeHint: 'It is counted by the rule at once. Below quorum it does not close.',
    objections: 'Objections and answers',
    answer: 'Answer (public)',
    answerSubmit: 'Publish the answer',
    hostTitle: 'Accept or decline',
    hostLede: 'Once accepted the money can be held. To decline, give a reason; it will be public.',
    accept: 'Accept',
    decline: 'Decline',
    hostReason: 'Reason (public)',
    hostSubmit: 'Answer',
    withdraw: 'Withdraw this matter',
    withdrawReason: 'Why it is withdrawn (public)',
  },
};
