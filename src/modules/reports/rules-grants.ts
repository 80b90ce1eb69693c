import { formatFen } from '#kernel/money';

/** An organisation as 360Giving names it. */
export interface GrantOrganisation {
  /** Of the national register where there is a code, else of this space. */
  readonly id: string;
  readonly name: string;
}

/** A grant to an organisation; nobody who is a person is ever one of its sides. */
export interface Grant {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly amountAwarded: bigint;
  readonly amountDisbursed: bigint;
  readonly awardDate: string;
  readonly startDate: string | null;
  readonly endDate: string | null;
  readonly url: string;
  readonly recipient: GrantOrganisation;
  readonly funder: GrantOrganisation;
  readonly programme: { readonly code: string; readonly title: string };
  readonly modified: string;
}

/** Marks a sum that is written as a number, exactly: JSON would make a float of it. */
const mark = '\u0001';

function sum(fen: bigint): string {
  return `${mark}${formatFen(fen, { plain: true })}${mark}`;
}

/** A package of grants in the words of the 360Giving standard 1.4. */
export function grantPackage(
  of: { readonly title: string; readonly publisher: GrantOrganisation; readonly url: string; readonly issued: string },
  grants: readonly Grant[],
): string {
  const text = JSON.stringify(
    {
      version: '1.4',
      title: of.title,
      publisher: { name: of.publisher.name, identifier: of.publisher.id },
      issued: of.issued,
      downloadURL: of.url,
      grants: grants.map((one) => ({
        id: one.id,
        title: one.title,
        description: one.description,
        currency: 'CNY',
        amountAwarded: sum(one.amountAwarded),
        amountDisbursed: sum(one.amountDisbursed),
        awardDate: one.awardDate,
        url: one.url,
        ...(one.startDate === null || one.endDate === null
          ? {}
          : { plannedDates: [{ startDate: one.startDate, endDate: one.endDate }] }),
        recipientOrganization: [one.recipient],
        fundingOrganization: [one.funder],
        grantProgramme: [one.programme],
        dateModified: one.modified,
      })),
    },
    null,
    2,
  );
  // The mark is a control character, which JSON writes as an escape and no text of ours can hold.
  return text.replace(/"\\u0001(-?\d+\.\d\d)\\u0001"/g, '$1');
}
