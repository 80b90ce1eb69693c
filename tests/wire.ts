import { connect, createServer, type Socket } from 'node:net';

/** A line to PostgreSQL that can break at a chosen word. */
export interface Wire {
  readonly url: string;
  /** The next answer that holds this word is not delivered, and its connection breaks. */
  cutAt(word: string): void;
  /** How often it broke. */
  cuts(): number;
  close(): Promise<void>;
}

/** Passes everything on between a client and the PostgreSQL of this address. */
export async function wire(to: string): Promise<Wire> {
  const target = new URL(to);
  const open = new Set<Socket>();
  let word: string | null = null;
  let cuts = 0;
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        open.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.on('data', (bytes) => far.write(bytes));
    far.on('data', (bytes) => {
      if (word === null || !bytes.includes(word)) {
        near.write(bytes);
        return;
      }
      word = null;
      cuts += 1;
      near.destroy();
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  const url = new URL(to);
  url.hostname = '127.0.0.1';
  url.port = typeof address === 'object' && address !== null ? String(address.port) : '';
  return {
    url: url.href,
    cutAt: (text) => {
      word = text;
    },
    cuts: () => cuts,
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}
