import sharp from 'sharp';
import { seatsToday } from '#modules/bodies';
import { castVote, recordVotes } from '#modules/decisions';
import { approvePayment, askPayment, payPayment } from '#modules/funds';
import { draftProject, project } from '#modules/projects';
import type { Telling } from './script.ts';

type Choice = 'yes' | 'no' | 'abstain';

/** Five parts of a project as the applicants wrote them. */
export interface Plan {
  readonly title: string;
  readonly kind: 'project' | 'service';
  readonly goals: string;
  readonly content: string;
  readonly beneficiaries: string;
  readonly plan: string;
  readonly evaluation: string;
  readonly lines: readonly {
    readonly title: string;
    readonly quantity: string;
    readonly price: string;
    readonly source: 'fund' | 'own' | 'other';
  }[];
  readonly provider?: string;
  readonly leader?: string;
}

/** A drawing in place of a photo: nobody's face, nobody's door. */
export async function drawing(body: string): Promise<{ name: string; bytes: Uint8Array }> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="960" height="640"><rect width="960" height="640" fill="#F7EBD3"/><path d="M0 520H960" stroke="#23211D" stroke-width="4"/>${body}</svg>`;
  return { name: 'drawing.jpg', bytes: new Uint8Array(await sharp(Buffer.from(svg)).jpeg().toBuffer()) };
}

export const bench =
  '<rect x="380" y="380" width="220" height="28" fill="#A8321E"/><path d="M400 408V520M580 408V520M380 330H600" stroke="#23211D" stroke-width="6" fill="none"/><rect x="120" y="120" width="180" height="200" fill="#E2ECF4" stroke="#23211D" stroke-width="4"/>';
export const rail =
  '<path d="M160 520L760 160" stroke="#1F6A4B" stroke-width="16"/><path d="M160 520h120v-72h120v-72h120v-72h120v-72h120" stroke="#23211D" stroke-width="5" fill="none"/>';

export async function write(
  telling: Telling,
  plan: Plan,
  fundId: string | null,
  needs: readonly string[],
  days: readonly [string, string],
): Promise<string> {
  const { stage, cast } = telling;
  const { id } = await stage.act(cast.who('周敏'), draftProject, {
    title: plan.title,
    kind: plan.kind,
    driver: 'need',
    starts_on: days[0],
    ends_on: days[1],
    needs: [...needs],
    goals: plan.goals,
    content: plan.content,
    beneficiaries: plan.beneficiaries,
    plan: plan.plan,
    evaluation: plan.evaluation,
    lines: [...plan.lines],
    ...(fundId === null ? {} : { fund: fundId }),
    ...(plan.provider === undefined ? {} : { provider: cast.organisation(plan.provider) }),
    ...(plan.leader === undefined ? {} : { leader: cast.who(plan.leader).id }),
  });
  return id;
}

/** The members of a body vote as named; everyone else votes yes. Recused members are passed over by the rule. */
export async function vote(
  telling: Telling,
  procedureId: string,
  bodyId: string,
  others: Readonly<Record<string, Choice>> = {},
): Promise<void> {
  const { stage, cast } = telling;
  const seats = await seatsToday(await stage.scope(null), bodyId);
  const different = new Map(Object.entries(others).map(([name, choice]) => [cast.who(name).id, choice]));
  const [first, ...rest] = seats.filter((seat) => seat.votes);
  for (const seat of first === undefined ? [] : [first, ...rest.slice(0, 2)])
    await stage.try({ id: seat.personId, name: 'member' }, castVote, {
      id: procedureId,
      choice: different.get(seat.personId) ?? 'yes',
      remark: '',
    });
  for (const seat of rest.slice(2))
    await stage.try(cast.who('秦文秀'), recordVotes, {
      id: procedureId,
      votes: [{ seatId: seat.id, choice: different.get(seat.personId) ?? 'yes' }],
    });
}

/** A receipt as a drawing: who, how much. */
function receiptBody(payee: string, amount: string): string {
  return `<rect x="260" y="60" width="440" height="520" fill="#fff" stroke="#23211D" stroke-width="3"/><text x="300" y="150" font-size="40">${payee}</text><text x="300" y="240" font-size="56">¥${amount}</text>`;
}

/** Asks, approves by two, pays. */
export async function pay(
  telling: Telling,
  authorisationId: string,
  payee: string,
  amount: string,
  whatFor: string,
  invoice: string,
): Promise<void> {
  const { stage, cast } = telling;
  const { id } = await stage.act(cast.who('何雨晴'), askPayment, {
    authorisationId,
    payeeOrganisationId: cast.organisation(payee),
    payeeName: '',
    bankDetails: '',
    amount,
    whatFor,
    invoiceNumber: invoice,
  });
  await stage.act(cast.who('罗成'), approvePayment, { id });
  await stage.act(cast.who('邵平'), approvePayment, { id });
  const slip = await drawing(receiptBody(payee, amount));
  await stage.act(cast.who('许静'), payPayment, { id, bankReference: `QY-P-${invoice}`, receiptFile: slip });
}

export async function authorisationOf(telling: Telling, projectId: string): Promise<string> {
  const found = await project(await telling.stage.scope(null), projectId);
  if (found?.authorisationId == null) throw new Error('the demo project has no authorisation');
  return found.authorisationId;
}
