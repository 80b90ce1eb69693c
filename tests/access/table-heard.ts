import { anyone, deed, deeds, form, keepers, type Line, look, office, register, words } from './lines.ts';

const gridReaders = ['admin', 'worker', 'grid_worker', 'secretary', 'supervisor', 'overseer'] as const;

/** Doors, grids, and what becomes of words on their way through the office. */
export const heardLines: readonly Line[] = [
  look('/desk/:space/diary', register, '民情日记'),
  ...form('/desk/:space/diary/new', office, '一点就是一句'),
  look('/desk/:space/diary/:id', register, '走访', words),
  look('/s/:space/diary.webmanifest', anyone, 'standalone'),
  look('/s/:space/diary.svg', anyone, 'svg'),
  look('/s/:space/grids', anyone, '第一网格'),
  look('/s/:space/grids/:id', anyone, '包片干部'),
  look('/s/:space/map', anyone, '古槐'),
  look('/desk/:space/grids', gridReaders, '河滩地'),
  deed('/desk/:space/grids', keepers),
  look('/desk/:space/grids/:id', gridReaders, '魏警官', ['phone']),
  deed('/desk/:space/grids/:id', keepers),
  deed('/desk/:space/grids/:id/body', keepers),
  ...deeds('/desk/:space/shapes/:id', 'assign drop', keepers),
  deed('/desk/:space/charges/:id/end', keepers),
  look('/desk/:space/map', gridReaders, '古槐'),
  deed('/desk/:space/map', keepers),
  deed('/desk/:space/entries/:id/end', keepers),
];
