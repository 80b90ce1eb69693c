/** The rooms in the order of writing: the commands of a room may call only rooms before it. */
const order = [
  ...['record', 'log', 'tasks', 'parameters'],
  ...['places', 'people', 'grids', 'organisations', 'centres'],
  ...['ledger'],
  ...[
    'intake',
    'diary',
    'dispatch',
    'mediation',
    'reception',
    'limits',
    'needs',
    'problems',
    'resources',
    'exchange',
    'outreach',
    'matching',
  ],
  ...[
    'bodies',
    'decisions',
    'statutes',
    'topics',
    'meetings',
    'votes',
    'questionnaires',
    'consultations',
    'supervision',
  ],
  ...[
    'funds',
    'gifts',
    'budgets',
    'stewardship',
    'campaigns',
    'partners',
    'reconciliation',
    'projects',
    'budgeting',
    'activities',
    'volunteering',
    'learning',
    'shop',
    'casework',
  ],
  ...['results', 'stories', 'reports', 'indicators', 'search'],
];

/** The room a file belongs to, its place in the order (−1 when the order does not know it), and the rest of the path. */
export function roomOf(path: string): { room: string; place: number; file: string } | null {
  const match = path.match(/^src\/modules\/([^/]+)\/(.+)$/);
  const [, room, file] = match ?? [];
  return room !== undefined && file !== undefined ? { room, file, place: order.indexOf(room) } : null;
}

/** What shows a room to people or to the clock may read any door; everything else keeps to the order. */
export const readsAnyDoor = (file: string) => /^(pages|routes|api|jobs|http)(-[a-z0-9-]+)?\.tsx?$/.test(file);

/** The same names in every room, so that a newcomer knows where everything is. */
export const isRoomFile = (file: string) =>
  /^(index|schema|rules|commands|queries|permissions|errors|pages|routes|api|jobs|http|zh|en)(-[a-z0-9]+)*\.tsx?$/.test(
    file,
  ) || /^[a-z0-9-]+\.test\.tsx?$/.test(file);
