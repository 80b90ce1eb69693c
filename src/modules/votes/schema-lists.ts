import { z } from 'zod';
import type { SheetList } from '#modules/record';
import { columns, id, ticked, upload } from '#platform/input';
import type { ColumnMap } from '#platform/sheet';

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

export const UploadOwners = z.object({ id: id(), file: upload });
export const UploadResidents = z.object({ file: upload });
export const MapList = z.object({ list: id(), ...columns([...new Set(Object.values(listFields).flat())]) });
export const LandList = z.object({ list: id(), without_bad: ticked() });

/** A list that is being brought in, or has been. */
export interface RollList extends SheetList {
  readonly kind: ListKind;
  readonly pollId: string | null;
  readonly mapping: ColumnMap<ListField>;
}
