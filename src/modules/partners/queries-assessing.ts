import { pick } from '#kernel/words';
import { organisation, type RegisterRow, register } from '#modules/organisations';
import type { Scope } from '#platform/scope';
import { today } from '#platform/scope';
import { assessingEn } from './en-assessing.ts';
import { assessedKinds, gapsOf, totalOf } from './rules-assessing.ts';
import { type Assessment, type AssessmentGap, StoredScores } from './schema-assessing.ts';
import { assessingZh } from './zh-assessing.ts';

/** Every card, the newest year and version first; of one organisation when asked. */
export async function assessments(scope: Scope, organisationId?: string): Promise<Assessment[]> {
  let query = scope.db.selectFrom('organisation_assessment').selectAll().where('space_id', '=', scope.spaceId);
  if (organisationId !== undefined) query = query.where('organisation_id', '=', organisationId);
  const rows = await query.orderBy('year', 'desc').orderBy('version', 'desc').orderBy('at', 'desc').execute();
  return rows.map((row) => {
    const scores = StoredScores.parse(row.scores);
    return {
      ...{ id: row.id, organisationId: row.organisation_id, year: row.year, version: row.version, scores },
      ...{ total: totalOf(scores), text: row.text, bodyId: row.body_id },
      ...{ approvedBy: row.approved_by, approvedOn: row.approved_on, at: row.at },
    };
  });
}

/** An organisation the community assesses, with its last card and why it is red. */
export interface AssessedRow {
  readonly organisation: Pick<RegisterRow, 'id' | 'name' | 'kind' | 'foundedOn'>;
  readonly last: Assessment | null;
  readonly gaps: readonly AssessmentGap[];
}

const everyOne = { q: '', filters: { state: 'active' }, sort: null, page: 1, size: 100_000 };

/** Every organisation at work here that is assessed, those that are red first. */
export async function assessed(scope: Scope): Promise<AssessedRow[]> {
  const [all, cards] = await Promise.all([register(scope, everyOne, false), assessments(scope)]);
  const rows = all.rows
    .filter((one) => assessedKinds.includes(one.kind))
    .map((one) => {
      const last = cards.find((card) => card.organisationId === one.id) ?? null;
      return { organisation: one, last, gaps: gapsOf({ ...one, last }, today(scope), scope.timeZone) };
    });
  return [...rows.filter((one) => one.gaps.length > 0), ...rows.filter((one) => one.gaps.length === 0)];
}

/** What an organisation's own page says of its assessment. */
export interface AssessmentPart {
  readonly title: string;
  /** Sentences in red: what is missing. */
  readonly red: readonly string[];
  /** The last card, in a sentence; null before the first. */
  readonly last: string | null;
  readonly assess: string;
  readonly all: string;
  /** Every year so far. */
  readonly history: string;
}

/** The part about its yearly assessment on an organisation's page (F104); null for kinds nobody assesses. */
export async function assessmentPart(scope: Scope, organisationId: string): Promise<AssessmentPart | null> {
  const found = await organisation(scope, organisationId);
  if (found === null || found.state !== 'active' || !assessedKinds.includes(found.kind)) return null;
  const w = pick(scope.lang, { zh: assessingZh, en: assessingEn });
  const last = (await assessments(scope, organisationId))[0] ?? null;
  return {
    ...{ title: w.part.title, assess: w.part.assess, all: w.part.all, history: w.part.history },
    red: gapsOf({ ...found, last }, today(scope), scope.timeZone).map((one) => w.gaps[one]),
    last: last === null ? null : w.part.last(last.year, last.total, last.approvedBy),
  };
}
