import { finding, type Rule } from './rule.ts';

const numberOf = (path: string) => path.match(/^db\/migrations\/(\d{4})_[a-z0-9_]+\.sql$/)?.[1] ?? null;

export const migrations: Rule = {
  name: 'migrations in order, with a note',
  looksAt: (path) => path.startsWith('db/migrations/'),
  check: (files) =>
    files.flatMap((file) => {
      const number = numberOf(file.path);
      const double = files.some((other) => other.path !== file.path && numberOf(other.path) === number);
      return [
        ...(number === null ? [finding(file, 0, 'is named unlike 0012_what_it_makes.sql')] : []),
        ...(double ? [finding(file, 0, `shares the number ${number} with another migration`)] : []),
        ...(/^--\s+\S+/.test(file.text) ? [] : [finding(file, 0, 'does not begin with a note why')]),
      ];
    }),
  planted: [
    { 'db/migrations/0001_ground.sql': 'create table a ();' },
    { 'db/migrations/2_Ground.sql': '-- Why.\n' },
    { 'db/migrations/0001_ground.sql': '-- Why.\n', 'db/migrations/0001_people.sql': '-- Why.\n' },
  ],
  clean: { 'db/migrations/0001_ground.sql': '-- Why.\n', 'db/migrations/0020_people.sql': '-- Why.\n' },
};
