import { signInSentences } from '../sign-in/sign-in-refused.ts';
import { useSession } from './session-context.ts';

/** In, or out again; nothing where the gateway names no issuer for people. */
export function SignInButton() {
  const { session, view } = useSession();
  const { isOffered, isWaiting, person } = view.signIn;
  if (!isOffered) return null;
  if (isWaiting)
    return <Control nl="Annuleren" en="cancel" onClick={() => session.signIn.cancel()} />;
  if (person)
    return <Control nl="Uitloggen" en="sign out" onClick={() => session.signIn.signOut()} />;
  return <Control nl="Inloggen" en="sign in" onClick={() => void session.signIn.start()} />;
}

interface ControlProps {
  readonly nl: string;
  readonly en: string;
  readonly onClick: () => void;
}

function Control({ nl, en, onClick }: ControlProps) {
  return (
    <button type="button" className="sign-in" onClick={onClick}>
      {nl}{' '}
      <span className="english" lang="en">
        {en}
      </span>
    </button>
  );
}

/** That the window is open, or why nobody is signed in. Always there, so that a reader hears it change. */
export function SignInState() {
  const { isWaiting, failure } = useSession().view.signIn;
  const sentence = isWaiting ? waiting : failure && signInSentences[failure];
  return (
    <p className="sign-in-state" role="status" data-tone={isWaiting ? 'waiting' : 'refused'}>
      {sentence && (
        <>
          {sentence.nl}{' '}
          <span className="english" lang="en">
            {sentence.en}
          </span>
        </>
      )}
    </p>
  );
}

const waiting = {
  nl: 'Rond het inloggen af in het venster dat is geopend.',
  en: 'Complete your sign-in in the window that was opened.',
};
