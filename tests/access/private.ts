import pg from 'pg';
import { openText } from '#platform/crypto';
import type { Demo } from '#tests/demo-world';

/** What nobody sees but those it is meant for, as it lies in the demo: to be looked for on every page. */
export interface Private {
  /** What residents said and the office wrote down about them, by its kind. */
  readonly words: readonly {
    readonly kind: string;
    readonly about: string;
    readonly personId: string | null;
    readonly text: string;
  }[];
  /** What the desk keeps to itself, or shares with one firm or person alone: on no page, feed or export of the public. */
  readonly desk: readonly { readonly kind: string; readonly text: string }[];
  /** Full names of those who are masked in public. */
  readonly names: readonly { readonly id: string; readonly name: string }[];
}

/** Longer than any figure of speech, short enough not to be cut. */
const enough = 14;

/**
 * Columns of the library's tables that only the desk reads, or a firm and the desk; each is looked for by its words.
 * What the same tables tell everybody (results of rounds, answers to closed calls, days a room is shut) is not here.
 */
const deskOnly: readonly (readonly [kind: string, sql: string])[] = [
  ['need_clearance/reason', 'select reason as text from need_clearance'],
  ['need_import/file', 'select file_name as text from need_import'],
  ['problem/summary', 'select summary as text from problem'],
  ['problem/impact', 'select impact_reason as text from problem'],
  ['problem/urgency', 'select urgency_reason as text from problem'],
  ['problem/ended', 'select state_reason as text from problem'],
  [
    'problem/cause',
    `select words as text from problem_cause c where not exists
      (select 1 from project_milestone m where m.space_id = c.space_id and m.cause_id = c.id)`,
  ],
  ['centre_visit/dropped', 'select dropped_reason as text from centre_visit'],
  ['kit_lack/note', 'select note as text from kit_lack'],
  ['served_first/token', 'select token as text from served_first'],
  ['resource/label', 'select label_code as text from resource'],
  ['resource/hidden', `select title as text from resource where visible = 'desk' or state in ('offered', 'refused')`],
  ['point_intake/condition', 'select condition_text as text from point_intake where refused_reason is not null'],
  ['firm_request/title', 'select title as text from firm_request'],
  ['firm_request/text', 'select text as text from firm_request'],
  ['firm_request/result', 'select result_text as text from firm_request'],
  ['match_pair/reason', 'select reason as text from match_pair'],
  ['proposal/evidence', 'select evidence as text from proposal'],
  ['booking/condition', 'select condition_out as text from booking union select condition_in from booking'],
  [
    'project_advice/draft',
    `select a.words as text from project_advice a join project p on p.space_id = a.space_id and p.id = a.project_id where p.version = 0`,
  ],
];

/** Shorter words are said by anybody about anything. */
const telling = 7;

async function deskWords(root: pg.Client): Promise<{ kind: string; text: string }[]> {
  const found: { kind: string; text: string }[] = [];
  for (const [kind, asked] of deskOnly) {
    const { rows } = await root.query<{ text: string | null }>(asked);
    for (const { text } of rows)
      if (text !== null && text.length >= telling && !found.some((one) => one.text === text))
        found.push({ kind, text });
  }
  return found;
}

/** Opens what is sealed in the demo. */
export async function privateOf(demo: Demo): Promise<Private> {
  const root = new pg.Client(demo.rootUrl);
  await root.connect();
  try {
    const sealed = await root.query<{
      id: string;
      kind: string;
      about_kind: string;
      person_id: string | null;
      sealed: Buffer;
    }>('select id, kind, about_kind, person_id, sealed from sealed_body where space_id = $1', [demo.spaceId]);
    const words = sealed.rows.map((row) => ({
      kind: row.kind,
      about: row.about_kind,
      personId: row.person_id,
      text: openText(demo.platform.keys, row.sealed, `${demo.spaceId}/sealed_body/${row.id}`).slice(0, enough),
    }));
    const names = await root.query<{ id: string; name: string }>(
      `select id, name from person where space_id = $1 and display <> 'real' and erased_at is null`,
      [demo.spaceId],
    );
    return {
      words: words.filter((one) => one.text.length === enough),
      names: names.rows,
      desk: await deskWords(root),
    };
  } finally {
    await root.end();
  }
}

/** A telephone number of a person: eleven digits that begin as mobile numbers do, and no part of a row's key. */
export const phone: RegExp = /(?<![\da-z-])1[3-9]\d{9}(?![\da-z-])/;
