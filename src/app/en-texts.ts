import type { zh } from './zh-texts.ts';

/** The same in English. */
export const en: Readonly<Record<keyof typeof zh, string>> = {
  classifyUsage: 'Usage: npx linli classify --train LEARN.csv --input SORT.csv [--json]',
  similarUsage: 'Usage: npx linli similar --corpus ALL.csv --ids FILE [--top 10] [--json]',
  unreadable: 'The file {file} cannot be read.',
  kind: '{file} is neither CSV nor XLSX.',
  broken: '{file} cannot be read: it may be damaged, or a quote is not closed.',
  empty: 'There are no rows in {file}. The first row names the columns, the content comes below.',
  noColumn: '{file} has no column "{column}". Names that are known: {names}.',
  noText: '{file} has neither a subject nor a body. Names that are known: {names}.',
  oneClass: '{file} must hold at least two classes with texts to learn from; it holds {count}.',
  learned: 'Learned {classes} classes from {texts} texts; tested on itself: mean F1 {f1}, {accuracy}% right.',
  left: '{count} rows of {file} have no class or no words and were not learned from.',
  twice: 'The id {id} stands in {file} more than once; the first row counts.',
  unknownIds: '{file} has no such ids: {ids}.',
  noIds: 'There are no ids in {file}. One on each line, or a column called id.',
  notOne: '(no letters: cannot be told)',
};
