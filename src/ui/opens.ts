import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

const everything = (): boolean => true;

/** Which addresses the reader of this page may open; given once by the page, asked by every link below it. */
export const ReaderOpens = createContext<(href: string) => boolean>(everything);

/** Whether the reader may open this address: a link that would be refused is not drawn. */
export function useOpens(href: string | undefined): boolean {
  const opens = useContext(ReaderOpens);
  return href === undefined || opens(href);
}
