import { verifyFolder } from '#app/verify';
import { Report } from '#app/verify-report';

// A process of its own, so that its memory is that of verifying and nothing else.
const report = new Report(() => undefined);
const begun = performance.now();
verifyFolder(process.argv[2] ?? '', report);
const ms = performance.now() - begun;
if (report.count > 0) throw new Error(report.findings[0]?.en);
console.log(JSON.stringify({ ms, bytes: process.resourceUsage().maxRSS * 1024 }));
