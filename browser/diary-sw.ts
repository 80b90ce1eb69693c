/**
 * Keeps the page to write a visit within reach where there is no network. It asks the network first and answers from
 * what it kept only when nothing comes; of everything else that is asked it knows nothing.
 */
const kept = 'linli-diary-1';
const patience = 4_000;

interface Fetching extends Event {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

interface Waiting extends Event {
  waitUntil(until: Promise<unknown>): void;
}

/** What a service worker's own globals have beside those of a page. */
interface WorkerSelf {
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
  addEventListener(type: 'install' | 'activate', listen: (event: Waiting) => void): void;
  addEventListener(type: 'fetch', listen: (event: Fetching) => void): void;
}

// This file runs nowhere but in a service worker, whose types the browser's own library for pages does not hold.
const worker = self as unknown as WorkerSelf;

async function fromNetwork(request: Request, cache: Cache): Promise<Response> {
  const answer = await fetch(request);
  if (answer.ok && !answer.redirected) await cache.put(new URL(request.url).pathname, answer.clone());
  return answer;
}

async function reach(request: Request): Promise<Response> {
  const cache = await caches.open(kept);
  const before = await cache.match(new URL(request.url).pathname);
  const network = fromNetwork(request, cache);
  if (before === undefined) return network;
  const soon = new Promise<Response>((answer) => setTimeout(() => answer(before), patience));
  return Promise.race([network.catch(() => before), soon]);
}

worker.addEventListener('install', (event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin || url.search !== '') return;
  const page = request.mode === 'navigate' && url.pathname.endsWith('/diary/new');
  if (page || url.pathname.startsWith('/assets/')) event.respondWith(reach(request));
});
