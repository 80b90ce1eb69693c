import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { createTransport } from 'nodemailer';
import { z } from 'zod';
import { fail, ok, type Result } from '#kernel/result';
import type { Lang } from '#kernel/words';

/** A message on its way to one person. */
export interface OutgoingMessage {
  readonly channel: 'sms' | 'mail';
  /** A mobile number of 11 digits, or a mail address. */
  readonly to: string;
  readonly subject?: string;
  readonly text: string;
  readonly lang: Lang;
  /** Id of the outbox row: the gateway may see the same one twice after a crash and must send it once. */
  readonly ref: string;
}

/** That a message was taken over: by whom, and under which number there. */
export interface Handover {
  /** `outbox` means that it only lies on the administrators' page and reached nobody by itself. */
  readonly by: 'outbox' | 'smtp' | 'gateway';
  readonly reference: string;
}

/**
 * Hands a message over, or refuses by code: `senders.bad_address` and `senders.refused` (with `status`; trying again
 * is useless), `senders.unreachable` (try again later).
 */
export interface Sender {
  send(message: OutgoingMessage): Promise<Result<Handover>>;
}

/** The sender of each channel. */
export interface Senders {
  readonly sms: Sender;
  readonly mail: Sender;
}

/** Leaves the message where administrators see it, for spaces without a gateway: they read the code to the person. */
export const outboxSender: Sender = {
  send: async (message) => ok({ by: 'outbox', reference: message.ref }),
};

/** How mail goes out. */
export interface SmtpSettings {
  /** `smtp://user:password@host:587` or `smtps://…:465`. */
  readonly url: string;
  /** The sender people see, `Name <address>`. */
  readonly from: string;
}

const mailAddress = z.email();

/** Mail through an SMTP server. A refusal by the server (5xx) is final, everything else may be tried again. */
export function smtpSender(settings: SmtpSettings): Sender {
  const transport = createTransport(settings.url, { from: settings.from });
  return {
    send: async (message) => {
      if (!mailAddress.safeParse(message.to).success) return fail('senders.bad_address');
      try {
        const sent: unknown = await transport.sendMail({
          to: message.to,
          // A line end here would begin another header.
          subject: (message.subject ?? '').replace(/\s+/g, ' '),
          text: message.text,
          headers: { 'X-Linli-Ref': message.ref, 'Content-Language': message.lang },
          disableFileAccess: true,
          disableUrlAccess: true,
        });
        const { messageId } = z.object({ messageId: z.string() }).parse(sent);
        return ok({ by: 'smtp', reference: messageId });
      } catch (error) {
        const status = z.object({ responseCode: z.number() }).safeParse(error);
        const final = status.success && status.data.responseCode >= 500;
        return final
          ? fail('senders.refused', { params: { status: status.data.responseCode } })
          : fail('senders.unreachable');
      }
    },
  };
}

/** How text messages go out: a small bridge of the operator's own in front of whatever provider they use. */
export interface GatewaySettings {
  readonly url: string;
  /** Names the secret, so that the other side can hold several. */
  readonly keyId: string;
  readonly secret: string;
  readonly timeoutMs?: number;
  now(): Date;
}

/** The headers that prove a request to the gateway. */
export const gatewayHeaders = {
  key: 'linli-key',
  time: 'linli-timestamp',
  nonce: 'linli-nonce',
  signature: 'linli-signature',
} as const;

/** How old a signed request may be, in seconds, before the gateway takes it for a repeated one. */
export const gatewayWindowSeconds = 300;

function signature(secret: string, time: string, nonce: string, body: string): string {
  return createHmac('sha256', secret).update(`${time}\n${nonce}\n${body}`).digest('hex');
}

/**
 * What the other side of the gateway does with a request: proves on the raw body that it comes from who has the
 * secret, unchanged and fresh. The nonce must besides be refused a second time, which needs a memory and is its task.
 */
export function verifyGatewayRequest(secret: string, headers: Headers, body: string, now: Date): boolean {
  const time = headers.get(gatewayHeaders.time) ?? '';
  const nonce = headers.get(gatewayHeaders.nonce) ?? '';
  const age = Math.abs(now.getTime() / 1000 - Number(time));
  if (!/^\d+$/.test(time) || nonce === '' || age > gatewayWindowSeconds) return false;
  const wanted = Buffer.from(signature(secret, time, nonce, body));
  const given = Buffer.from(headers.get(gatewayHeaders.signature) ?? '');
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}

const gatewayAnswer = z.object({ id: z.string().min(1).max(200) });

/**
 * Text messages through an HTTP gateway: one signed POST of JSON `{ref, to, text, lang}`, answered by `{id}`. An
 * answer 4xx is final (429 apart); anything else may be tried again, which is safe because `ref` stays the same.
 */
export function gatewaySender(settings: GatewaySettings): Sender {
  return {
    send: async (message) => {
      if (!/^1[3-9]\d{9}$/.test(message.to)) return fail('senders.bad_address');
      const body = JSON.stringify({ ref: message.ref, to: message.to, text: message.text, lang: message.lang });
      const time = String(Math.floor(settings.now().getTime() / 1000));
      const nonce = randomUUID();
      const response = await fetch(settings.url, {
        method: 'POST',
        redirect: 'error',
        signal: AbortSignal.timeout(settings.timeoutMs ?? 10_000),
        headers: {
          'content-type': 'application/json',
          [gatewayHeaders.key]: settings.keyId,
          [gatewayHeaders.time]: time,
          [gatewayHeaders.nonce]: nonce,
          [gatewayHeaders.signature]: signature(settings.secret, time, nonce, body),
        },
        body,
      }).catch(() => undefined);
      if (response === undefined) return fail('senders.unreachable');
      const answer = gatewayAnswer.safeParse(await response.json().catch(() => undefined));
      if (response.ok && answer.success) return ok({ by: 'gateway', reference: answer.data.id });
      const { status } = response;
      const final = status >= 400 && status < 500 && status !== 429;
      return final ? fail('senders.refused', { params: { status } }) : fail('senders.unreachable');
    },
  };
}

const senderSettings = z.object({
  LINLI_SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  LINLI_MAIL_FROM: z.string().min(3).optional(),
  LINLI_SMS_URL: z.url({ protocol: /^https?$/ }).optional(),
  LINLI_SMS_KEY: z.string().default('linli'),
  LINLI_SMS_SECRET: z.string().min(16).optional(),
});

/**
 * The senders that the environment names: `LINLI_SMTP_URL` with `LINLI_MAIL_FROM`, `LINLI_SMS_URL` with
 * `LINLI_SMS_SECRET` (at least 16 characters) and `LINLI_SMS_KEY`. A channel that names nothing stays in the outbox;
 * half a setting throws, since a message must not silently stay behind.
 */
export function sendersFrom(env: Readonly<Record<string, string | undefined>>, now: () => Date): Senders {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const read = senderSettings.parse(given);
  const { LINLI_SMTP_URL: smtp, LINLI_MAIL_FROM: from, LINLI_SMS_URL: sms, LINLI_SMS_SECRET: secret } = read;
  if ((smtp === undefined) !== (from === undefined)) throw new Error('LINLI_SMTP_URL + LINLI_MAIL_FROM');
  if ((sms === undefined) !== (secret === undefined)) throw new Error('LINLI_SMS_URL + LINLI_SMS_SECRET');
  return {
    mail: smtp === undefined || from === undefined ? outboxSender : smtpSender({ url: smtp, from }),
    sms:
      sms === undefined || secret === undefined
        ? outboxSender
        : gatewaySender({ url: sms, keyId: read.LINLI_SMS_KEY, secret, now }),
  };
}
