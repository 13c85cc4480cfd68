/** A registry of three tables of vouchers and one of people, for tests with invented endpoints. */
import { parseRegistry, type Registry } from '../../../subgraphs/insights/registry/registry.ts';

const title = (text: string) => `{ nl: ${text}, en: ${text} }`;

export const SMALL_REGISTRY = parseRegistry(
  `
policy:
  id: test-1
  minimum: 10
  sensitiveMinimum: 25
  roundedTo: 10
  shareDenominatorMin: 50
  groupPercent: 90
programmes:
  north: { title: ${title('North')}, quarters: { from: 2026Q1 } }
  south: { title: ${title('South')}, quarters: { from: 2026Q1, to: 2026Q1 } }
dimensions:
  programme:
    title: ${title('programme')}
    categories:
      - { code: north, nl: North, en: North }
      - { code: south, nl: South, en: South }
      - { code: UNKNOWN, nl: geen, en: none }
  use:
    title: { nl: '=soort', en: kind }
    categories:
      - { code: COURSE, nl: '@cursus, kort', en: course }
      - { code: COACHING, nl: coaching, en: coaching }
  sector:
    title: ${title('sector')}
    categories:
      - { code: CARE, nl: zorg, en: care }
      - { code: ICT, nl: ict, en: ICT }
      - { code: UNKNOWN, nl: onbekend, en: unknown }
    groups:
      - { code: NAMED, nl: genoemd, en: named, of: [CARE, ICT] }
  wait:
    title: ${title('wait')}
    categories:
      - { code: SHORT, nl: kort, en: short }
      - { code: LONG, nl: lang, en: long }
      - { code: UNKNOWN, nl: onbekend, en: unknown }
recordSets:
  vouchers:
    title: ${title('vouchers')}
    unit: VOUCHERS
    domain: voucher
    steps:
      issued: { title: ${title('issued')}, source: funds }
      redeemed: { title: ${title('redeemed')}, source: funds, after: issued }
      expired: { title: ${title('expired')}, source: funds, after: issued, excludes: [redeemed] }
      started: { title: ${title('started')}, source: education, after: redeemed }
    attributes:
      programme: { source: funds }
      use: { source: funds, otherwise: COACHING }
      sector: { source: education, knownAt: started }
      wait:
        source: education
        knownAt: started
        daysBetween: { from: issued-day, to: start-day, limits: [30] }
  people:
    title: ${title('people')}
    unit: PEOPLE
    domain: person
    needsLegalBasis: { nl: geen wet, en: no law }
    steps:
      finished: { title: ${title('finished')}, source: uwv }
    attributes: {}
tables:
  - id: by-use
    programmes: [north]
    topic: VOUCHERS
    recordSet: vouchers
    steps: [issued, redeemed]
    dimensions: [use]
    quarters: true
    audience: PUBLIC
    title: ${title('by use')}
    method: ${title('counted')}
  - id: by-sector
    programmes: [north]
    topic: VOUCHERS
    recordSet: vouchers
    steps: [started]
    dimensions: [sector, wait]
    audience: EVALUATION
    title: ${title('by sector')}
    method: ${title('joined')}
  - id: expired
    programmes: all
    topic: VOUCHERS
    recordSet: vouchers
    steps: [issued, expired]
    audience: PUBLIC
    title: ${title('expired')}
    method: ${title('counted')}
  - id: by-school
    programmes: all
    topic: VOUCHERS
    recordSet: vouchers
    steps: [started]
    audience: PUBLIC
    title: ${title('by school')}
    method: ${title('none')}
    notPublishable: { nl: te weinig mensen, en: too few people }
  - id: at-work
    programmes: all
    topic: COHORTS
    recordSet: people
    steps: [finished]
    audience: PUBLIC
    title: ${title('at work')}
    method: ${title('counted')}
`,
  'small.yaml',
);

/** The same, and North issued its last vouchers in the first quarter. */
export const CLOSED_REGISTRY: Registry = {
  ...SMALL_REGISTRY,
  programmes: {
    ...SMALL_REGISTRY.programmes,
    north: {
      title: { nl: 'North', en: 'North' },
      quarters: { from: '2026Q1' },
      lastQuarters: { vouchers: { issued: '2026Q1' } },
    },
  },
};
