/**
 * Topics: what residents wish all to discuss. Anybody puts one forward, others stand behind it and say why and why not; once
 * enough do it must go on an agenda and be answered with reasons. Who proposes is counted, and red where residents are few.
 */
export { answerTopic, argue, proposeTopic, putOnAgenda, supportTopic } from './commands.ts';
export { closeRaised, passOn, raiseMatter, returnRaised, takeRaised } from './commands-raised.ts';
export { topics } from './queries.ts';
export { checks } from './queries-checks.ts';
export { raisedMatters } from './queries-raised.ts';
export type { TopicBehind } from './queries-takers.ts';
export { discussantsSince, topicStateName, topicsBehind } from './queries-takers.ts';
