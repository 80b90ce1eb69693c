import { anyone, form, type Line, look, office, register, words } from './lines.ts';

/** Doors, grids, and what becomes of words on their way through the office. */
export const heardLines: readonly Line[] = [
  look('/desk/:space/diary', register, '民情日记'),
  ...form('/desk/:space/diary/new', office, '一点就是一句'),
  look('/desk/:space/diary/:id', register, '走访', words),
  look('/s/:space/diary.webmanifest', anyone, 'standalone'),
  look('/s/:space/diary.svg', anyone, 'svg'),
];
