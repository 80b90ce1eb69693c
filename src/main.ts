import { run } from '#app/cli';

process.exit(await run(process.argv.slice(2)));
