import ArrowDown from 'lucide/dist/esm/icons/arrow-down.mjs';
import ArrowLeft from 'lucide/dist/esm/icons/arrow-left.mjs';
import ArrowRight from 'lucide/dist/esm/icons/arrow-right.mjs';
import ArrowUp from 'lucide/dist/esm/icons/arrow-up.mjs';
import BookOpen from 'lucide/dist/esm/icons/book-open.mjs';
import CalendarDays from 'lucide/dist/esm/icons/calendar-days.mjs';
import Camera from 'lucide/dist/esm/icons/camera.mjs';
import Check from 'lucide/dist/esm/icons/check.mjs';
import ChevronDown from 'lucide/dist/esm/icons/chevron-down.mjs';
import ChevronLeft from 'lucide/dist/esm/icons/chevron-left.mjs';
import ChevronRight from 'lucide/dist/esm/icons/chevron-right.mjs';
import CircleAlert from 'lucide/dist/esm/icons/circle-alert.mjs';
import Clock from 'lucide/dist/esm/icons/clock.mjs';
import Download from 'lucide/dist/esm/icons/download.mjs';
import FileText from 'lucide/dist/esm/icons/file-text.mjs';
import HandHeart from 'lucide/dist/esm/icons/hand-heart.mjs';
import Handshake from 'lucide/dist/esm/icons/handshake.mjs';
import House from 'lucide/dist/esm/icons/house.mjs';
import KeyRound from 'lucide/dist/esm/icons/key-round.mjs';
import LinkIcon from 'lucide/dist/esm/icons/link.mjs';
import LogOut from 'lucide/dist/esm/icons/log-out.mjs';
import MapPin from 'lucide/dist/esm/icons/map-pin.mjs';
import Merge from 'lucide/dist/esm/icons/merge.mjs';
import MessageSquareText from 'lucide/dist/esm/icons/message-square-text.mjs';
import Mic from 'lucide/dist/esm/icons/mic.mjs';
import Package from 'lucide/dist/esm/icons/package.mjs';
import PencilLine from 'lucide/dist/esm/icons/pencil-line.mjs';
import Phone from 'lucide/dist/esm/icons/phone.mjs';
import Plus from 'lucide/dist/esm/icons/plus.mjs';
import Printer from 'lucide/dist/esm/icons/printer.mjs';
import ReceiptText from 'lucide/dist/esm/icons/receipt-text.mjs';
import Search from 'lucide/dist/esm/icons/search.mjs';
import ShieldCheck from 'lucide/dist/esm/icons/shield-check.mjs';
import Undo2 from 'lucide/dist/esm/icons/undo-2.mjs';
import UserPlus from 'lucide/dist/esm/icons/user-plus.mjs';
import Users from 'lucide/dist/esm/icons/users.mjs';
import X from 'lucide/dist/esm/icons/x.mjs';
import { h, type VNode } from 'preact';

/** The icons we use, by what they mean here; an icon never stands without a word beside it. */
const icons = {
  down: ArrowDown,
  back: ArrowLeft,
  go: ArrowRight,
  up: ArrowUp,
  book: BookOpen,
  day: CalendarDays,
  photo: Camera,
  check: Check,
  open: ChevronDown,
  previous: ChevronLeft,
  next: ChevronRight,
  alert: CircleAlert,
  clock: Clock,
  download: Download,
  paper: FileText,
  give: HandHeart,
  help: Handshake,
  home: House,
  key: KeyRound,
  link: LinkIcon,
  leave: LogOut,
  place: MapPin,
  merge: Merge,
  say: MessageSquareText,
  voice: Mic,
  goods: Package,
  edit: PencilLine,
  phone: Phone,
  plus: Plus,
  print: Printer,
  money: ReceiptText,
  search: Search,
  proof: ShieldCheck,
  undo: Undo2,
  join: UserPlus,
  people: Users,
  close: X,
} as const;

/** Names `Icon` accepts. */
export type IconName = keyof typeof icons;
/** All icon names, in the order the style page shows them. */
export const iconNames = Object.keys(icons) as readonly IconName[]; // keys of a literal object are exactly its names

/** One line icon as inline SVG, hidden from assistive technology because a word always stands beside it. */
export function Icon(props: { readonly name: IconName; readonly large?: boolean }): VNode {
  return (
    <svg class={props.large === true ? 'icon icon-large' : 'icon'} viewBox="0 0 24 24" aria-hidden="true">
      {icons[props.name].map(([tag, attributes]) => h(tag, attributes))}
    </svg>
  );
}
