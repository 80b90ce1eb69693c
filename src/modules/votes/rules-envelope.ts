const step = 256;
/** Room for one mark: its number, its value and what is written around them. */
const perMark = 12;
const around = 160;

/** JSON filled up with spaces to a length that depends on the number of options alone. */
export function sealedJson(value: unknown, options: number): string {
  const text = JSON.stringify(value);
  return text.padEnd(Math.ceil((options * perMark + around) / step) * step, ' ');
}
