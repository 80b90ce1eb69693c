/** A recording of so many hundredths of a second, silent, as a plain telephone keeps it: WAV at eight kilohertz. */
export function silence(hundredths: number): Uint8Array<ArrayBuffer> {
  const samples = hundredths * 80;
  const sound = new Uint8Array(44 + samples).fill(128, 44);
  const view = new DataView(sound.buffer);
  const text = (at: number, letters: string) => sound.set(new TextEncoder().encode(letters), at);
  text(0, 'RIFF');
  view.setUint32(4, 36 + samples, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, 8000, true);
  view.setUint32(28, 8000, true);
  view.setUint16(32, 1, true);
  view.setUint16(34, 8, true);
  text(36, 'data');
  view.setUint32(40, samples, true);
  return sound;
}
