/** The words of the ledger in Chinese. */
export const zh = {
  errors: {
    'ledger.entry_unknown': '账上没有这一笔，可能链接不全。请从账本里再点一次。',
    'ledger.is_reversal': '这一笔本身就是冲回，不能再冲一次。要更正，请另记一笔。',
    'ledger.already_reversed': '这一笔已经冲回过了，不会再冲第二次。',
    'ledger.period_closed': '那个月已经结账，不能再往里记。请记在现在的日期，并写明原因。',
    'ledger.account_unknown': '没有找到这个账户，什么也没有记。请从基金页面重新进来。',
    'ledger.account_closed': '这个账户已经关了，不能再记账。',
    'ledger.unbalanced': '这一笔两边不相等，没有记进账里。请检查金额。',
    'ledger.no_authorisation': '没有决定允许动这笔钱。请先把事情提交基金管委会决定。',
    'ledger.already_held': '这笔钱已经留好了，不会再留第二次。',
    'ledger.not_held': '决定通过了，可钱还没有留出来。请等慈善组织接受后再付。',
    'ledger.already_paid': '这笔付款已经付过了，不会再付第二次。',
    'ledger.already_approved': '您已经批过这一笔了。还需要另一个人来批。',
    'ledger.not_approved': '批准的人还不够：每笔付款要两个不同的人批准。',
    'ledger.over_authorisation': '超过了决定允许的金额。请减少金额，或者重新提交决定。',
    'ledger.over_available': '超过了能动用的钱。账上剩下的，有一部分已经答应给别的事了。',
    'ledger.short': '账户里的钱不够付这一笔。要是钱还在现金箱里，请先存进银行。',
  },
};
