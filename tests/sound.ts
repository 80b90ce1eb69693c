import { silence } from '#demo/sound';

/** A recording of so many seconds, silent. */
export function recording(seconds: number): Uint8Array<ArrayBuffer> {
  return silence(seconds * 100);
}
