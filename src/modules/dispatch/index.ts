/**
 * Dispatch: words on their way through the office. By class and place to a role; from hand to hand, where the first
 * answers for them until the second has accepted; shared by departments with one thread and one owner; through the next
 * door and back; and work that others hand to the community, accepted or refused against its list.
 */
export { answerOffer, offerMatter } from './commands.ts';
export { addItem, askWork, decideWork } from './commands-duties.ts';
export { referMatter, takeBack } from './commands-referrals.ts';
export { addRule } from './commands-rules.ts';
export { shareMatter } from './commands-shares.ts';
export { checks } from './queries-checks.ts';
