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
  /** Full names of those who are masked in public. */
  readonly names: readonly { readonly id: string; readonly name: string }[];
}

/** Longer than any figure of speech, short enough not to be cut. */
const enough = 14;

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
    };
  } finally {
    await root.end();
  }
}

/** A telephone number of a person: eleven digits that begin as mobile numbers do, and no part of a row's key. */
export const phone: RegExp = /(?<![\da-z-])1[3-9]\d{9}(?![\da-z-])/;
