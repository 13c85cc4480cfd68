import type { ReactNode } from 'react';
import { addressOf } from '../../operations/address.ts';
import type { PartnersQuery } from '../../operations/generated.ts';
import { Dutch, Link } from '../../parts/text.tsx';
import { TILES } from '../../parts/tile-positions.ts';
import { textFor, useLocale, useTexts } from '../../texts/locale.ts';
import type { OverviewResults } from './results.ts';
import { overviewTexts } from './texts.ts';

/** Four numbers that answer what runs, where, how new the statistics are, and who responds. */
export function KeyFacts({ results }: { readonly results: OverviewResults }) {
  const { number } = useLocale();
  const texts = useTexts(overviewTexts);
  const { overview, programmes, counts, running, haveCountsFailed, isWhole } = results;
  const count = (part: number) => (isWhole ? number(part) : texts.atLeast(number(part)));
  const active = programmes?.filter(({ state }) => state === 'RUNNING').length ?? 0;
  const reached = counts && [...counts.values()].filter((one) => one > 0).length;
  return (
    <section aria-label={texts.facts.title}>
      <ul className="key-facts">
        <Fact
          figure={
            programmes === null
              ? overview !== null && texts.unknown
              : running !== null && texts.of(count(active), number(programmes.length))
          }
        >
          {texts.facts.running}
        </Fact>
        <Fact
          figure={
            reached === null
              ? haveCountsFailed && texts.unknown
              : texts.of(count(reached), number(TILES.length))
          }
        >
          {texts.facts.regions}
        </Fact>
        <ReleaseFact reach={results.reach} />
        <PartnersFact result={results.partners} />
      </ul>
    </section>
  );
}

interface FactProps {
  /** False until it is known. */
  readonly figure: string | false;
  readonly link?: ReactNode;
  readonly children: ReactNode;
}

function Fact({ figure, link, children }: FactProps) {
  return (
    <li className="key-fact">
      <strong className="key-fact-figure">{figure === false ? '…' : figure}</strong>
      <span>{children}</span>
      {link}
    </li>
  );
}

function ReleaseFact({ reach }: Pick<OverviewResults, 'reach'>) {
  const { address, date, quarter } = useLocale();
  const texts = useTexts(overviewTexts);
  const release = reach?.data?.release;
  const link = (
    <Link href={addressOf({ page: 'statistics', language: address.language })}>
      {texts.facts.statistics}
    </Link>
  );
  if (reach !== null && !release) {
    const hasFailed = reach.hasFailed || reach.failures.length > 0;
    return (
      <Fact figure={hasFailed ? texts.unknown : '–'} link={link}>
        {hasFailed ? texts.facts.release : texts.facts.noRelease}
      </Fact>
    );
  }
  return (
    <Fact figure={release ? quarter(release.quarter) : false} link={link}>
      {texts.facts.release}
      {release && `. ${texts.facts.releasedOn(date(release.publishedAt))}.`}
    </Fact>
  );
}

function PartnersFact({ result }: { readonly result: OverviewResults['partners'] }) {
  const { address, number, texts: common } = useLocale();
  const texts = useTexts(overviewTexts);
  const partners = result?.data?.partners;
  const link = (
    <Link href={addressOf({ page: 'partners', language: address.language })}>
      {texts.facts.allPartners}
    </Link>
  );
  if (!partners) {
    return (
      <Fact figure={result !== null && texts.unknown} link={link}>
        {texts.facts.partners}
      </Fact>
    );
  }
  const { all, without, failedSubgraphs } = statusOf(partners);
  const failed = failedSubgraphs.map((name) =>
    texts.facts.subgraphFailed(textFor(common.subgraphs, name)),
  );
  return (
    <Fact figure={texts.of(number(all.length - without.length), number(all.length))} link={link}>
      {texts.facts.partners}
      {failed.length > 0 && ` (${failed.join(', ')})`}
      {without.length > 0 && (
        <>
          . {texts.facts.without}{' '}
          <Dutch>{without.map(({ name, id }) => name ?? id).join(', ')}</Dutch>.
        </>
      )}
    </Fact>
  );
}

function statusOf(partners: NonNullable<PartnersQuery['partners']>) {
  const subgraphs = Object.entries(partners);
  const all = subgraphs.flatMap(([, statuses]) => statuses ?? []);
  return {
    all,
    without: all.filter(({ state }) => state === 'SILENT' || state === 'PAUSED'),
    failedSubgraphs: subgraphs.flatMap(([name, statuses]) => (statuses === null ? [name] : [])),
  };
}
