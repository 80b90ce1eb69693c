import { may } from '#platform/permission';

const office = ['secretary', 'worker', 'admin'] as const;

export const permissions = {
  /** The register and the pact are public. */
  see: may('statutes.see', 'anyone'),
  keep: may('statutes.keep', ...office),
  sign: may('statutes.sign', 'resident'),
  /** Reminders are between the office and whom they are about. */
  remind: may('statutes.remind', 'secretary', 'worker', 'grid_worker'),
  tend: may('statutes.tend', 'system'),
} as const;
