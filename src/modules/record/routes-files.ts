import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { readStored, storedHeaders } from '#platform/files';
import type { Context, Route } from '#platform/web';
import { raw } from '#platform/web';
import { auditRead } from './commands.ts';
import { permissions } from './permissions.ts';
import { type KeptFile, keptFile } from './queries-files.ts';

async function answer(context: Context, may: readonly KeptFile['visibility'][]): Promise<Result<Response>> {
  const { scope, params, url } = context;
  const file = await keptFile(scope, params['id'] ?? '');
  // What may not be seen here is not known here either.
  if (file === null || !may.includes(file.visibility)) return fail('page.not_found');
  const small = url.searchParams.get('size') === 'small' && file.kind === 'image';
  const bytes = await readStored(scope.platform.dataDir, file.sha256, small ? 'small' : 'full');
  if (bytes === undefined) return fail('page.not_found');
  const open = file.visibility === 'public';
  if (!open) await auditRead(scope, { kind: 'file', id: file.id, command: 'record.open_file' });
  const headers = {
    ...storedHeaders(file),
    'content-length': `${bytes.byteLength}`,
    'cache-control': open ? 'public, max-age=300' : 'private, no-store',
  };
  return ok(new Response(new Blob([Buffer.from(bytes)]), { headers }));
}

/** The one place that serves kept files: public ones to everyone, the office's at the desk, sensitive ones never. */
export const fileRoutes: readonly Route[] = [
  raw('GET', '/s/:space/files/:id', {
    permission: permissions.files,
    respond: (context) => answer(context, ['public']),
  }),
  raw('GET', '/desk/:space/files/:id', {
    permission: permissions.officeFiles,
    respond: (context) => answer(context, ['public', 'office']),
  }),
];
