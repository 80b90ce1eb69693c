import { z } from 'zod';
import { choice, id, text } from '#platform/input';

const subject = { kind: choice(['matter', 'need']), id: id(), person: id().optional() };

/** Making a link or card for one voice. */
export const MakeLink = z.object(subject);

/** A link that was lost or came into other hands. */
export const RevokeLink = z.object({ id: id(), reason: text(200, 'results.revoke_why') });

/** Asked, and not reached. */
export const NoteUnreached = z.object({ ...subject, way: choice(['call', 'visit']) });

/** A link by which one says what came of one thing. */
export interface VerdictLink {
  readonly id: string;
  readonly subject: { readonly kind: 'matter' | 'need'; readonly id: string };
  readonly personId: string | null;
  readonly at: Date;
  readonly revokedAt: Date | null;
  readonly revokedWhy: string;
}
