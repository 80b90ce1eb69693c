import { pino, stdSerializers } from 'pino';
import type { Log } from '#platform/platform';

/** What a log line says of an error: enough to find the place, nothing a person typed. */
interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly stack: string;
  readonly code?: string;
  readonly table?: string;
  readonly constraint?: string;
}

/**
 * PostgreSQL quotes the value it refused in its messages and the row in its details; libraries quote what they could
 * not read. So quoted parts go, and of the other properties only names of our own stay.
 */
export function describeError(error: unknown): LoggedError | string {
  if (!(error instanceof Error)) return typeof error === 'string' ? withoutQuoted(error) : typeof error;
  const { type, message, stack } = stdSerializers.err(error);
  return {
    type,
    message: withoutQuoted(message),
    // The first lines of a stack are the message over again.
    stack: stack
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .join('\n'),
    ...named(error, 'code'),
    ...named(error, 'table'),
    ...named(error, 'constraint'),
  };
}

function named(error: Error, key: 'code' | 'table' | 'constraint'): Readonly<Record<string, string>> {
  const value: unknown = Object.entries(error).find(([name]) => name === key)?.[1];
  return typeof value === 'string' && /^[\w-]{1,64}$/.test(value) ? { [key]: value } : {};
}

function withoutQuoted(message: string): string {
  return message.replace(/"[^"]*"|'[^']*'|\u201c[^\u201d]*\u201d|`[^`]*`/gu, '"\u2026"').slice(0, 300);
}

/** The server's own log: one JSON line each, on the error stream. */
export function openLog(level: string, stream: NodeJS.WritableStream | number = 2): Log {
  const target = typeof stream === 'number' ? pino.destination(stream) : stream;
  return pino({ level, serializers: { err: describeError } }, target);
}
