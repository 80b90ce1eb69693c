import { may } from '#platform/permission';

/** Who sees the list of people and their records. */
export const mayRead = may('people.read', 'admin', 'worker', 'grid_worker', 'secretary');
export const mayRegister = may('people.register', 'admin', 'worker', 'grid_worker', 'hub');
export const mayCorrect = may('people.correct', 'admin', 'worker', 'grid_worker');
/** The sensitive part is narrower than the record: who brings help needs it, who only looks after a grid does not. */
export const maySeal = may('people.keep_sensitive', 'admin', 'worker');
export const mayOpen = may('people.open_sensitive', 'admin', 'worker');
export const mayGrant = may('people.grant_mandate', 'admin');
export const mayReadMandates = may('people.read_mandates', 'admin', 'secretary', 'supervisor', 'overseer');
export const mayIssueCard = may('people.issue_card', 'admin', 'worker', 'grid_worker');
export const mayNameHelper = may('people.name_helper', 'resident');
export const mayConsent = may('people.record_consent', 'resident');
export const mayOwn = may('people.own', 'resident');
export const mayErase = may('people.erase', 'resident');
export const mayEraseAtDesk = may('people.erase_at_desk', 'admin');
export const mayOpenAccount = may('people.open_account', 'admin');
/** The way in is open to everyone; what it finds behind is not. */
export const mayEnter = may('people.enter', 'anyone');
