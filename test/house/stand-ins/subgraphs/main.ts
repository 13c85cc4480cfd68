import { play } from '../play.ts';

/** Each kind shows another way to behave badly. */
switch (process.argv[2]) {
  case 'reference':
    play({ diesAfterMs: 0 });
    break;
  case 'education':
    play({ isStubborn: true });
    break;
  default:
    play();
}
