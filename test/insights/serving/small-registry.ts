/** A registry of a few cells, so that a test can compare whole responses. */
import { parseRegistry } from '../../../subgraphs/insights/registry/registry.ts';

export const smallRegistry = parseRegistry(
  `
policy: { id: small-1, minimum: 10, sensitiveMinimum: 25, roundedTo: 10, shareDenominatorMin: 50, groupPercent: 90 }
programmes:
  noord: { title: { nl: Noord, en: North }, quarters: { from: 2026Q2 } }
  zuid: { title: { nl: Zuid, en: South }, quarters: { from: 2026Q2 } }
dimensions:
  programme:
    title: { nl: programma, en: programme }
    categories: [{ code: noord, nl: Noord, en: North }, { code: zuid, nl: Zuid, en: South }]
  size:
    title: { nl: grootte, en: size }
    categories:
      - { code: SMALL, nl: klein, en: small }
      - { code: LARGE, nl: groot, en: large }
  group:
    title: { nl: doelgroep, en: target group }
    sensitive: true
    categories: [{ code: YOUNG, nl: jongeren, en: young people }, { code: OLD, nl: ouderen, en: older people }]
recordSets:
  vouchers:
    title: { nl: vouchers, en: vouchers }
    unit: VOUCHERS
    domain: voucher
    steps:
      issued: { title: { nl: uitgereikt, en: issued }, source: funds }
      redeemed: { title: { nl: verzilverd, en: redeemed }, source: funds, after: issued }
    attributes:
      programme: { source: funds, otherwise: noord }
      size: { source: funds, otherwise: SMALL }
      group: { source: funds, otherwise: OLD }
tables:
  - id: by-size
    programmes: [noord]
    topic: VOUCHERS
    recordSet: vouchers
    steps: [issued, redeemed]
    dimensions: [size]
    audience: PUBLIC
    questions: [1, 3]
    title: { nl: Vouchers naar grootte, en: Vouchers by size }
    method: { nl: Elk fonds telt., en: Each fund counts. }
    legalNote: { nl: Zonder BSN., en: Without citizen numbers. }
  - id: by-group
    programmes: [noord, zuid]
    topic: EMPLOYERS
    recordSet: vouchers
    steps: [issued]
    dimensions: [group]
    quarters: true
    audience: EVALUATION
    questions: [13]
    title: { nl: Vouchers per doelgroep, en: Vouchers by target group }
    method: { nl: Elk fonds telt., en: Each fund counts. }
  - id: by-school
    programmes: all
    topic: TEACHERS
    recordSet: vouchers
    steps: [issued]
    audience: PUBLIC
    questions: [33]
    title: { nl: Deelnemers per school, en: Participants by school }
    method: { nl: Niemand telt., en: Nobody counts. }
    notPublishable: { nl: Het zijn 18 mensen., en: They are 18 people. }
`,
  'small.yaml',
);
