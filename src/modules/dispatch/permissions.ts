import { may } from '#platform/permission';

/** Who passes words on, and who decides what the community is given to do. */
export const permissions = {
  look: may('dispatch.look', 'anyone'),
  own: may('dispatch.own', 'resident'),
  read: may('dispatch.read', 'worker', 'grid_worker', 'admin'),
  handle: may('dispatch.handle', 'worker', 'grid_worker', 'admin'),
  rule: may('dispatch.rule', 'worker', 'admin'),
  duties: may('dispatch.duties', 'worker', 'admin', 'secretary', 'supervisor', 'overseer'),
  decide: may('dispatch.decide', 'admin', 'secretary'),
};
