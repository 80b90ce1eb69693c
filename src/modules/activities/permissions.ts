import { may } from '#platform/permission';

const desk = ['worker', 'grid_worker', 'hub', 'secretary', 'admin'] as const;

/** Who may do what with activities. Whose activity or invitation it is, the rules check besides. */
export const permissions = {
  look: may('activities.look', 'anyone'),
  own: may('activities.own', 'resident'),
  open: may('activities.open', 'resident'),
  change: may('activities.change', 'resident'),
  signUp: may('activities.sign_up', 'resident'),
  report: may('activities.report', 'resident'),
  cancel: may('activities.cancel', 'resident'),
  enact: may('activities.enact', 'resident'),
  answer: may('activities.answer', 'resident'),
  read: may('activities.read', ...desk, 'supervisor', 'overseer'),
  keep: may('activities.keep', ...desk),
  check: may('activities.check', 'worker', 'secretary', 'admin'),
  invite: may('activities.invite', ...desk),
  certify: may('activities.certify', ...desk),
};

/** Asked of whoever acts for others: the desk's own hand. */
export const deskHand = permissions.keep;
