/** Texts about who asks: roles, purposes and the sign-in; English has the same keys as Dutch. */

const nl = {
  askAs: 'Ik vraag als',
  noAccess: 'U hebt geen toegang gekregen. Kies de rol opnieuw.',
  purpose: 'Doel',
  citizen: 'Burger',
  public: 'Publiek',
  publicDescription: 'Ziet wat iedereen mag zien',
  signedIn: (name: string) => `Ingelogd: ${name === '' ? 'uzelf' : name}`,
  signedInDescription: (name: string) => `Ingelogd als ${name === '' ? 'uzelf' : name}`,
  signIn: 'Inloggen',
  signOut: 'Uitloggen',
  cancel: 'Annuleren',
  waiting: 'Ga verder met inloggen in het venster dat is geopend.',
};

const en: typeof nl = {
  askAs: 'I ask as',
  noAccess: 'You were not given access. Choose the role again.',
  purpose: 'Purpose',
  citizen: 'Citizen',
  public: 'Public',
  publicDescription: 'Sees what everyone may see',
  signedIn: (name) => `Signed in: ${name === '' ? 'you' : name}`,
  signedInDescription: (name) => (name === '' ? 'You are signed in' : `Signed in as ${name}`),
  signIn: 'Sign in',
  signOut: 'Sign out',
  cancel: 'Cancel',
  waiting: 'Continue signing in in the window that was opened.',
};

export const sessionTexts = { nl, en };
