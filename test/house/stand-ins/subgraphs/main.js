import { die, play } from '../play.js';

/** Each kind shows another way to behave badly. */
switch (process.argv[2]) {
  case 'provinces':
    // Cannot start on this day.
    if (process.argv.includes('1999-01-01')) die();
    play();
    break;
  case 'education':
    play({ isStubborn: true });
    break;
  default:
    play();
}
