import { may } from '#platform/permission';

/** Who may do what with questionnaires. Nobody looks into what was answered before the end. */
export const permissions = {
  look: may('questionnaires.look', 'anyone'),
  answer: may('questionnaires.answer', 'resident'),
  invited: may('questionnaires.invited', 'anyone'),
  desk: may('questionnaires.desk', 'admin', 'worker', 'grid_worker', 'secretary', 'supervisor', 'overseer'),
  write: may('questionnaires.write', 'admin', 'worker', 'secretary'),
  paper: may('questionnaires.paper', 'admin', 'worker', 'grid_worker', 'secretary'),
  texts: may('questionnaires.texts', 'admin', 'worker', 'secretary'),
  export: may('questionnaires.export', 'admin', 'worker', 'secretary'),
  tend: may('questionnaires.tend', 'system'),
};
