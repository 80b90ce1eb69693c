import { isId } from '#kernel/ids';
import type { FileKind } from '#platform/file-types';
import type { Scope } from '#platform/scope';
import type { Thing } from './commands.ts';

/** A kept file as pages and the file route need it; the contents lie in the data folder under the hash. */
export interface KeptFile {
  readonly id: string;
  readonly sha256: string;
  readonly kind: FileKind;
  readonly mediaType: string;
  readonly name: string;
  readonly bytes: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly visibility: 'public' | 'office' | 'sensitive';
  readonly aboutKind: string | null;
  readonly aboutId: string | null;
  readonly at: Date;
}

const columns = [
  'id',
  'sha256',
  'kind',
  'media_type as mediaType',
  'name',
  'bytes',
  'width',
  'height',
  'visibility',
  'about_kind as aboutKind',
  'about_id as aboutId',
  'at',
] as const;

/** A file of this space by its id, or null. */
export async function keptFile(scope: Scope, id: string): Promise<KeptFile | null> {
  if (!isId(id)) return null;
  const row = await scope.db
    .selectFrom('stored_file')
    .select(columns)
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

/**
 * The files about some things of one kind, oldest first: photographs of progress, a receipt. Give the visibility the
 * reader may see; addresses are `/s/:space/files/:id` for public ones and `/desk/:space/files/:id` for the office's,
 * with `?size=small` for the thumbnail of a picture.
 */
export async function filesAbout(
  scope: Scope,
  kind: Thing['kind'],
  ids: readonly string[],
  visibility: readonly KeptFile['visibility'][],
): Promise<KeptFile[]> {
  if (ids.length === 0 || visibility.length === 0) return [];
  return scope.db
    .selectFrom('stored_file')
    .select(columns)
    .where('space_id', '=', scope.spaceId)
    .where('about_kind', '=', kind)
    .where('about_id', 'in', [...ids])
    .where('visibility', 'in', [...visibility])
    .orderBy('at')
    .orderBy('id')
    .execute();
}
