/** Parameters: every threshold, ratio and deadline as dated data with its source; a space may override a value. */

export { setParameter } from './commands.ts';
export { parameter, parameters } from './queries.ts';
export { parameterName } from './queries-names.ts';
export type { ParameterKey, ParameterValue } from './rules-defaults.ts';
export { defaults } from './rules-defaults.ts';
