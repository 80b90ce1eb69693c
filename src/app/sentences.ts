import type { Fault } from '#kernel/result';
import type { Lang } from '#kernel/words';
import type { ErrorWords, Room } from '#platform/web';

/** One table over all rooms: for each error code its HTTP status and its sentence in both languages. */
export interface Sentences {
  status(code: string): number;
  /** What a person reads; names the code where a sentence is missing, which a test forbids. */
  say(lang: Lang, fault: Fault): string;
  notice(room: string, lang: Lang, word: string): string | null;
  readonly codes: readonly string[];
}

/** Gathers the error tables of all rooms; a code named twice is a mistake in the house and stops the start. */
export function gatherSentences(rooms: readonly Room[]): Sentences {
  const statuses = new Map<string, number>();
  const words: Record<Lang, ErrorWords> = { zh: {}, en: {} };
  for (const room of rooms) {
    for (const [code, status] of Object.entries(room.errors)) {
      if (statuses.has(code)) throw new Error(`error code named twice: ${code}`);
      statuses.set(code, status);
    }
    words.zh = { ...words.zh, ...room.sentences.zh };
    words.en = { ...words.en, ...room.sentences.en };
  }
  const notices = new Map(rooms.map((room) => [room.name, room.notices]));
  return {
    status: (code) => statuses.get(code) ?? 422,
    say: (lang, fault) => {
      const sentence = words[lang][fault.code];
      if (sentence === undefined) return fault.code;
      return typeof sentence === 'string' ? sentence : sentence(fault.params ?? {});
    },
    // The word comes from the address: `constructor` is a word of every object, and no notice.
    notice: (room, lang, word) => {
      const known = notices.get(room)?.[lang];
      return known !== undefined && Object.hasOwn(known, word) ? (known[word] ?? null) : null;
    },
    codes: [...statuses.keys()],
  };
}
