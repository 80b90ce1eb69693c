import { Agent, request as httpRequest } from 'node:http';
import { connect, type Socket } from 'node:net';

/** How many readers ask at once. */
export const connections = 16;

const headEnd = Buffer.from('\r\n\r\n');

/** Counts the answers in what a socket brings; each is a head with its length, and a body. */
function answerCounter(onAnswer: () => void): (chunk: Buffer) => void {
  let head: Buffer = Buffer.alloc(0);
  let bodyLeft = 0;
  return (chunk) => {
    let rest = chunk;
    while (rest.length > 0) {
      if (bodyLeft > 0) {
        const taken = Math.min(bodyLeft, rest.length);
        bodyLeft -= taken;
        rest = rest.subarray(taken);
        if (bodyLeft === 0) onAnswer();
        continue;
      }
      head = head.length === 0 ? rest : Buffer.concat([head, rest]);
      const end = head.indexOf(headEnd);
      if (end < 0) return;
      const text = head.subarray(0, end).toString('latin1');
      const length = /^content-length: (\d+)/im.exec(text)?.[1];
      if (!text.startsWith('HTTP/1.1 200') || length === undefined) throw new Error(text);
      rest = head.subarray(end + headEnd.length);
      head = Buffer.alloc(0);
      bodyLeft = Number(length);
    }
  };
}

/** One reader after another on one connection, until told to stop; gives the number of answers. */
function reader(url: URL): { readonly count: () => number; readonly stop: () => void } {
  const asked = Buffer.from(`GET ${url.pathname}${url.search} HTTP/1.1\r\nHost: ${url.host}\r\n\r\n`);
  const socket: Socket = connect(Number(url.port), url.hostname);
  socket.setNoDelay(true);
  let answers = 0;
  socket.on(
    'data',
    answerCounter(() => {
      answers += 1;
      socket.write(asked);
    }),
  );
  socket.on('connect', () => socket.write(asked));
  socket.on('error', (error) => {
    throw error;
  });
  return { count: () => answers, stop: () => socket.destroy() };
}

/** Requests per second that a server answers to sixteen connections kept open. */
export async function requestsPerSecond(address: string, seconds: number): Promise<number> {
  const url = new URL(address);
  const readers = Array.from({ length: connections }, () => reader(url));
  const total = (): number => readers.reduce((sum, one) => sum + one.count(), 0);
  const pause = (ms: number) => new Promise((go) => setTimeout(go, ms));
  // What is compiled and opened first is not what is measured.
  await pause(300);
  const [before, begun] = [total(), performance.now()];
  await pause(seconds * 1000);
  const rate = ((total() - before) * 1000) / (performance.now() - begun);
  for (const one of readers) one.stop();
  return rate;
}

const agent = new Agent({ keepAlive: true, maxSockets: 1 });
let last = 0;

/** Asks for one page on a connection kept open; gives its time in milliseconds and its bytes. */
export async function ask(
  address: string,
  asked: Readonly<Record<string, string>> = {},
): Promise<{ readonly ms: number; readonly body: Buffer; readonly type: string }> {
  last += 1;
  const headers = {
    ...asked,
    'x-forwarded-for': `10.${(last >> 16) & 255}.${(last >> 8) & 255}.${last & 255}`,
  };
  const begun = performance.now();
  const { promise, resolve, reject } = Promise.withResolvers<{ body: Buffer; type: string }>();
  const sent = httpRequest(address, { agent, headers }, (response) => {
    const parts: Buffer[] = [];
    response.on('data', (part: Buffer) => parts.push(part));
    response.on('end', () => {
      if (response.statusCode === 200)
        resolve({ body: Buffer.concat(parts), type: response.headers['content-type'] ?? '' });
      else reject(new Error(`${address}: ${response.statusCode}`));
    });
  });
  sent.on('error', reject);
  sent.end();
  const answer = await promise;
  return { ms: performance.now() - begun, ...answer };
}
