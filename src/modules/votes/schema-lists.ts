import { z } from 'zod';
import { id, ticked, upload } from '#platform/input';
import type { BadRow, ColumnMap } from '#platform/sheet';

/** What a list holds: the owners of one vote with their areas, or the residents of a place. */
export type ListKind = 'owners' | 'residents';

export const listFields = {
  owners: ['name', 'place', 'area'],
  residents: ['name', 'place', 'household', 'birth_year', 'phone'],
} as const;
export type ListField = (typeof listFields)[ListKind][number];

/** Fields without a column a list can't be read. */
export const neededFields: Readonly<Record<ListKind, readonly ListField[]>> = {
  owners: ['name', 'area'],
  residents: ['name', 'place'],
};

const column = z
  .string()
  .regex(/^\d{1,3}$/, 'input.choose')
  .optional();

export const UploadOwners = z.object({ id: id(), file: upload });
export const UploadResidents = z.object({ file: upload });
export const MapList = z.object({
  ...{ list: id(), name: column, place: column, area: column, household: column, birth_year: column, phone: column },
});
export const LandList = z.object({ list: id(), without_bad: ticked() });

/** A list that is being brought in, or has been. */
export interface RollList {
  readonly id: string;
  readonly kind: ListKind;
  readonly pollId: string | null;
  readonly state: 'open' | 'done';
  readonly fileName: string;
  readonly rows: number;
  readonly mapping: ColumnMap<ListField>;
  readonly landed: number;
  /** Here already. */
  readonly skipped: number;
  readonly report: readonly BadRow[];
  readonly at: Date;
}
