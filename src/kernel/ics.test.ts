import { describe, expect, test } from 'vitest';
import { icsText } from './ics.ts';

const event = {
  id: 'a',
  from: new Date('2026-03-02T06:00:00Z'),
  until: new Date('2026-03-02T08:00:00Z'),
  title: '活动室；棋牌, 茶\n水',
};

describe('a calendar file', () => {
  test('is lines of at most 75 octets ended by CRLF, and what is special in it is escaped', () => {
    const text = icsText({ title: '邻里中心', now: event.from, events: [{ ...event, text: '很长的话'.repeat(40) }] });
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
    for (const line of text.split('\r\n')) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
    const whole = text.replaceAll('\r\n ', '');
    expect(whole).toContain('SUMMARY:活动室；棋牌\\, 茶\\n水');
    expect(whole).toContain(`DESCRIPTION:${'很长的话'.repeat(40)}`);
    expect(whole).toContain('DTSTART:20260302T060000Z');
    expect(whole).toContain('UID:a@linli');
  });
});
