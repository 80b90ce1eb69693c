import { verifyFolder } from '#app/verify';
import { Report } from '#app/verify-report';

// A process of its own, so that its memory is that of verifying and nothing else. What the system calls the most memory of
// a process may be that of the one it was started from, so it is looked at again and again.
const report = new Report(() => undefined);
let bytes = 0;
const begun = performance.now();
verifyFolder(process.argv[2] ?? '', report, {
  progress: (done) => {
    if (done % 4096 === 0) bytes = Math.max(bytes, process.memoryUsage.rss());
  },
});
const ms = performance.now() - begun;
if (report.count > 0) throw new Error(report.findings[0]?.en);
console.log(JSON.stringify({ ms, bytes }));
