/**
 * A minute of voice: records in the page and puts the recording into the file field, so that the form is sent as any
 * other. Where the microphone is not given, or this script is missing, the field asks the phone for a recording itself.
 */
const seconds = 60;
const voiceBox = document.querySelector<HTMLElement>('[data-voice]');
const voiceButton = voiceBox?.querySelector<HTMLButtonElement>('[data-voice-button]') ?? null;
const voiceSay = voiceBox?.querySelector<HTMLElement>('[data-voice-say]') ?? null;
const soundField = document.querySelector<HTMLInputElement>('input[name=sound]');
// Written by our own page.
const told = JSON.parse(voiceBox?.dataset['voice'] ?? '{}') as Readonly<Record<string, string>>;
const types = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'];
let recorder: MediaRecorder | null = null;

function tellVoice(text: string): void {
  if (voiceSay !== null) voiceSay.textContent = text;
}

function keepSound(parts: Blob[], type: string): void {
  const [plain = 'audio/webm'] = type.split(';');
  const moved = new DataTransfer();
  moved.items.add(new File(parts, `voice.${plain.split('/')[1] ?? 'webm'}`, { type: plain }));
  if (soundField !== null) soundField.files = moved.files;
  tellVoice(told['recorded'] ?? '');
}

async function record(): Promise<void> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const type = types.find((one) => MediaRecorder.isTypeSupported(one)) ?? '';
  const parts: Blob[] = [];
  const made = new MediaRecorder(stream, type === '' ? {} : { mimeType: type, audioBitsPerSecond: 48_000 });
  recorder = made;
  // By the clock and not by the beats: a page out of sight is woken less often.
  const began = Date.now();
  const count = (): void => {
    const left = Math.max(0, seconds - Math.floor((Date.now() - began) / 1000));
    tellVoice((told['recording'] ?? '').replace('%s', `${left}`));
    if (left === 0 && made.state === 'recording') made.stop();
  };
  const ticking = window.setInterval(count, 1000);
  made.addEventListener('dataavailable', (event) => parts.push(event.data));
  made.addEventListener('stop', () => {
    window.clearInterval(ticking);
    for (const track of stream.getTracks()) track.stop();
    recorder = null;
    if (voiceButton !== null) voiceButton.textContent = told['record'] ?? '';
    keepSound(parts, made.mimeType);
  });
  made.start();
  if (voiceButton !== null) voiceButton.textContent = told['stop'] ?? '';
  count();
}

if (voiceBox !== null && 'MediaRecorder' in window && 'mediaDevices' in navigator) {
  voiceBox.hidden = false;
  voiceButton?.addEventListener('click', () => {
    if (recorder === null) record().catch(() => tellVoice(told['refused'] ?? ''));
    else recorder.stop();
  });
}
