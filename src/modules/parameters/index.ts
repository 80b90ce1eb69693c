/** Parameters: every threshold, ratio and deadline as dated data with its source; a space may override a value. */
export type { ParameterKey, ParameterValue } from './defaults.ts';
export { defaults } from './defaults.ts';
export { parameter } from './queries.ts';
