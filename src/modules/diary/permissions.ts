import { may } from '#platform/permission';

/** Who keeps the diary of visits, and who may look at it. Whose words may be opened, the queries check besides. */
export const permissions = {
  keep: may('diary.keep', 'worker', 'grid_worker', 'admin'),
  read: may('diary.read', 'worker', 'grid_worker', 'admin', 'secretary'),
  /** The page that installs on a phone says nothing of anybody. */
  install: may('diary.install', 'anyone'),
};
