import type { Deletion } from '../../core/audit-log/deletion.ts';
import type { Confirmed } from '../../core/audit-log/verify-confirmations.ts';
import type { Damage, Warning } from '../../core/audit-log/verify-log.ts';

/** Whether the logs are intact, otherwise which lines are not, and what cannot be found. */
export function verifyReport(verified: Confirmed): string {
  const { files, lines, receipts, damages, warnings = [], deletions = [], notGiven } = verified;
  const counted =
    `${lines} regels in ${files} bestanden, ${receipts} ontvangstbewijzen` +
    ` / ${lines} lines in ${files} files, ${receipts} receipts`;
  return [
    ...(damages.length === 0
      ? [`Ongeschonden / Intact: ${counted}`]
      : [`Beschadigd / Damaged: ${counted}`, ...damages.map(findingLine)]),
    ...(warnings.length === 0 ? [] : ['Waarschuwingen / Warnings', ...warnings.map(findingLine)]),
    ...deletions.map(deletionLine),
    ...notGiven.map((name) => `Niet vergeleken / not compared: ${name} (--without)`),
    '',
    ...CANNOT_BE_FOUND,
  ].join('\n');
}

/** See "What is not found" in core/audit-log/README.md. */
const CANNOT_BE_FOUND = [
  'Niet te vinden is: een verandering in de logs van beide kanten samen; en een verandering van de laatste regels, waarover nog',
  'geen ander log en geen ondertekende stand (signed-heads.jsonl) iets zegt. Bewaar ondertekende standen dus ook elders.',
  'What cannot be found: a change of the logs of both sides together; and a change of the last lines, about which no other log',
  'and no signed head (signed-heads.jsonl) says anything yet. So keep signed heads elsewhere too.',
];

function deletionLine({ at, lines, from, to, days }: Deletion): string {
  return (
    `  ${at.slice(0, 10)}: ${lines} regels verwijderd / lines deleted, ` +
    `${from} – ${to} (${days} dagen / days)`
  );
}

const WHAT: Readonly<Record<Damage['what'] | Warning['what'], string>> = {
  altered:
    'deze regel of de regel ervoor is veranderd of verwijderd / this line or the line before it was changed or removed',
  torn: 'eindigt midden in een regel / ends in the middle of a line',
  shortened: 'aan het eind ontbreken regels / lines are missing at the end',
  missing: 'ontbreekt, of een bestand ervoor / it is missing, or a file before it',
  headless: 'de eerste regel ontbreekt / the first line is missing',
  renamed:
    'de naam van het bestand klopt niet met de eerste regel / the name of the file is not that of its first line',
  continued: 'na de laatste regel staan regels / there are lines after the closing line',
  early:
    'er is verwijderd voor het einde van de bewaartermijn / lines were deleted before the end of their retention period',
  unreadable: 'niet te lezen / cannot be read',
  'missing log':
    'een ander log noemt dit log, en het is er niet; geef zijn map met --folder, of --without' +
    ' / another log names this log, and it is not there: give its folder with --folder, or say --without',
  cut: 'regels die een ander log noemt ontbreken aan het eind / lines that another log names are missing at the end',
  rewritten:
    'deze regel is niet die een ander log noemt: het bestand is herschreven' +
    ' / this line is not the one that another log names: the file was written again',
  'of another request':
    'hoort niet bij het verzoek dat de gateway noemt / is not of the request that the gateway names',
  'confirmed twice':
    'twee verzoeken in het log van de gateway noemen deze regel / two requests in the log of the gateway name this line',
  forged:
    'geen verzoek in het log van de gateway heeft deze regel geschreven: vervalst, of in dat log ontbreken regels' +
    ' / no request in the log of the gateway wrote this line: it is forged, or lines of that log are missing',
  signature: 'de ondertekende stand is niet geldig / the signed head is not valid',
  open: 'niet afgesloten: het proces loopt nog, of is afgebroken / not closed: its process runs, or was killed',
  crashed: 'niet afgesloten: het proces is afgebroken / not closed: its process was killed',
  unconfirmed:
    'geen ontvangstbewijs, zoals na een storing op dat moment / no receipt, as after a failure at that moment',
  'without receipts':
    'de gateway gaf persoonsgegevens, en geen log bevestigt dat / the gateway gave personal data, and no log confirms it',
  'signature not checked':
    'ondertekende standen niet gecontroleerd: geef de sleutel met --head-key' +
    ' / signed heads not checked: give the key with --head-key',
};

function findingLine({ file, line, what, by, count }: Damage | Warning): string {
  const place = line === null ? file : `${file}, regel/line ${line}`;
  const notes = [...(by === undefined ? [] : [by]), ...(count === undefined ? [] : [`×${count}`])];
  return `  ${place}: ${WHAT[what]}${notes.length === 0 ? '' : ` (${notes.join(', ')})`}`;
}
