import { describe, expect, it } from 'vitest';
import { may } from '#platform/permission';
import type { Scope } from '#platform/scope';
import type { Route } from '#platform/web';
import { get, raw } from '#platform/web';
import { routeOpener } from './opens.ts';

const page = (path: string, ...who: Parameters<typeof may> extends [string, ...infer Who] ? Who : never): Route =>
  get(path, { permission: may('test.look', ...who), show: () => ({ ok: false, fault: { code: 'unused' } }) });

const opener = routeOpener([
  page('/s/:space', 'anyone'),
  page('/desk/:space/money', 'finance'),
  page('/desk/:space/gifts/:id', 'worker'),
  page('/desk/:space/gifts/bank', 'finance'),
  raw('POST', '/desk/:space/gifts/:id/count', {
    permission: may('test.count', 'admin'),
    respond: async () => new Response(),
  }),
]);

/** As much of a scope as the question needs. */
function holding(role: string | null, secondFactor = true): Scope {
  const actor = role === null ? null : { way: 'person', mandates: [{ role }], secondFactor };
  return { actor } as unknown as Scope;
}

describe('which links are drawn', () => {
  it('asks the permission of the page a link leads to, words of a path before its parts', () => {
    const worker = opener(holding('worker'), 'lane', true);
    expect(worker('/s/lane?page=2')).toBe(true);
    expect(worker('/desk/lane/money')).toBe(false);
    expect(worker('/desk/lane/gifts/018f?done=counted#sum')).toBe(true);
    expect(worker('/desk/lane/gifts/bank')).toBe(false);
  });

  it('leads on to the second factor, to other spaces, and a visitor to signing in', () => {
    expect(opener(holding('finance', false), 'lane', true)('/desk/lane/money')).toBe(true);
    expect(opener(holding('worker'), 'lane', true)('/desk/street/money')).toBe(true);
    expect(opener(holding(null), 'lane', false)('/desk/lane/money')).toBe(true);
  });

  it('shows one who is signed in but unknown in this space only what anyone may see', () => {
    const guest = opener(holding(null), 'lane', true);
    expect(guest('/s/lane')).toBe(true);
    expect(guest('/desk/lane/gifts/018f')).toBe(false);
  });

  it('leaves alone what is no page of ours', () => {
    const worker = opener(holding('worker'), 'lane', true);
    expect(worker('/assets/linli.css')).toBe(true);
    expect(worker('tel:62100188')).toBe(true);
  });
});
