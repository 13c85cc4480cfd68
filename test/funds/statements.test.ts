import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../core/config/project-root.ts';
import { createStatements } from '../../subgraphs/funds/sql.ts';
import { fundsOf, readPartners } from '../../subgraphs/partners.ts';

const list = readPartners(join(projectRoot(), 'subgraphs/partners.yaml'));

test.each(fundsOf(list))(
  '$id: a filter of explicit nulls selects what an empty filter does',
  (fund) => {
    const statements = createStatements(fund.columns);
    const page = { after: undefined, direction: 'ASC', limit: 10 } as const;
    const nulls = {
      programme: null,
      types: null,
      uses: null,
      statuses: null,
      issuedFrom: null,
      issuedTo: null,
    };
    expect(statements.voucherPage({ ...page, selection: nulls })).toEqual(
      statements.voucherPage({ ...page, selection: {} }),
    );
  },
);
