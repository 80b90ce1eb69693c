import { may } from '#platform/permission';

const desk = [
  'admin',
  'worker',
  'grid_worker',
  'hub',
  'secretary',
  'supervisor',
  'treasurer',
  'finance',
  'overseer',
] as const;

export const permissions = {
  look: may('places.look', 'anyone'),
  desk: may('places.desk', ...desk),
  /** One's own desks: whoever has an account may ask. */
  desks: may('places.desks', 'resident'),
  add: may('places.add', 'admin', 'worker'),
  /** What the community works to be, and how far it is: written by those who answer for its pages. */
  types: may('places.types', 'admin', 'secretary'),
  profile: may('places.profile', 'admin'),
  createSpace: may('places.createSpace', 'system'),
  setUp: may('places.set_up', 'anyone'),
};
