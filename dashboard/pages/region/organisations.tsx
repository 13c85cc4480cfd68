import { addressOf } from '../../operations/address.ts';
import { Dutch, Link, Paragraph } from '../../parts/text.tsx';
import { textFor, useLocale, useTexts } from '../../texts/locale.ts';
import { networksIn, type Areas, type Network, type ProgrammeWithRoles } from './region-areas.ts';
import { regionTexts } from './texts.ts';

interface OrganisationsProps {
  readonly areas: Areas;
  readonly programmes: readonly ProgrammeWithRoles[];
}

/** The organisations with a role in the programmes of the region. */
export function Organisations({ areas, programmes }: OrganisationsProps) {
  const { number } = useLocale();
  const texts = useTexts(regionTexts).organisations;
  const networks = networksIn(areas, programmes);
  const names = new Set(networks.flatMap(({ roles }) => [...roles.values()].flat()));
  if (names.size === 0) return <Paragraph>{texts.none}</Paragraph>;
  return (
    <>
      <Paragraph isQuiet>{texts.message(number(names.size), names.size === 1)}</Paragraph>
      <ul className="networks">
        {networks.map((network) => (
          <NetworkOf key={network.programme.id} network={network} />
        ))}
      </ul>
    </>
  );
}

function NetworkOf({ network }: { readonly network: Network }) {
  const { address, texts } = useLocale();
  const { id, name } = network.programme;
  return (
    <li>
      <h3 className="network-name">
        <Link href={addressOf({ page: 'programme', id, language: address.language })}>
          <Dutch>{name ?? id}</Dutch>
        </Link>
      </h3>
      <dl>
        {[...network.roles].map(([kind, names]) => (
          <div key={kind}>
            <dt>{textFor(texts.roles.kinds, kind)}</dt>
            <dd>
              <Dutch>{names.join('; ')}</Dutch>
            </dd>
          </div>
        ))}
      </dl>
    </li>
  );
}
