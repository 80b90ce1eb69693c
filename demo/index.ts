import { localDate } from '#kernel/dates';
import { must } from '#kernel/result';
import { createSpace } from '#modules/places';
import type { Platform } from '#platform/platform';
import { tellActivities } from './activities.ts';
import { closeBenches, tellBenches } from './benches.ts';
import { tellBooks } from './books.ts';
import { tellCampaigns } from './campaigns.ts';
import { gatherCast } from './cast.ts';
import { tellCommerce } from './commerce.ts';
import { tellConsultations } from './consultations.ts';
import { tellGifts, tellReceipts } from './gifts.ts';
import { tellGiving } from './giving.ts';
import { tellGoverning } from './governing.ts';
import { tellHeard } from './heard.ts';
import { tellHelp } from './help.ts';
import { foundInstitutions } from './institutions.ts';
import { tellInventory } from './inventory.ts';
import { tellKeeping } from './keeping.ts';
import { tellLibrary } from './library.ts';
import { tellLists } from './lists.ts';
import { tellMatches } from './matches.ts';
import { tellMeetings } from './meetings.ts';
import { tellProcedures } from './procedures.ts';
import { tellProfile } from './profile.ts';
import { tellProjects } from './projects.ts';
import { tellQuestionnaires } from './questionnaires.ts';
import { tellReports } from './reports.ts';
import { tellRounds } from './rounds.ts';
import { Script, type Telling } from './script.ts';
import { understand } from './sorted.ts';
import { Stage } from './stage.ts';
import { tellSupervision } from './supervision.ts';
import { tellTopics } from './topics.ts';
import { tellVerdicts } from './verdicts.ts';
import { tellVotes } from './votes.ts';
import { watchLog } from './watch.ts';
import { tellWords } from './words.ts';

/** What residents and their bodies decide, beside the grants of the fund. */
function tellDeciding(telling: Telling): void {
  tellVotes(telling);
  tellRounds(telling);
  tellTopics(telling);
  tellQuestionnaires(telling);
  tellConsultations(telling);
  tellSupervision(telling);
  tellMeetings(telling);
  tellGoverning(telling);
  tellProcedures(telling);
}

/** Builds the demo: one living year of a community, by commands under a moved clock. */
export async function buildDemo(
  platform: Platform,
  progress: (done: number, all: number) => void = () => {},
): Promise<void> {
  const lastDay = localDate(platform.now());
  const time = { now: new Date(platform.now().getTime() - 400 * 86_400_000) };
  const street = must(
    await createSpace(
      { ...platform, now: () => time.now },
      {
        kind: 'street',
        slug: 'wutong',
        name: '梧桐街道',
        shortName: '梧桐',
        sentence: '街坊的事，街道听得见。',
        publishing: true,
      },
    ),
  );
  const home = must(
    await createSpace(
      { ...platform, now: () => time.now },
      {
        kind: 'community',
        slug: 'tonghua',
        name: '桐花社区',
        shortName: '桐花',
        sentence: '谁家有事，说一声。说了的，都有下文。',
        phone: '6210 0188',
        address: '桐花巷 18 号一楼柜台',
        counterHours: '每天 8:30–17:30',
        publishing: true,
        parentId: street.id,
      },
    ),
  );
  const stage = new Stage(platform, home.id, time, lastDay);
  stage.at(380);
  const cast = await gatherCast(stage);
  stage.at(372);
  const funds = await foundInstitutions(stage, cast);
  const script = new Script();
  const telling = { stage, cast, funds, on: (daysAgo: number, play: () => Promise<void>) => script.on(daysAgo, play) };
  tellProfile(telling);
  tellGifts(telling);
  tellReceipts(telling);
  tellGiving(telling);
  tellLists(telling);
  const heard = tellWords(telling);
  tellHeard(telling);
  const helping = tellHelp(telling);
  tellLibrary(telling, helping);
  tellMatches(telling, helping);
  tellInventory(telling, helping);
  const benches = tellBenches(telling);
  closeBenches(telling, benches);
  tellProjects(telling);
  tellKeeping(telling);
  tellActivities(telling, benches);
  tellVerdicts(telling, benches, heard);
  tellBooks(telling);
  tellCommerce(telling);
  tellCampaigns(telling);
  tellReports(telling);
  tellDeciding(telling);
  await script.play(stage, progress);
  await understand(telling);
  await watchLog(stage, cast);
}
