import { lockData } from '../../src/store/lock.ts';

// Holds the data directory named on the command line until it is killed.
lockData(process.argv[2] ?? '', 'serve');
process.stdout.write('held\n');
setInterval(() => {}, 60_000);
