import { may } from '#platform/permission';

const desk = ['worker', 'grid_worker', 'admin'] as const;

/** Who may do what with residents' words. */
export const permissions = {
  say: may('intake.say', 'anyone'),
  slip: may('intake.slip', 'anyone'),
  promises: may('intake.promises', 'anyone'),
  voice: may('intake.voice', 'resident'),
  read: may('intake.read', ...desk, 'hub'),
  write: may('intake.write', ...desk, 'hub'),
  handle: may('intake.handle', ...desk),
  import: may('intake.import', 'worker', 'admin'),
  land: may('intake.land', 'system'),
  /** What went up: number and days, whoever oversees; its answer is the street's. */
  raised: may('intake.raised', 'worker', 'grid_worker', 'admin', 'secretary', 'supervisor', 'overseer'),
  oversee: may('intake.oversee', 'overseer'),
  participation: may('intake.participation', ...desk, 'secretary', 'overseer'),
  learn: may('intake.learn', 'system'),
};
