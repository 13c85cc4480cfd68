/** Words that mean the same in a search. Each is written as `plainText` gives it, and without an ending. */
const SAME_MEANING: readonly (readonly string[])[] = [
  ['werkzoekende', 'werkloze', 'werkloos', 'jobseeker', 'job seeker', 'unemployed', 'jobless'],
  ['zzp', 'zelfstandige', 'self employed', 'selfemployed', 'freelancer'],
  ['opleiding', 'training', 'cursus', 'scholing', 'course'],
  ['werkgever', 'bedrijf', 'employer', 'company'],
  ['werkende', 'werknemer', 'employee', 'worker'],
];

/** A shorter word has no form that says enough. */
const FORM_MIN = 4;

/** The singular or plural of a word in Dutch or English, and the words that mean the same. */
export function otherForms(word: string): readonly string[] {
  const forms = word.length < FORM_MIN ? [word] : [word, ...singulars(word), ...plurals(word)];
  const same = SAME_MEANING.filter((group) => group.some((one) => forms.includes(one))).flat();
  return [...new Set([...forms, ...same])].filter((form) => form !== word);
}

/** Not only words that exist: a form that does not exist is in no text. */
function singulars(word: string): readonly string[] {
  const forms: string[] = [];
  if (word.endsWith('en')) {
    const stem = word.slice(0, -2);
    // "vakken" is of "vak", "scholen" of "school", "bedrijven" of "bedrijf", and "werklozen" of "werkloos".
    forms.push(stem.replace(/([^aeiou])\1$/, '$1'));
    const closed = stem.replace(/([^aeiou])([aeou])([^aeiou])$/, '$1$2$2$3');
    forms.push(closed, closed.replace(/v$/, 'f').replace(/z$/, 's'));
  }
  if (/[ns]$/.test(word)) forms.push(word.replace(/[ns]$/, ''));
  if (word.endsWith('es')) forms.push(word.slice(0, -2), word.replace(/ies$/, 'y'));
  return forms.filter((form) => form.length >= FORM_MIN - 1);
}

/** Only of words whose plural does not begin with them, such as "school", "bedrijf" and "vacancy". */
function plurals(word: string): readonly string[] {
  const stem = word
    .replace(/(aa|ee|oo|uu)([^aeiou])$/, (_, vowels: string, last: string) => `${vowels[0]}${last}`)
    .replace(/(?<=[aeiou]|ij)f$/, 'v')
    .replace(/(?<=[aeou])s$/, 'z');
  return stem === word ? [word.replace(/y$/, 'ies')] : [`${stem}en`];
}
