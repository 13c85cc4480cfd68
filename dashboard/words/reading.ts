/** The page's words and ways of writing, in the language of the reader. */
import { createContext, useContext } from 'react';
import type { Address, Language } from '../app/address.ts';
import type { Money, Period } from '../asking/answers.ts';
import { en } from './en.ts';
import { nl } from './nl.ts';
import type { Words } from './nl.ts';

export interface Reading {
  readonly address: Address;
  readonly words: Words;
  readonly number: (value: number) => string;
  readonly date: (day: string) => string;
  readonly moment: (at: string) => string;
  readonly money: (money: Money) => string;
  readonly period: (period: Period | null) => string;
}

const LANGUAGES: Readonly<Record<Language, Words>> = { nl, en };

export function createReading(address: Address): Reading {
  const words = LANGUAGES[address.language];
  const { locale } = words;
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const moments = new Intl.DateTimeFormat(locale, {
    dateStyle: 'short',
    timeStyle: 'short',
    timeZone: 'Europe/Amsterdam',
  });
  const date = (day: string) => days.format(new Date(`${day.slice(0, 10)}T00:00:00Z`));
  return {
    address,
    words,
    number: (value) => numbers.format(value),
    date,
    moment: (at) => moments.format(new Date(at)),
    money: ({ amount, currency }) =>
      new Intl.NumberFormat(locale, {
        style: 'currency',
        currency,
        maximumFractionDigits: Number.isInteger(amount) ? 0 : 2,
      }).format(amount),
    period: (period) => {
      const { start, end } = period ?? { start: null, end: null };
      if (start && end) return `${date(start)} – ${date(end)}`;
      if (start) return `${words.from} ${date(start)}`;
      return end ? `${words.until} ${date(end)}` : '';
    },
  };
}

export const ReadingContext = createContext<Reading>(
  createReading({ programme: '', language: 'nl' }),
);

export function useReading(): Reading {
  return useContext(ReadingContext);
}

/** The word for a value of an enum; a value that is new to the page is shown as it is. */
export function wordFor(words: Readonly<Record<string, string>>, value: string | null): string {
  return value === null ? '' : (words[value] ?? value);
}
