import { faultTexts } from '../../../ui/faults.ts';
import { addressOf } from '../../operations/address.ts';
import type { PartnersQuery } from '../../operations/generated.ts';
import type { PartnerStatus } from '../../operations/responses.ts';
import { useQuery } from '../../operations/use-query.ts';
import { Table } from '../../parts/table.tsx';
import { Badge, Dutch, Heading, Link, Paragraph } from '../../parts/text.tsx';
import type { Tone } from '../../parts/text.tsx';
import { useLocale, useTexts, textFor } from '../../texts/locale.ts';
import { isWebAddress } from '../../parts/web-address.ts';
import { organisationsQuery } from './queries.ts';
import { PARTNER_KINDS, partnerTexts } from './texts.ts';

interface PartnerBoardProps {
  /** Partners by subgraph; null for a subgraph that is itself unavailable. */
  readonly board: NonNullable<PartnersQuery['partners']>;
}

interface Role {
  readonly id: string;
  readonly name: string | null;
}

/** What the graph says about an organisation beside its status. */
interface About {
  readonly website: string | null;
  readonly programmes: readonly Role[];
}

/** The partners of each kind, with what they bring to the graph. */
export function PartnerBoard({ board }: PartnerBoardProps) {
  const { texts } = useLocale();
  const own = useTexts(partnerTexts);
  const about = useOrganisations();
  // A kind without partners, such as that of statistics, is shown only while it cannot be reached.
  const shown = PARTNER_KINDS.filter((kind) => board[kind]?.length !== 0);
  return shown.map((kind) => {
    const partners = board[kind];
    return (
      <div key={kind} className="partner-kind">
        <div>
          <Heading level={3}>{textFor(texts.subgraphs, kind)}</Heading>
          <p>{own.brings[kind]}</p>
        </div>
        {partners === null ? (
          <Paragraph>
            <Badge tone="warning">{texts.status.subgraphFailed}</Badge>
          </Paragraph>
        ) : (
          <PartnerTable title={textFor(texts.subgraphs, kind)} partners={partners} about={about} />
        )}
      </div>
    );
  });
}

/** The organisations by id; empty until they have arrived, or when the reference data is unavailable. */
function useOrganisations(): ReadonlyMap<string, About> {
  const nodes = useQuery(organisationsQuery, {})?.data?.organisations?.nodes ?? [];
  return new Map(
    nodes.map(({ id, website, roles }) => {
      const programmes = (roles ?? []).flatMap(({ programme }) => programme ?? []);
      const once = new Map(programmes.map((programme) => [programme.id, programme]));
      return [id, { website, programmes: [...once.values()] }];
    }),
  );
}

interface PartnerTableProps {
  readonly title: string;
  readonly partners: readonly PartnerStatus[];
  readonly about: ReadonlyMap<string, About>;
}

function PartnerTable({ title, partners, about }: PartnerTableProps) {
  const { texts } = useLocale();
  const own = useTexts(partnerTexts);
  return (
    <Table
      caption={title}
      isCaptionHidden
      rows={partners}
      keyOf={({ id }) => id}
      columns={[
        {
          title: texts.status.partner,
          cell: ({ id, name }) => <Name name={name ?? id} website={about.get(id)?.website} />,
        },
        {
          title: own.programmes,
          cell: ({ id }) => <Programmes programmes={about.get(id)?.programmes ?? []} />,
        },
        { title: texts.status.state, cell: (partner) => <State partner={partner} /> },
        { title: texts.status.lastResponse, cell: (partner) => <LastResponse partner={partner} /> },
      ]}
    />
  );
}

function Name({
  name,
  website,
}: {
  readonly name: string;
  readonly website: string | null | undefined;
}) {
  const text = <Dutch>{name}</Dutch>;
  return isWebAddress(website ?? null) ? <Link href={website ?? ''}>{text}</Link> : text;
}

function Programmes({ programmes }: { readonly programmes: readonly Role[] }) {
  const { address } = useLocale();
  return (
    programmes.length > 0 && (
      <ul className="partner-programmes">
        {programmes.map(({ id, name }) => (
          <li key={id}>
            <Link href={addressOf({ page: 'programme', id, language: address.language })}>
              <Dutch>{name ?? id}</Dutch>
            </Link>
          </li>
        ))}
      </ul>
    )
  );
}

const TONES: Readonly<Record<NonNullable<PartnerStatus['state']>, Tone>> = {
  ANSWERING: 'good',
  SLOW: 'accent',
  SILENT: 'warning',
  PAUSED: 'warning',
};

interface PartnerProps {
  readonly partner: PartnerStatus;
}

function State({ partner: { state, fault, lastAnswerAt } }: PartnerProps) {
  const { address, texts } = useLocale();
  if (state === null) return '–';
  if (state === 'ANSWERING' && lastAnswerAt === null)
    return <Badge>{texts.status.notRequested}</Badge>;
  return (
    <>
      <Badge tone={TONES[state]}>{textFor(texts.states, state)}</Badge>
      {fault && (
        <span className="quiet partner-fault">
          {faultTexts[fault]?.[address.language] ?? texts.states.SILENT}
        </span>
      )}
    </>
  );
}

function LastResponse({ partner: { state, lastAnswerAt } }: PartnerProps) {
  const { moment } = useLocale();
  const own = useTexts(partnerTexts);
  const isUnavailable = state === 'SILENT' || state === 'PAUSED';
  if (lastAnswerAt === null) return isUnavailable ? own.never : '–';
  return isUnavailable ? own.since(moment(lastAnswerAt)) : moment(lastAnswerAt);
}
