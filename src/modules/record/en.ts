import type { Words } from '#kernel/words';
import type { zh } from './zh.ts';

/** Words of the record room in English. */
export const en: Words<typeof zh> = {
  audit: {
    title: 'Record of deeds',
    lede: 'Who did what and when. Only ever added to, and free of private words.',
    at: 'Time',
    who: 'Who',
    deed: 'Deed',
    about: 'About',
    behalf: 'For whom',
    visitor: 'Visitor',
    system: 'System',
    kind: 'Kind',
    empty: 'Nothing recorded yet',
    emptyWhy: 'Each deed adds a line; or try other conditions.',
    all: 'Show all',
    today: 'Back to today',
  },
  outbox: {
    title: 'Outbox',
    lede: 'Messages to residents wait here first. Where no text service is connected, read them out to the person.',
    at: 'Time',
    channel: 'How',
    to: 'To',
    body: 'Message',
    state: 'State',
    empty: 'Nothing to send',
    emptyWhy: 'It fills when someone signs in or gets an answer.',
    channels: { sms: 'text', mail: 'mail', desk: 'here' },
    states: { waiting: 'waiting', sent: 'sent', failed: 'failed' },
  },
  messages: {
    title: 'Messages to me',
    lede: 'What came of what you said, and what your words changed.',
    list: 'Messages',
    look: 'Have a look',
    empty: 'No messages yet',
    emptyWhy: 'As soon as something you said gets an answer, it is written here.',
    say: 'Say something',
    front: 'Front page',
  },
  errors: {},
};
