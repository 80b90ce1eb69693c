import { recount, type WrittenSettings } from '#algorithms/recount';

/** Counts beside the page: the same code as on the server. Modern browsers only; without it the page says how else. */
self.onmessage = (event: MessageEvent<{ file: string; settings: WrittenSettings; explain: boolean }>) => {
  self.postMessage(recount(event.data));
};
