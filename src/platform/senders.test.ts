import { createServer as createHttp, type IncomingMessage } from 'node:http';
import { createServer as createTcp, type Server, type Socket } from 'node:net';
import { afterAll, describe, expect, test } from 'vitest';
import {
  gatewayHeaders,
  gatewaySender,
  type OutgoingMessage,
  outboxSender,
  sendersFrom,
  smtpSender,
  verifyGatewayRequest,
} from './senders.ts';

const now = () => new Date('2026-11-22T06:00:00Z');
const secret = 'a secret of the gateway';
const open: Server[] = [];
const sockets = new Set<Socket>();
afterAll(() => {
  for (const socket of sockets) socket.destroy();
  for (const server of open) server.close();
});

async function listen(server: Server): Promise<number> {
  open.push(server);
  server.on('connection', (socket: Socket) => sockets.add(socket));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function sms(more: Partial<OutgoingMessage> = {}): OutgoingMessage {
  return { channel: 'sms', to: '13800138000', text: '您说的事办好了', lang: 'zh', ref: 'row-1', ...more };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

/** A provider's side of the gateway: checks the signature, refuses repeats, sends a reference once. */
async function simulatedGateway(options: { readonly status?: number; readonly secret?: string } = {}) {
  const sent = new Map<string, string>();
  const nonces = new Set<string>();
  const server = createHttp(async (request, response) => {
    const body = await bodyOf(request);
    const headers = new Headers(
      Object.entries(request.headers).flatMap(([name, value]): [string, string][] => [[name, String(value)]]),
    );
    const nonce = headers.get(gatewayHeaders.nonce) ?? '';
    const genuine = verifyGatewayRequest(options.secret ?? secret, headers, body, now()) && !nonces.has(nonce);
    nonces.add(nonce);
    const { ref, text }: { ref: string; text: string } = JSON.parse(body);
    const status = options.status ?? (genuine ? 200 : 401);
    if (status === 200) sent.set(ref, text);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ id: `p-${ref}` }));
  });
  const port = await listen(server);
  return { url: `http://127.0.0.1:${port}/sms`, sent };
}

describe('text messages', () => {
  test('reach a gateway that checks the signature, and twice the same is one', async () => {
    const gateway = await simulatedGateway();
    const sender = gatewaySender({ url: gateway.url, keyId: 'linli', secret, now });
    expect(await sender.send(sms())).toEqual({ ok: true, value: { by: 'gateway', reference: 'p-row-1' } });
    expect((await sender.send(sms())).ok).toBe(true);
    expect([...gateway.sent]).toEqual([['row-1', '您说的事办好了']]);
  });

  test('are refused for good, or kept for later, as the gateway answers', async () => {
    const wrong = await simulatedGateway({ secret: 'another secret' });
    const sendTo = (url: string, message = sms()) =>
      gatewaySender({ url, keyId: 'linli', secret, now, timeoutMs: 500 }).send(message);
    expect(await sendTo(wrong.url)).toEqual({ ok: false, fault: { code: 'senders.refused', params: { status: 401 } } });
    expect(wrong.sent.size).toBe(0);
    for (const status of [429, 500, 503]) {
      const busy = await simulatedGateway({ status });
      expect(await sendTo(busy.url)).toMatchObject({ fault: { code: 'senders.unreachable' } });
    }
    const silent = await listen(createTcp((socket) => socket.unref()));
    expect(await sendTo(`http://127.0.0.1:${silent}/`)).toMatchObject({ fault: { code: 'senders.unreachable' } });
    expect(await sendTo(wrong.url, sms({ to: '12345' }))).toMatchObject({ fault: { code: 'senders.bad_address' } });
  });

  test('a changed body, another time or a stale request does not verify', async () => {
    const seen: { headers: Headers; body: string }[] = [];
    const server = createHttp(async (request, response) => {
      const body = await bodyOf(request);
      seen.push({ headers: new Headers(JSON.parse(JSON.stringify(request.headers))), body });
      response.end('{"id":"1"}');
    });
    await gatewaySender({ url: `http://127.0.0.1:${await listen(server)}/`, keyId: 'k', secret, now }).send(sms());
    const [first] = seen;
    if (first === undefined) throw new Error('nothing arrived');
    const later = (seconds: number) => new Date(now().getTime() + seconds * 1000);
    expect(verifyGatewayRequest(secret, first.headers, first.body, later(299))).toBe(true);
    expect(verifyGatewayRequest(secret, first.headers, first.body, later(302))).toBe(false);
    expect(verifyGatewayRequest(secret, first.headers, `${first.body} `, now())).toBe(false);
    expect(verifyGatewayRequest('other', first.headers, first.body, now())).toBe(false);
    first.headers.set(gatewayHeaders.time, String(Number(first.headers.get(gatewayHeaders.time)) + 1));
    expect(verifyGatewayRequest(secret, first.headers, first.body, now())).toBe(false);
    expect(verifyGatewayRequest(secret, new Headers(), first.body, now())).toBe(false);
  });
});

