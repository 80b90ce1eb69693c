/** One event of a calendar file (RFC 5545). */
export interface IcsEvent {
  /** Stays the same when the event changes, so that calendars replace it. */
  readonly id: string;
  readonly from: Date;
  readonly until: Date;
  readonly title: string;
  readonly text?: string;
  readonly place?: string;
  readonly url?: string;
}

/** Lines are at most 75 octets; longer ones go on after a line break and a blank, never inside a character. */
const longestLine = 75;

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll(';', '\\;').replaceAll(',', '\\,').replaceAll(/\r?\n/g, '\\n');
}

function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  let size = 0;
  for (const letter of line) {
    const octets = new TextEncoder().encode(letter).length;
    if (size + octets > longestLine) {
      parts.push(part);
      part = ' ';
      size = 1;
    }
    part += letter;
    size += octets;
  }
  return [...parts, part].join('\r\n');
}

function stamp(at: Date): string {
  return at.toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
}

/** A calendar file that phones and desks subscribe to; times are in UTC, so no zone has to be told. */
export function icsText(calendar: {
  readonly title: string;
  readonly now: Date;
  readonly events: readonly IcsEvent[];
}): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Linli//Calendar//ZH',
    'CALSCALE:GREGORIAN',
    `X-WR-CALNAME:${escaped(calendar.title)}`,
    ...calendar.events.flatMap((event) => [
      'BEGIN:VEVENT',
      `UID:${event.id}@linli`,
      `DTSTAMP:${stamp(calendar.now)}`,
      `DTSTART:${stamp(event.from)}`,
      `DTEND:${stamp(event.until)}`,
      `SUMMARY:${escaped(event.title)}`,
      ...(event.text === undefined ? [] : [`DESCRIPTION:${escaped(event.text)}`]),
      ...(event.place === undefined ? [] : [`LOCATION:${escaped(event.place)}`]),
      ...(event.url === undefined ? [] : [`URL:${event.url}`]),
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}
