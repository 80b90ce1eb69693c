import { tellInBrowser } from './first-loop.ts';

await tellInBrowser(import.meta.url, false);
