import { luhn } from './checks.ts';
import {
  appealMarks,
  calledSurnames,
  clearSurnames,
  commonSurnames,
  compoundSurnames,
  foreignMarks,
  givenCharacters,
  personMarks,
  rareSurnames,
} from './zh.ts';

/** What kind of personal data a piece of free text is; `phone` stands for any way to reach a person. */
export type PersonalKind = 'phone' | 'idNumber' | 'name' | 'address' | 'card';

/** A piece of a text that points to a person, by UTF-16 offsets, so that `text.slice(start, end)` is `text`. */
export interface PersonalData {
  readonly kind: PersonalKind;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const digit = `[0-9\uFF10-\uFF19${personMarks.digits}]`;
const plainDigit = '[0-9\uFF10-\uFF19]';
const gap = '[\\s\\-\u2010-\u2015\uFF0D\u00B7.]?';
/** Not where an everyday word begins like a name; the search then goes on one character further. */
const surname = `(?!${personMarks.notNames.slice(1)})(?:${compoundSurnames.join('|')}|[${commonSurnames}])`;
/** Any surname there is; where a cue or a title says that somebody is meant. */
const anySurname = `(?!${personMarks.notNames.slice(1)})(?:${compoundSurnames.join('|')}|[${commonSurnames}${rareSurnames}])`;
const usual = `[${givenCharacters}]`;
const given = (most: number) => `\\p{Script=Han}{1,${most}}?`;
/** The number of a building or door: a letter and digits, or a Chinese number up to ninety-nine. */
const doorNumber = `(?:[A-Za-z]?${plainDigit}{1,5}[A-Za-z]?|[A-Za-z](?![A-Za-z])|[${personMarks.stems}]${plainDigit}{0,4}|[${personMarks.digits}${personMarks.ten}]{1,4})`;

function pattern(source: string): RegExp {
  return new RegExp(source, 'gu');
}

const mobile = `${personMarks.mobileFirst}${gap}${personMarks.mobileSecond}(?:${gap}${digit}){9}`;

const phonePatterns = [
  pattern(`(?<!${digit}|[A-Za-z*])(?:\\+?${gap}86${gap})?${mobile}(?!${gap}${digit}|\\*)`),
  pattern(
    `(?<!${plainDigit})0${plainDigit}{2,3}${gap}[2-9\uFF12-\uFF19]${plainDigit}{2,3}${gap}${plainDigit}{4}(?!${plainDigit})`,
  ),
  pattern(`(?<=${personMarks.phoneCue}\\D{0,3})[2-9]\\d{2,3}${gap}\\d{4}(?!\\d)`),
  pattern(`(?<=${personMarks.dialled}\\s?)[2-9]\\d{2,3}${gap}\\d{4}(?!\\d)`),
  pattern(`[(\uFF08]0\\d{2,3}[)\uFF09]\\s?[2-9]\\d{2,3}${gap}\\d{4}(?!\\d)`),
  pattern(`(?<=${personMarks.accountCue}(?:\\s|[:\uFF1A${personMarks.accountLink}])*)[A-Za-z0-9][A-Za-z0-9_-]{4,19}`),
  pattern(`(?<![A-Za-z0-9._@-])[A-Za-z][A-Za-z0-9_-]{5,19}${personMarks.account}`),
  pattern('(?<![A-Za-z0-9])(?:vx|wx|wxid)_[A-Za-z0-9_-]{3,19}'),
  pattern('[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(?:\\.[A-Za-z]{2,})+'),
];

const idPatterns = [
  pattern(
    `(?<!${plainDigit})[1-9](?:${gap}\\d){5}${gap}(?:18|19|20)(?:${gap}\\d){2}${gap}[01]${gap}\\d${gap}[0-3](?:${gap}\\d){4}${gap}[\\dXx](?!\\d)`,
  ),
  pattern(`(?<!${plainDigit})[1-9\uFF11-\uFF19]${plainDigit}{16}[0-9\uFF10-\uFF19Xx\uFF38\uFF58](?!${plainDigit})`),
  pattern(`(?<=${personMarks.idCue}\\P{Nd}{0,6})[1-9]\\d{13,18}[\\dXx](?!\\d)`),
];

const cardPatterns = [
  pattern(`(?<!${plainDigit})[3-6]\\d{3}(?:[\\s-]?\\d{4}){3}(?:[\\s-]?\\d{1,3})?(?!\\d)`),
  pattern(`(?<=${personMarks.cardCue}\\P{Nd}{0,6})\\d(?:[\\s-]?\\d){9,20}(?!\\d)`),
];

/** The three or four digits of a door that close an address. */
const door = `(?:\\s?[A-Za-z]?${digit}{3,4}(?!${digit}|${personMarks.quantity}))`;

const addressPatterns = [
  pattern(`${personMarks.place}(?:\\s?${personMarks.addressParts(doorNumber)})+${door}?`),
  pattern(`\\p{Script=Han}{1,6}?${personMarks.street(doorNumber)}${door}?`),
  pattern(
    `(?![${personMarks.notPlace}])\\p{Script=Han}{2,5}?${plainDigit}{1,4}${personMarks.lane}${plainDigit}{1,4}${personMarks.houseNumber}`,
  ),
  pattern(
    `(?<=${personMarks.whereTo})(?![${personMarks.notStreet}])\\p{Script=Han}{2,6}?${plainDigit}{1,4}(?:-${plainDigit}{1,3})?${personMarks.houseNumber}(?!${personMarks.notHouse})(?:${personMarks.addressParts(doorNumber)}|${personMarks.houseMore(plainDigit)})*`,
  ),
  pattern(
    `(?![${personMarks.notPlace}])\\p{Script=Han}{2,6}?(?<!${personMarks.month})${plainDigit}{1,4}${personMarks.houseNumber}(?=${personMarks.beside})`,
  ),
  pattern(`(?<![\\w-])[A-Za-z]?\\d{1,3}[-\u2013\u2014]\\d{1,2}[-\u2013\u2014]\\d{3,4}(?![\\w-])`),
];

const foreign = `(?=\\p{Script=Han}{0,4}(?:${foreignMarks.seeds}))[${foreignMarks.letters}]{2,7}`;

/** Looked at first, since hardly any character begins a name: what stands before it is then looked at seldom. */
const begins = `(?=[${commonSurnames}${rareSurnames}${compoundSurnames.map((one) => one.charAt(0)).join('')}])`;

const namePatterns = [
  pattern(`${personMarks.beforeTitle}${surname}\\p{Script=Han}{0,2}?${personMarks.title}`),
  pattern(`${begins}(?<=${personMarks.strongCue}${personMarks.cueLink})${surname}${given(2)}${personMarks.nameEnd}`),
  pattern(`${begins}(?<=${personMarks.weakCue}${personMarks.cueLink})${surname}${given(2)}${personMarks.nameEndWeak}`),
  pattern(
    `${begins}(?<=${personMarks.roleCue}${personMarks.cueLink})(?!${personMarks.hardlyName})${surname}${given(2)}${personMarks.afterRole}`,
  ),
  pattern(`${begins}(?<=(?:${personMarks.roleCue}|${personMarks.doneTo})${personMarks.cueLink})${surname}${usual}{2}`),
  pattern(
    `${begins}(?<=(?:${personMarks.roleCue}|${personMarks.doneTo})${personMarks.cueLink})(?!${personMarks.hardlyName})${surname}${usual}${personMarks.afterShort}`,
  ),
  pattern(`${begins}(?<=${usual}、)(?!${personMarks.hardlyName})${surname}${usual}{1,2}${personMarks.afterShort}`),
  pattern(`${begins}(?<=${personMarks.clauseStart})${surname}${usual}{2}${personMarks.afterAlone}`),
  pattern(
    `${begins}(?<=${personMarks.brings})(?!${personMarks.hardlyName})${surname}${usual}{2}${personMarks.nameCloses}`,
  ),
  pattern(`(?<=${personMarks.brings})(?:${clearSurnames.join('|')})${given(2)}${personMarks.nameEnd}`),
  pattern(`(?:${clearSurnames.join('|')})${usual}{1,2}`),
  pattern(
    `(?<=${personMarks.brings})(?!${personMarks.hardlyName}|${personMarks.notNames.slice(1)}|[${personMarks.wordSurnames}])[${commonSurnames}]${usual}${personMarks.doing}`,
  ),
  pattern(`(?<=${personMarks.strongCue}${personMarks.cueLink})${anySurname}${given(2)}${personMarks.nameEnd}`),
  pattern(
    `(?<=${personMarks.brings})(?![${personMarks.wordSurnames}])[${rareSurnames}]${usual}{2}${personMarks.nameCloses}`,
  ),
  pattern(`(?<=${personMarks.roleCue})[${rareSurnames}]${usual}{2}`),
  pattern(`(?<=${personMarks.beforeCalled})[${rareSurnames}]${personMarks.title}`),
  pattern(`(?<=${personMarks.family})[${commonSurnames}${rareSurnames}]${personMarks.afterFamily}`),
  pattern(
    `(?<=${personMarks.beforeCalled})${personMarks.a}(?![${personMarks.notAfterA}])[${givenCharacters}${commonSurnames}]${personMarks.afterCalled}`,
  ),
  pattern(
    `(?<=${personMarks.beforeCalled})(?![${personMarks.notBeforeKin}])[${commonSurnames}${givenCharacters}]${personMarks.kin}${personMarks.afterKin}`,
  ),
  pattern(`${foreign}(?:[\u00B7\u2022\u30FB\uFF0E.]\\p{Script=Han}{2,8}?${personMarks.foreignEnd})?`),
  pattern(`\\p{Script=Han}{2,6}?[\u00B7\u2022\u30FB]\\p{Script=Han}{2,6}?${personMarks.foreignEnd}`),
  pattern(`(?!${personMarks.notNames.slice(1)}|[${personMarks.wordSurnames}])[${commonSurnames}]${usual}{2}`),
  pattern(
    `${begins}(?<=${personMarks.roleCue}${personMarks.cueLink})(?![${personMarks.wordSurnames}])${anySurname}${usual}{1,2}`,
  ),
  pattern(`(?<=${personMarks.beforeTitled})(?![${personMarks.notTitled}])\\p{Script=Han}${personMarks.kinTitle}`),
  pattern(
    `(?<=${personMarks.beforeCalled})(?![${personMarks.notBeforeKin}])(?:[${commonSurnames}]|${usual}{1,2})${personMarks.kin}(?![${personMarks.notAfterKin}])`,
  ),
  pattern(
    `(?<!\\p{Script=Han}${personMarks.called})${personMarks.called}(?![${personMarks.calledWords}])[${calledSurnames}]`,
  ),
  pattern(`(?<=${personMarks.beforeCalled})${personMarks.called}[${rareSurnames}]${personMarks.afterCalled}`),
  pattern(
    `(?<=${personMarks.charges})(?!${personMarks.notNames.slice(1)}|[${personMarks.wordSurnames}])[${commonSurnames}]${usual}${personMarks.shortCloses}`,
  ),
  pattern(`${personMarks.roleEnd}(?![${personMarks.wordSurnames}])${surname}${usual}${personMarks.afterRole}`),
  pattern(`${surname}${personMarks.someone}{1,2}`),
  pattern(
    `(?<!\\p{Script=Han}${personMarks.called})${personMarks.called}[${calledSurnames}]${personMarks.afterCalled}`,
  ),
  // A name in front of a number to call: the boundary before it keeps ends of longer words out.
  pattern(
    `${begins}(?<=^|[^\\p{Script=Han}]|${personMarks.weakCue}|${personMarks.callCue})${surname}${given(2)}(?=[\\s:\uFF1A,\uFF0C(\uFF08]*${personMarks.of}?${personMarks.phoneCue}?[\\s:\uFF1A]*${mobile})`,
  ),
];

const counted = new RegExp(`${personMarks.counted}\\s?$`, 'u');
const plainlyCounted = new RegExp(personMarks.plainlyCounted, 'u');
const lesson = new RegExp(personMarks.lesson, 'u');
const countedUnit = new RegExp(`^[^A-Za-z]{1,4}${personMarks.countedUnits}$`, 'u');

function matches(kind: PersonalKind, patterns: readonly RegExp[], text: string): PersonalData[] {
  return patterns.flatMap((each) =>
    [...text.matchAll(each)].map((match) => {
      const start = match.index;
      return { kind, start, end: start + match[0].length, text: match[0] };
    }),
  );
}

/** Twelve blocks are a quantity, block twelve is an address; what stands around tells them apart. */
function isPlace(found: PersonalData, text: string): boolean {
  if (lesson.test(text.slice(found.end)) || plainlyCounted.test(found.text)) return false;
  return !(countedUnit.test(found.text) && counted.test(text.slice(0, found.start)));
}

/** Cards of the mainland begin with 62; others must add up, since long numbers are often those of orders. */
function isCard(found: PersonalData, text: string): boolean {
  const cue = new RegExp(`${personMarks.cardCue}\\P{Nd}{0,6}$`, 'u').test(text.slice(0, found.start));
  return cue || found.text.startsWith('62') || luhn(found.text.replace(/\D/g, ''));
}

/** Of two readings of one place the longer says more. */
function byLength(found: readonly PersonalData[]): PersonalData[] {
  return [...found].sort((a, b) => b.text.length - a.text.length || a.start - b.start);
}

/**
 * Finds what in a free text points to a person: ways to reach them, identity and card numbers, names with a title or
 * a cue, addresses down to building or door. Pieces come in order and do not overlap. A help for whoever writes the
 * public summary, not a proof that nothing is left: a bare name in the middle of a sentence can't be told from words.
 */
export function findPersonalData(text: string): PersonalData[] {
  const found = [
    ...matches('idNumber', idPatterns, text),
    ...matches('card', cardPatterns, text).filter((each) => isCard(each, text)),
    ...matches('phone', phonePatterns, text),
    ...byLength(matches('address', addressPatterns, text).filter((each) => isPlace(each, text))),
    ...matches('name', namePatterns, text),
  ];
  const kept: PersonalData[] = [];
  for (const each of found) {
    if (kept.every((other) => each.end <= other.start || each.start >= other.end)) kept.push(each);
  }
  return kept.sort((a, b) => a.start - b.start);
}

/** Puts a mark in place of everything found, for a first draft of a public summary. */
export function hidePersonalData(text: string, mark: (kind: PersonalKind) => string): string {
  let shown = '';
  let from = 0;
  for (const found of findPersonalData(text)) {
    shown += text.slice(from, found.start) + mark(found.kind);
    from = found.end;
  }
  return shown + text.slice(from);
}

/** Why a text is taken for a money appeal: the kind of sign that decided. */
export type AppealReason = 'crowdfunding' | 'payment' | 'plea' | 'need';

const sign = (source: string) => new RegExp(source.replaceAll('GOODS', appealMarks.goods), 'u');
const signs = {
  crowd: sign(appealMarks.crowd),
  named: sign(`${appealMarks.forName}${surname}${given(2)}${appealMarks.collect}`),
  plea: sign(appealMarks.plea.join('|')),
  channel: sign(appealMarks.channel),
  hardship: sign(appealMarks.hardship),
  need: sign(appealMarks.need),
  person: sign(appealMarks.person),
  shared: sign(appealMarks.shared),
  fees: sign(appealMarks.fees),
  warning: sign(appealMarks.warning),
  entitled: sign(appealMarks.entitled),
  public: sign(appealMarks.public),
  soft: sign(appealMarks.soft),
  money: sign(appealMarks.money),
};

/**
 * Whether a text asks people for money for one person or family, which only designated platforms may publish (Charity
 * Law Art. 124). Asking for goods, services or what one is entitled to is none, nor is a collection of the fund or a
 * project, nor a question or warning about somebody else's appeal.
 */
export function isMoneyAppeal(text: string): { hit: boolean; reason: AppealReason | undefined } {
  const line = text.normalize('NFKC').replace(/\s+/g, ' ');
  const has = (name: keyof typeof signs) => signs[name].test(line);
  const hardship = has('hardship');
  const person = has('person') || has('named') || findPersonalData(text).some((found) => found.kind === 'name');
  const pays = has('channel') && !(has('fees') && !has('plea'));
  const harmless = has('warning') || (has('shared') && !(pays && hardship && person));
  const reason = ((): AppealReason | undefined => {
    if (harmless) return undefined;
    if (has('crowd') && (hardship || person)) return 'crowdfunding';
    if (pays && (hardship || has('plea'))) return 'payment';
    if (has('plea') && (hardship || person)) return 'plea';
    const asksOffice = has('entitled') && !has('public');
    if (!hardship || !person || asksOffice) return undefined;
    return has('need') || (has('soft') && (has('public') || has('money'))) ? 'need' : undefined;
  })();
  return { hit: reason !== undefined, reason };
}
