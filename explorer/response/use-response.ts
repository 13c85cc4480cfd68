import { useGraphiQL } from '@graphiql/react';
import { useMemo } from 'react';
import type { Language } from '../../ui/language.ts';
import { addressOf } from '../choices/page-address.ts';
import { useChoices, useTableLanguage } from '../choices/page-choices.ts';
import type { TableLanguage } from '../choices/page-choices.ts';
import { useLanguage } from '../choices/page-language.ts';
import { createFieldAt, type FieldAt } from '../schema-words/response-fields.ts';
import { isAboutCases } from '../session/case-purpose.ts';
import { purposeName } from '../session/purpose-names.ts';
import { useSession } from '../session/session-context.ts';
import type { FileAccount } from './account-of-file.ts';
import { noticesOf } from './notices.ts';
import type { Notice } from './notices.ts';
import { dimensionTitles, readableData } from './readable-data.ts';
import { otherSender, senderName, useResponseOrigin } from './response-origin.ts';
import type { ResponseOrigin } from './response-origin.ts';
import { pathText, tableWords } from './table-words.ts';
import type { TableWords } from './table-words.ts';
import { tablesOf } from './tables.ts';
import type { Table } from './tables.ts';
import { responseTexts } from './texts.ts';
import { emptyFields } from './why-empty.ts';
import type { EmptyField } from './why-empty.ts';

/** A list of the response as a table, with its heads and values in words. */
export interface ShownList {
  readonly table: Table;
  readonly words: TableWords;
}

interface ShownResponse {
  /** Undefined as long as there is none. */
  readonly response: Response | undefined;
  readonly notices: readonly Notice[];
  readonly lists: readonly ShownList[];
  readonly empty: readonly EmptyField[];
  readonly nameOf: (path: string) => string;
  /** Who requested it, when that is not the present role. */
  readonly otherUser: string | undefined;
  readonly origin: ResponseOrigin | undefined;
}

/** The response of the open tab, as its panel shows it. */
export function useResponse(): ShownResponse {
  const tab = useGraphiQL((state) => state.tabs[state.activeTabIndex]);
  const schema = useGraphiQL((state) => state.schema);
  const text = tab?.response ?? '';
  const origin = useResponseOrigin(tab?.id ?? '', text);
  const query = origin?.request.query ?? tab?.query ?? '';
  const { view } = useSession();
  const pageLanguage = useLanguage();
  const language = useTableLanguage();
  const response = useMemo(() => parseResponse(text), [text]);
  const notices = useMemo(() => noticesOf(response), [response]);
  const fieldAt = useMemo(() => createFieldAt(schema, query), [schema, query]);
  const lists = useMemo(
    () => listsOf(response?.data, { language, pageLanguage, fieldAt }),
    [response, language, pageLanguage, fieldAt],
  );
  const empty = useMemo(() => emptyFields(response, fieldAt), [response, fieldAt]);
  const nameOf = (path: string) => pathText(path, language, fieldAt);
  const otherUser = otherSender(origin, view, pageLanguage);
  return { response, notices, lists, empty, nameOf, otherUser, origin };
}

interface Reading {
  readonly language: TableLanguage;
  readonly pageLanguage: Language;
  readonly fieldAt: FieldAt;
}

function listsOf(data: unknown, reading: Reading): readonly ShownList[] {
  const { language } = reading;
  const shown = language === 'graphql' ? data : readableData(data, language);
  const dimensions = dimensionTitles(data);
  return tablesOf(shown).map((table) => ({
    table,
    words: tableWords({ ...reading, table, dimensions, data: shown }),
  }));
}

interface Response {
  readonly data?: unknown;
}

function parseResponse(text: string): Response | undefined {
  try {
    const result: unknown = JSON.parse(text);
    return typeof result === 'object' && result !== null ? result : undefined;
  } catch {
    return undefined; // No operation has run yet, or the response has not arrived.
  }
}

/** What a file of a table with this title says about itself. */
export function useFileAccount(
  origin: ResponseOrigin | undefined,
  data: unknown,
): (title: string) => FileAccount {
  const { view } = useSession();
  const { choices } = useChoices();
  const language = useLanguage();
  const sent = origin?.request;
  const isAboutPeople = origin !== undefined && isAboutCases(origin.sender);
  const variables = isAboutPeople ? undefined : sent?.variables;
  const address = addressOf(language, {
    query: sent?.query ?? '',
    variables: variables === undefined ? '' : JSON.stringify(variables),
    choices,
  });
  const purpose = origin?.sender.purpose;
  return (title) => ({
    title,
    address,
    sender: origin ? senderName(origin.sender, view, language) : responseTexts[language].unknown,
    purpose: purpose === undefined ? undefined : purposeName(purpose, language),
    origin,
    data,
  });
}