/** A mail server of a few lines: takes what is sent to anybody but `nobody@`. */
async function simulatedMailServer() {
  const letters: string[] = [];
  const server = createTcp((socket) => {
    let letter: string[] | undefined;
    const say = (line: string) => socket.write(`${line}\r\n`);
    const hear = (line: string) => {
      if (letter !== undefined) {
        if (line !== '.') return void letter.push(line);
        letters.push(letter.join('\n'));
        letter = undefined;
        return void say('250 kept');
      }
      if (/^EHLO/i.test(line)) return void say('250 simulated');
      if (/^RCPT TO:<nobody@/i.test(line)) return void say('550 unknown');
      if (/^DATA/i.test(line)) {
        letter = [];
        return void say('354 go on');
      }
      if (/^QUIT/i.test(line)) return void socket.end('221 bye\r\n');
      say('250 ok');
    };
    let rest = '';
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      const lines = (rest + data.toString('utf8')).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) hear(line);
    });
    say('220 simulated');
  });
  return { url: `smtp://127.0.0.1:${await listen(server)}`, letters };
}

describe('mail', () => {
  const mail = (more: Partial<OutgoingMessage> = {}): OutgoingMessage =>
    sms({ channel: 'mail', to: 'wang@example.com', subject: '办好了\r\nBcc: all@example.com', ...more });

  test('goes out with its subject on one line and its reference', async () => {
    const server = await simulatedMailServer();
    const sender = smtpSender({ url: server.url, from: 'Linli <linli@example.org>' });
    expect(await sender.send(mail())).toMatchObject({ ok: true, value: { by: 'smtp' } });
    expect(server.letters[0]).toContain('X-Linli-Ref: row-1');
    expect(server.letters[0]).not.toMatch(/^Bcc:/m);
  });

  test('is refused for good when the server does not know the address, and kept when there is no server', async () => {
    const server = await simulatedMailServer();
    const sender = smtpSender({ url: server.url, from: 'linli@example.org' });
    expect(await sender.send(mail({ to: 'nobody@example.com' }))).toEqual({
      ok: false,
      fault: { code: 'senders.refused', params: { status: 550 } },
    });
    expect(await sender.send(mail({ to: 'a@b.cc, c@d.ee' }))).toMatchObject({ fault: { code: 'senders.bad_address' } });
    const nowhere = smtpSender({ url: 'smtp://127.0.0.1:1', from: 'linli@example.org' });
    expect(await nowhere.send(mail())).toMatchObject({ fault: { code: 'senders.unreachable' } });
  });
});

test('without settings messages stay in the outbox; half a setting is an error', async () => {
  const senders = sendersFrom({ LINLI_SMS_URL: '' }, now);
  expect(senders.sms).toBe(outboxSender);
  expect(await senders.mail.send(sms())).toEqual({ ok: true, value: { by: 'outbox', reference: 'row-1' } });
  expect(() => sendersFrom({ LINLI_SMS_URL: 'https://sms.example.org' }, now)).toThrow('LINLI_SMS_SECRET');
  expect(() => sendersFrom({ LINLI_SMTP_URL: 'smtp://mail.example.org' }, now)).toThrow('LINLI_MAIL_FROM');
  const all = {
    LINLI_SMS_URL: 'https://sms.example.org',
    LINLI_SMS_SECRET: secret,
    LINLI_SMTP_URL: 'smtps://mail.example.org',
    LINLI_MAIL_FROM: 'linli@example.org',
  };
  expect(sendersFrom(all, now).sms).not.toBe(outboxSender);
  expect(sendersFrom(all, now).mail).not.toBe(outboxSender);
});
