import { may } from '#platform/permission';

export const permissions = {
  look: may('places.look', 'anyone'),
  add: may('places.add', 'admin', 'worker'),
  profile: may('places.profile', 'admin'),
  createSpace: may('places.createSpace', 'system'),
};
