import type { Words } from '#kernel/words';
import type { zh } from './zh.ts';

const errorTitles: ReadonlyMap<number, string> = new Map([
  [401, 'Please sign in'],
  [403, 'You cannot open this'],
  [404, 'Page not found'],
  [429, 'Please wait a moment'],
]);

/** The same for readers of English. */
export const en: Words<typeof zh> = {
  errorTitle: (status) =>
    errorTitles.get(status) ?? (status >= 500 ? 'Something went wrong' : 'This step was not done'),
  errorKind: 'Not done',
  sendAgain: 'Send it once more (what you typed is kept)',
  home: 'Home page',
  errors: {
    'page.not_found':
      'The address may be mistyped, or this is no longer public. Start again from the home page, or ring the community office.',
    'page.database_away':
      'The database cannot be reached just now and this step may not have been done. What you typed is kept: send it once more in a moment with the button; even if it had gone through, it counts only once.',
    'page.failed':
      'Something failed on our side and this step may not have been done. Send it once more, it counts only once; if it fails again, tell the community office.',
    'page.too_often': (p) => `Too many requests. Please wait ${p['seconds'] ?? 60} seconds and try again.`,
    'page.foreign':
      'This request did not come from our own pages, so it was not carried out. Go back to the page and press the button again.',
    'access.sign_in': 'Please sign in first, then take this step.',
    'access.not_allowed':
      'This step belongs to someone with the duty for it. If you need it, ask the community administrator.',
    'access.second_factor': 'Matters of money need your one-time code as well. Confirm it, then carry on here.',
    'access.other_space': 'This is not your community.',
    'input.required': 'Please fill this in.',
    'input.choose': 'Please choose one.',
    'input.invalid': 'We could not read this. Please change it.',
    'input.not_an_id': 'That record is not right. Choose it again from the list.',
    'input.not_a_date': 'Write the date like 2026-11-22, and it must exist.',
    'input.not_a_file': 'The file did not arrive. Please choose it again.',
    'input.too_long': (p) =>
      `Too long: at most ${p['max'] ?? ''} characters${p['length'] ? `, there are ${p['length']}` : ''}. Shorten it; say the important part first.`,
    'input.one_line': 'Please write it on one line.',
    'input.markup': 'A name cannot contain angle brackets (< >). Please remove them.',
    'input.too_large': 'What you sent is too large. Please choose a smaller file.',
    'input.unreadable': 'The form could not be read. Reload the page and fill it in again.',
    'input.no_such': 'What was chosen is not here, or has just been taken away. Please choose again.',
    'input.key_reused': 'This form was already sent with different content. Open a fresh page and fill it in again.',
  },
  notices: { prefs: 'Done, it is changed.' },
  terminal: {
    imported:
      '"{file}" is imported: {landed} came in, {skipped} were already there, {failed} did not come in ({rate} a second).',
    importStopped: 'Stopped: {landed} came in this time. The same command goes on from here.',
    importReport: 'The rows that did not come in and why are in {path}.',
    importUsage: 'Usage: npx linli import messages FILE.csv --space SLUG [--report REPORT.csv]',
    importNoFile: 'The file {file} cannot be read.',
    importNoSpace: 'There is no community called {slug}.',
    importNoColumns: '{file} has no id column, or no column that holds what was said.',
    importBroken: '{file} cannot be read; it must be CSV or XLSX.',
    makingDatabase: 'First start: making the database…',
    postgresEnded: 'PostgreSQL ended unexpectedly; starting it again…',
    postgresBack: 'PostgreSQL is back.',
    address: 'Linli',
    data: 'Data',
    dataMoved:
      'Started as root, PostgreSQL runs as nobody, who cannot reach {wanted}; so the data lies in a system folder.',
    demo: 'This is the demo, on this machine only; for real use: npm start -- --no-demo',
    tellingDemo: 'First start: telling a year of the Tonghua community…',
    demoBar: 'Demo',
    demoAgain: 'The last telling was interrupted; beginning again from nothing.',
    demoAccounts: 'Sign in at {url}, the password of all is {password}:',
    demoCode: 'Those who touch money ({names}) are asked for a code too: {command}',
    demoOld: 'The demo was told up to {day}. To have it told up to today: npx linli demo --fresh',
    codeUnknown: 'Say whose code. In the demo: {names}',
    demoHost: "The demo's accounts are public, so --host was left aside: 127.0.0.1 only.",
    database: 'PostgreSQL',
    ready: 'Ready in {seconds} s; Ctrl-C stops.',
    stopping: 'Stopping…',
    stopped: 'Stopped; the data is safe.',
    setUp: 'No community yet: open {url} , code {code}',
    migrated: 'The database is up to date ({count} steps ran).',
    schemaWritten: 'Wrote db/schema.sql and src/platform/schema.generated.ts.',
    checkHolds: '',
    checkBroken: ': {count} wrong, the first is {first}',
    checkAll: 'In {spaces} spaces {checks} checks each hold.',
    checkSome: '{broken} checks do not hold.',
  },
  cli: {
    heading: "Linli: the working system of a neighbourhood's philanthropy",
    usage: 'Usage: npx linli <command> [options]',
    commands: 'Commands',
    options: 'Options (in brackets: the environment variable that means the same)',
    start: 'start (what npm start does)',
    demo: 'start the demo; --fresh clears the old demo data first',
    code: 'the one-time code of somebody in the demo who touches money: code USERNAME',
    dev: 'start, and again after every change of a source; data stays',
    migrate: 'bring the database to the newest schema',
    schema: 'generate db/schema.sql and the query types from the migrations',
    import: "Import residents' messages: import messages FILE.csv --space SLUG",
    check: 'verify the books and records of every space, one line each; fails when something is wrong',
    port: 'port, 8080 by default; 0 takes any free one (LINLI_PORT)',
    host: 'address to listen at, 127.0.0.1 by default; 0.0.0.0 lets other machines in (LINLI_HOST)',
    data: 'data folder, ./data by default (LINLI_DATA)',
    noDemo: 'no demo; an empty folder brings it by default (LINLI_DEMO=0)',
    baseUrl: 'the address people use, for links and QR codes (LINLI_BASE_URL)',
    databaseUrl: 'a PostgreSQL ≥ 15 of your own (DATABASE_URL)',
    ownerUrl: 'the role that owns and migrates there (DATABASE_OWNER_URL)',
    logLevel: 'how much to log, info by default (LINLI_LOG_LEVEL)',
  },
};
