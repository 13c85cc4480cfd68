import { play } from '../play.ts';

/** Dies on its own when the demo is told to run without the funds. */
const isAlone = !process.argv.some((argument) => argument.startsWith('funds='));
play(isAlone ? { diesAfterMs: 200 } : {});
