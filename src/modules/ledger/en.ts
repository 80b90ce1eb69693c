import type { Words } from '#kernel/words';
import type { zh } from './zh.ts';

/** The words of the ledger in English. */
export const en: Words<typeof zh> = {
  errors: {
    'ledger.entry_unknown':
      'There is no such entry in the books; the link may be cut off. Please open it from the ledger.',
    'ledger.is_reversal': 'This entry takes another back and cannot be taken back itself. Please book a new one.',
    'ledger.already_reversed': 'This entry has been taken back already; it will not be done twice.',
    'ledger.period_closed': 'That month is closed and takes no more entries. Please book it today and say why.',
    'ledger.month_running': 'This month is not over yet; it can be closed once the next one has begun.',
    'ledger.nothing_booked': 'Nothing has been booked yet, so there is no month to close.',
    'ledger.already_closed': 'This month is closed already; nothing more is needed.',
    'ledger.close_in_order': 'Months are closed one after another: please close the earlier open month first.',
    'ledger.account_unknown':
      'That account was not found, so nothing was booked. Please start again from the fund’s page.',
    'ledger.account_closed': 'That account is closed and takes no more entries.',
    'ledger.unbalanced': 'The two sides of this entry differ, so it was not booked. Please check the amounts.',
    'ledger.no_authorisation':
      'No decision allows this money to be spent. Please put the matter to the fund committee first.',
    'ledger.already_held': 'This money is set aside already; it will not be set aside twice.',
    'ledger.not_held':
      'The decision passed, but the money is not set aside yet. Please wait until the charity has accepted.',
    'ledger.already_paid': 'This payment has been made already; it will not be made twice.',
    'ledger.already_approved': 'You have approved this one already. It still needs another person.',
    'ledger.not_approved': 'Not enough approvals: every payment needs two different people.',
    'ledger.over_authorisation':
      'This is more than the decision allows. Please lower the amount or ask for a new decision.',
    'ledger.over_available': 'This is more than is available. Part of the balance is already promised to other things.',
    'ledger.short': 'There is not enough in that account. If the money is still in the cash box, please bank it first.',
  },
};
