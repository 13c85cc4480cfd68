import { useEffect, useState } from 'react';
import { partnerName } from '../../ui/partner-names.ts';
import { useLocale } from '../texts/locale.ts';
import { organisationNamesQuery } from '../operations/saved-queries.ts';
import { sendQuery } from '../operations/send-query.ts';

/** Once for the whole page: several of its parts may name a partner. */
let names: Promise<ReadonlyMap<string, string>> | undefined;

async function loadNames(): Promise<ReadonlyMap<string, string>> {
  const { data } = await sendQuery(organisationNamesQuery, {});
  const organisations = data?.organisations?.nodes ?? [];
  return new Map(organisations.flatMap(({ id, name }) => (name === null ? [] : [[id, name]])));
}

/**
 * The name that the graph gives a partner with an id; while it is not known, a name made from the id. Nothing is
 * requested while `isEnabled` is false.
 */
export function useOrganisationNames(isEnabled = true): (id: string) => string {
  const { language } = useLocale().address;
  const [known, setKnown] = useState<ReadonlyMap<string, string>>(new Map());
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
  return (id) => known.get(id) ?? partnerName(id)[language];
}
