/**
 * Campaigns: records of what the host charity collects in public. The plan with every part the law asks for, its filing
 * and its clocks, the five items wherever giving is invited, events with what was taken at each box and stall, what was
 * told while it ran and after it, and the year's plan for asking. Collecting itself happens on the designated platform.
 */
export { dropCampaign, endCampaign, fileCampaign, openCampaign, planCampaign, tellCampaign } from './commands.ts';
export { cancelEvent, countGifts, fileEvent, holdEvent, planEvent, setTargets } from './commands-gifts.ts';
export { whoCollects } from './queries.ts';
export { checks } from './queries-checks.ts';
