import { z } from 'zod';
import { normalisePhone } from '#kernel/checks';
import { isRealDate } from '#kernel/dates';
import { isId } from '#kernel/ids';
import { type MoneyLimits, parseFen } from '#kernel/money';
import { parseCount } from '#kernel/numbers';
import type { Fault } from '#kernel/result';
import { normalise } from '#kernel/text';

/** A schema's message is an error code with optional values; the sentence comes from the language files. */
type Problem = { readonly code: string; readonly params?: Readonly<Record<string, string | number>> };

const codePattern = /^[a-z][a-z_]*\.[a-z_]+$/;

function refuse(context: z.RefinementCtx, problem: Problem): typeof z.NEVER {
  context.addIssue({ code: 'custom', message: problem.code, params: { ...problem.params } });
  return z.NEVER;
}

/** Text a person typed: normalised (NFKC, control characters out), not empty, at most `max` characters. */
export function text(max: number, missing = 'input.required') {
  return z
    .string(missing)
    .transform(normalise)
    .superRefine((value, context) => {
      if (value === '') refuse(context, { code: missing });
      if ([...value].length > max)
        refuse(context, { code: 'input.too_long', params: { max, length: [...value].length } });
    });
}

/** Text that may be left empty; missing becomes the empty string. */
export function optionalText(max: number) {
  return z
    .string()
    .optional()
    .transform((value) => normalise(value ?? ''))
    .superRefine((value, context) => {
      if ([...value].length > max)
        refuse(context, { code: 'input.too_long', params: { max, length: [...value].length } });
    });
}

/** A name of a person or thing: one line, at most 80 characters, no markup brackets. */
export function name(max = 80) {
  return text(max).superRefine((value, context) => {
    if (/[<>]/.test(value)) refuse(context, { code: 'input.markup' });
    if (value.includes('\n')) refuse(context, { code: 'input.one_line' });
  });
}

/** An amount of money as typed, read exactly into fen; refusals carry the money codes. 0 only where `limits` allow it. */
export function amount(limits: MoneyLimits = {}) {
  return z.union([z.bigint(), z.string('input.required')]).transform((value, context): bigint => {
    const read = parseFen(typeof value === 'bigint' ? fenText(value) : value, limits);
    return read.ok ? read.value : refuse(context, read.fault);
  });
}

function fenText(fen: bigint): string {
  const sign = fen < 0n ? '-' : '';
  const size = fen < 0n ? -fen : fen;
  return `${sign}${size / 100n}.${(size % 100n).toString().padStart(2, '0')}`;
}

/** A whole positive number as typed (full-width digits too). */
export function count() {
  return z.union([z.bigint(), z.string('input.required'), z.number()]).transform((value, context): bigint => {
    const read = parseCount(value.toString());
    return read.ok ? BigInt(read.value) : refuse(context, read.fault);
  });
}

/** A calendar day 'YYYY-MM-DD' that exists. */
export function day(missing = 'input.required') {
  return z.string(missing).superRefine((value, context) => {
    if (!isRealDate(value)) refuse(context, { code: 'input.not_a_date' });
  });
}

/** The key of one of our rows, from an address or a hidden field. */
export function id(missing = 'input.required') {
  return z.string(missing).refine(isId, 'input.not_an_id');
}

/** One of a few words. */
export function choice<const T extends readonly [string, ...string[]]>(options: T, missing = 'input.choose') {
  return z.enum(options, missing);
}

/** A mobile number as typed, read into eleven digits; refusals carry the codes of `normalisePhone`. */
export function phone() {
  return z.string('input.required').transform((value, context): string => {
    const read = normalisePhone(value);
    return read.ok ? read.value : refuse(context, read.fault);
  });
}

/** The same, or nothing. */
export function optionalPhone() {
  return blank(phone()).transform((value) => value ?? '');
}

const column = z
  .string()
  .regex(/^\d{1,3}$/, 'input.choose')
  .optional();

/** For each field of a spreadsheet list the column, from 0, that holds it; none where the list has no such column. */
export function columns<F extends string>(fields: readonly F[]) {
  // One column for each field, by the field's own name.
  return Object.fromEntries(fields.map((field) => [field, column])) as Record<F, typeof column>;
}

/** A field that may stay empty: white space alone says nothing. */
export function blank<S extends z.ZodType>(schema: S) {
  return z.preprocess(
    (value) => (typeof value === 'string' && value.trim() === '' ? undefined : value),
    schema.optional(),
  );
}

/** A check box: present is yes. */
export function ticked() {
  return z
    .union([z.boolean(), z.string()])
    .optional()
    .transform((value) => value === true || (typeof value === 'string' && value !== '' && value !== 'false'));
}

/** An uploaded file's bytes and name; an empty file field is undefined. */
export const upload = z.custom<Upload>(
  (value) => value === undefined || (typeof value === 'object' && value !== null && 'bytes' in value),
  'input.not_a_file',
);

/** What a file field brings: its bytes, already within the body limit, and the name it had. */
export interface Upload {
  readonly bytes: Uint8Array;
  readonly name: string;
}

/** Every problem of a parse by field, first one each. */
export function faults(error: z.ZodError): Fault[] {
  const seen = new Map<string, Fault>();
  for (const issue of error.issues) {
    const field = issue.path.join('.');
    if (!seen.has(field)) seen.set(field, toFault(issue, field));
  }
  return [...seen.values()];
}

/** The first problem of a parse. */
export function firstFault(error: z.ZodError): Fault {
  return faults(error)[0] ?? { code: 'input.invalid' };
}

function toFault(issue: z.core.$ZodIssue, field: string): Fault {
  const named = field === '' ? {} : { field };
  if (codePattern.test(issue.message)) {
    const params = issue.code === 'custom' ? stringParams(issue.params) : undefined;
    return params === undefined ? { code: issue.message, ...named } : { code: issue.message, params, ...named };
  }
  if (issue.code === 'invalid_type') return { code: 'input.required', ...named };
  if (issue.code === 'too_big')
    return { code: 'input.too_long', params: { max: Number(issue.maximum), length: '' }, ...named };
  return { code: 'input.invalid', ...named };
}

function stringParams(params: Record<string, unknown> | undefined): Record<string, string | number> | undefined {
  if (params === undefined) return undefined;
  const kept = Object.entries(params).filter(
    (pair): pair is [string, string | number] => typeof pair[1] === 'string' || typeof pair[1] === 'number',
  );
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}
