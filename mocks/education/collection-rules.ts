/** The filters, sort keys and default order of each list of OOAPI v5. */
import type { CollectionRules } from './collection.ts';

export const PROGRAMS: CollectionRules = {
  filters: {
    programType: (item) => item['programType'],
    qualificationAwarded: (item) => item['qualificationAwarded'],
    levelOfQualification: (item) => item['levelOfQualification'],
    level: (item) => item['level'],
    sector: (item) => item['sector'],
    fieldsOfStudy: (item) => item['fieldsOfStudy'],
    teachingLanguage: (item) => item['teachingLanguage'],
  },
  sorts: ['programId', 'name', 'ects'],
  sortedBy: 'name',
};

export const COURSES: CollectionRules = {
  filters: {
    level: (item) => item['level'],
    teachingLanguage: (item) => item['teachingLanguage'],
  },
  sorts: ['courseId', 'name', 'ects'],
  sortedBy: 'name',
};

export const OFFERINGS: CollectionRules = {
  filters: {
    offeringType: (item) => item['offeringType'],
    modeOfStudy: (item) => item['modeOfStudy'],
    teachingLanguage: (item) => item['teachingLanguage'],
  },
  sorts: ['offeringId', 'name', 'startDate', 'endDate'],
  sortedBy: 'startDate',
};

export const ORGANIZATIONS: CollectionRules = {
  filters: { organizationType: (item) => item['organizationType'] },
  sorts: ['organizationId', 'name'],
  sortedBy: 'name',
};

export const PERSONS: CollectionRules = {
  sorts: ['personId', 'givenName', 'surname', 'displayName'],
  sortedBy: 'personId',
};

export const ASSOCIATIONS: CollectionRules = {
  filters: {
    associationType: (item) => item['associationType'],
    role: (item) => item['role'],
    state: (item) => item['state'],
    'result-state': (item) => (item['result'] as { readonly state?: string } | undefined)?.state,
  },
  sorts: ['associationId'],
  sortedBy: 'associationId',
};
