import { addressOf } from '../../operations/address.ts';
import type { RegioInstrumentenQuery } from '../../operations/generated.ts';
import { Link, Paragraph } from '../../parts/text.tsx';
import { useLocale, useTexts } from '../../texts/locale.ts';
import { regionTexts, TARGET_GROUPS } from './texts.ts';

interface InstrumentGroupsProps {
  readonly data: RegioInstrumentenQuery;
  /** A partner failed, so that its instruments are not counted. */
  readonly isPartial: boolean;
  readonly regionName: string;
}

/** For each target group, how many instruments are open now, with a link to find one. */
export function InstrumentGroups({ data, isPartial, regionName }: InstrumentGroupsProps) {
  const { address, number, texts: common } = useLocale();
  const texts = useTexts(regionTexts).instruments;
  const openText = isPartial ? texts.openAtLeast : texts.open;
  return (
    <>
      <Paragraph isQuiet>{texts.intro}</Paragraph>
      <ul className="groups">
        {TARGET_GROUPS.map((group) => {
          const open = openInstruments(data[group]);
          return (
            <li key={group}>
              <Link
                href={addressOf({
                  page: 'instruments',
                  language: address.language,
                  choices: { wie: group, regio: regionName },
                })}
              >
                {common.situations[group]}
              </Link>
              <span className="quiet">
                {open === null ? texts.unknown : openText(number(open))}
              </span>
            </li>
          );
        })}
      </ul>
    </>
  );
}

/** Null when no kind of partner gave a list. */
function openInstruments(found: RegioInstrumentenQuery['JOBSEEKER']): number | null {
  const lists = [found?.fromFunds, found?.fromProvinces, found?.fromGuidance].flatMap((list) =>
    list ? [list] : [],
  );
  if (lists.length === 0) return null;
  return lists.flat().filter(({ status }) => status === 'OPEN').length;
}
