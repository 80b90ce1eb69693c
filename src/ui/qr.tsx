import type { VNode } from 'preact';
import QRCode from 'qrcode';

/** A QR code as one SVG path of whole modules, and how many modules a side has. */
interface QrPath {
  readonly d: string;
  readonly size: number;
}

/** Draws a text as a QR code, with runs of dark modules joined so that the path stays short. */
function drawQr(text: string): QrPath {
  const { size, data } = QRCode.create(text, { errorCorrectionLevel: 'M' }).modules;
  let d = '';
  for (let y = 0; y < size; y++) {
    let start = -1;
    for (let x = 0; x <= size; x++) {
      const dark = x < size && data[y * size + x] === 1;
      if (dark && start < 0) start = x;
      if (!dark && start >= 0) {
        d += `M${start} ${y}h${x - start}v1h-${x - start}z`;
        start = -1;
      }
    }
  }
  return { d, size };
}

/** A QR code with its quiet zone, black on white on every screen; the label says where it leads. */
export function Qr(props: { readonly text: string; readonly label: string }): VNode {
  const { d, size } = drawQr(props.text);
  return (
    <svg class="qr" viewBox={`-4 -4 ${size + 8} ${size + 8}`} role="img" aria-label={props.label}>
      <rect x="-4" y="-4" width={size + 8} height={size + 8} />
      <path d={d} />
    </svg>
  );
}
