/** What a kept file is for: shown, offered for saving, or listened to. */
export type FileKind = 'image' | 'document' | 'audio';

/** What the contents of a file say it is. */
export interface FileType {
  readonly kind: FileKind;
  readonly mediaType: string;
}

function ascii(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.subarray(from, to)).toString('latin1');
}

/** Photographs as phones and scanners make them. SVG is a program in disguise and not among them. */
export function isPicture(bytes: Uint8Array): boolean {
  const start = ascii(bytes, 0, 12);
  return (
    start.startsWith('\xff\xd8\xff') ||
    start.startsWith('\x89PNG\r\n\x1a\n') ||
    start.startsWith('GIF8') ||
    (start.startsWith('RIFF') && start.endsWith('WEBP')) ||
    /^....ftyp(?:avif|avis|mif1|heic|heix|msf1)/s.test(start)
  );
}

const officeFormats: readonly (readonly [string, string])[] = [
  ['xl/workbook.xml', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['word/document.xml', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
];

/** Office files are archives; the part that every one of a kind has is named in the archive's own table. */
function officeType(bytes: Uint8Array): FileType | undefined {
  if (!ascii(bytes, 0, 4).startsWith('PK\x03\x04')) return undefined;
  const archive = Buffer.from(bytes);
  const found = officeFormats.find(([part]) => archive.includes(part, 0, 'latin1'));
  return found === undefined || archive.includes('vbaProject.bin', 0, 'latin1')
    ? undefined
    : { kind: 'document', mediaType: found[1] };
}

function audioType(bytes: Uint8Array): FileType | undefined {
  const start = ascii(bytes, 0, 12);
  const is = (mediaType: string): FileType => ({ kind: 'audio', mediaType });
  if (start.startsWith('ID3') || /^\xff[\xe2\xe3\xf2\xf3\xfa\xfb]/.test(start)) return is('audio/mpeg');
  if (/^\xff[\xf0\xf1\xf8\xf9]/.test(start)) return is('audio/aac');
  if (start.startsWith('OggS')) return is('audio/ogg');
  if (start.startsWith('RIFF') && start.endsWith('WAVE')) return is('audio/wav');
  if (start.startsWith('#!AMR')) return is('audio/amr');
  if (start.startsWith('\x1a\x45\xdf\xa3')) return is('audio/webm');
  return /^....ftyp(?:M4A |M4B |mp42|isom|3gp)/s.test(start) ? is('audio/mp4') : undefined;
}

function decodes(bytes: Uint8Array, encoding: string): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Text has no control bytes but ends of lines, and reads as UTF-8 or as what older Chinese Excel writes. */
function textType(bytes: Uint8Array): FileType | undefined {
  if (bytes.some((byte) => byte < 32 && byte !== 9 && byte !== 10 && byte !== 13)) return undefined;
  if (decodes(bytes, 'utf-8')) return { kind: 'document', mediaType: 'text/csv; charset=utf-8' };
  return decodes(bytes, 'gb18030') ? { kind: 'document', mediaType: 'text/csv; charset=gb18030' } : undefined;
}

/** What an attachment is by its contents; undefined for what is not taken. Pictures are told by `isPicture`. */
export function sniff(bytes: Uint8Array): FileType | undefined {
  if (isPicture(bytes)) return undefined;
  if (ascii(bytes, 0, 5) === '%PDF-') return { kind: 'document', mediaType: 'application/pdf' };
  return officeType(bytes) ?? audioType(bytes) ?? textType(bytes);
}
