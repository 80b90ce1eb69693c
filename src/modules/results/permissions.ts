import { may } from '#platform/permission';

const desk = ['worker', 'grid_worker', 'hub', 'secretary', 'admin'] as const;

/** Who may say what came of it, write it down for others, and answer what was proposed. */
export const permissions = {
  look: may('results.look', 'anyone'),
  code: may('results.code', 'anyone'),
  give: may('results.give', 'resident'),
  record: may('results.record', ...desk),
  propose: may('results.propose', 'resident'),
  answer: may('results.answer', 'worker', 'secretary', 'admin'),
  /** The lists name those who were helped: whoever only pays does not need them. */
  read: may('results.read', ...desk, 'supervisor', 'overseer'),
  ask: may('results.ask', 'system'),
};
