import { useEffect, useState } from 'react';
import { partnerName } from '../../ui/partner-names.ts';
import { useLocale } from '../texts/locale.ts';
import { organisationNamesQuery } from '../operations/saved-queries.ts';
import { sendQuery } from '../operations/send-query.ts';

interface Names {
  readonly byId: ReadonlyMap<string, string>;
  readonly byFormerName: ReadonlyMap<string, string>;
}

const NONE: Names = { byId: new Map(), byFormerName: new Map() };

/** Once for the whole page: several of its parts may name a partner. */
let names: Promise<Names> | undefined;

async function loadNames(): Promise<Names> {
  const { data } = await sendQuery(organisationNamesQuery, {});
  const named = (data?.organisations?.nodes ?? []).flatMap(({ id, name, formerNames }) =>
    name === null ? [] : [{ id, name, formerNames: formerNames ?? [] }],
  );
  return {
    byId: new Map(named.map(({ id, name }) => [id, name])),
    byFormerName: new Map(
      named.flatMap(({ name, formerNames }) => formerNames.map((former) => [former, name])),
    ),
  };
}

function useNames(isEnabled: boolean): Names {
  const [known, setKnown] = useState(NONE);
  useEffect(() => {
    if (!isEnabled) return undefined;
    let isCurrent = true;
    const load = async () => {
      names ??= loadNames();
      const loaded = await names;
      if (isCurrent) setKnown(loaded);
    };
    void load();
    return () => {
      isCurrent = false;
    };
  }, [isEnabled]);
  return known;
}

/**
 * The name that the graph gives a partner with an id; while it is not known, a name made from the id. Nothing is
 * requested while `isEnabled` is false.
 */
export function useOrganisationNames(isEnabled = true): (id: string) => string {
  const { language } = useLocale().address;
  const { byId } = useNames(isEnabled);
  return (id) => byId.get(id) ?? partnerName(id)[language];
}

/** The present name of an organisation that published something under a name that it had before. */
export function usePresentName(): (publisher: string) => string | undefined {
  const { byFormerName } = useNames(true);
  return (publisher) => byFormerName.get(publisher);
}
