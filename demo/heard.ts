import { tellDiary } from './diary.ts';
import { tellDispatch } from './dispatch.ts';
import { tellGrids } from './grids.ts';
import { tellLimits } from './limits.ts';
import { tellPlaces } from './places.ts';
import { tellReception } from './reception.ts';
import type { Telling } from './script.ts';

/** What is heard at doors, who looks after which street, and what becomes of words on their way. */
export function tellHeard(telling: Telling): void {
  tellDiary(telling);
  tellPlaces(telling);
  tellGrids(telling);
  tellDispatch(telling);
  tellReception(telling);
  tellLimits(telling);
}
