/** Prints what releases cost, and by how much more with each thousand people. */
import type { ProcessCost, ReleaseCost } from './release.ts';
import { print } from '../results.ts';

export function printReleases(rows: readonly ReleaseCost[]): void {
  for (const { people, vouchers, countedS, writtenS, processes } of rows) {
    const end = writtenS === null ? 'not written' : `written after ${writtenS.toFixed(1)} s`;
    print(
      `\n${people} people, ${vouchers} vouchers: counted after ${countedS.toFixed(1)} s, ${end}`,
    );
    print(line('process', 'CPU s', 'MB before', 'peak MB'));
    for (const { name, cpuMs, rssMb, peakMb } of processes) {
      const before = rssMb === null ? '-' : rssMb.toFixed(0);
      print(line(name, (cpuMs / 1_000).toFixed(1), before, peakMb.toFixed(0)));
    }
  }
  const [first, last] = [rows.at(0), rows.at(-1)];
  if (first === undefined || last === undefined || last.people === first.people) return;
  const thousands = (last.people - first.people) / 1_000;
  const counting = (last.countedS - first.countedS) / thousands;
  print(`\nFor each 1,000 people more: ${counting.toFixed(2)} s until all is counted`);
  print(line('process', 'CPU ms', '', 'peak MB'));
  for (const process of last.processes) {
    const before = first.processes.find(({ name }) => name === process.name);
    if (before === undefined) continue;
    const per = (field: keyof Pick<ProcessCost, 'cpuMs' | 'peakMb'>) =>
      (process[field] - before[field]) / thousands;
    print(line(process.name, per('cpuMs').toFixed(0), '', per('peakMb').toFixed(2)));
  }
}

function line(name: string, ...cells: readonly string[]): string {
  return [name.padEnd(24), ...cells.map((cell) => cell.padStart(10))].join('');
}
