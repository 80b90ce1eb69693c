/**
 * One search over everything a space tells: both libraries, projects, activities, decisions, the fund's papers, partners
 * and results. The room writes nothing: triggers keep `search_entry` in the transaction that changes a record
 * (docs/decisions/0024). Private words are not in it; the desk finds matters by their sealed words, as before.
 */
export { alike, isSearchable, search } from './queries.ts';
export { checks } from './queries-checks.ts';
export { kinds, paths } from './schema.ts';
