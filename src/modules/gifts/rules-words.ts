import { formatFen } from '#kernel/money';
import { type Lang, pick } from '#kernel/words';
import { en } from './en.ts';
import type { Box, Gift, SourceClass } from './schema.ts';
import { zh } from './zh.ts';

const wordsOf = (lang: Lang) => pick(lang, { zh, en });

/** A giver as everyone may read it. */
export function giverName(lang: Lang, gift: Pick<Gift, 'publicGiver' | 'box'>): string {
  if (gift.box !== null) return boxLine(lang, gift.box);
  return gift.publicGiver === '' ? wordsOf(lang).noName : gift.publicGiver;
}

/** A giver as the desk reads it. */
export function giverInside(lang: Lang, gift: Pick<Gift, 'giver' | 'box'>): string {
  if (gift.box !== null) return boxLine(lang, gift.box);
  return gift.giver === '' ? wordsOf(lang).noNameShort : gift.giver;
}

/**
 * How a letter greets its giver: by the name in full or the alias where they allowed it, and on the sheet the desk prints
 * for them by their own name; a name behind asterisks greets nobody.
 */
export function greetedName(
  lang: Lang,
  gift: Pick<Gift, 'giver' | 'publicGiver' | 'publicity' | 'box'>,
  desk: boolean,
): string {
  const allowed = gift.publicity === 'real' || gift.publicity === 'alias' ? gift.publicGiver : '';
  const name = desk ? gift.giver : allowed;
  return name === '' || gift.box !== null ? wordsOf(lang).gift.paperDear : name;
}

/** What a gift was: an amount, or so many of a thing. */
export function giftWhat(lang: Lang, gift: Pick<Gift, 'goods' | 'amount'>): string {
  const w = wordsOf(lang).gift;
  if (gift.goods !== null) return w.goodsLine(gift.goods.title, gift.goods.quantity.toString(), gift.goods.unit);
  return `¥${formatFen(gift.amount ?? 0n)}`;
}

/** A gift as a line of the public ledger. */
export function giftLine(lang: Lang, gift: Gift): string {
  const w = wordsOf(lang);
  if (gift.nature === 'sponsorship') return w.line.sponsorship(gift.publicGiver);
  if (gift.box !== null) return boxLine(lang, gift.box);
  const kind = w.giftKinds[gift.kind];
  return gift.publicGiver === '' ? w.line.giftNameless(kind) : w.line.gift(gift.publicGiver, kind);
}

function boxLine(lang: Lang, box: NonNullable<Gift['box']>): string {
  const w = wordsOf(lang);
  return w.line.takings(w.boxKinds[box.kind], box.number, box.placeText);
}

/** A box or a stall in words. */
export function boxName(lang: Lang, kind: Box['kind']): string {
  return wordsOf(lang).boxKinds[kind];
}

/** A class of sources in words. */
export function sourceName(lang: Lang, source: SourceClass): string {
  return wordsOf(lang).sources[source];
}

/** How it is reckoned which gift paid what, in one sentence. */
export function traceRule(lang: Lang): string {
  return wordsOf(lang).gift.rule;
}
