import { signInErrorTexts } from '../sign-in/sign-in-error.ts';
import { useSession } from './session-context.ts';

/** Signs in, cancels or signs out; absent when the gateway has no issuer for users. */
export function SignInButton() {
  const { session, view } = useSession();
  const { isOffered, isWaiting, user } = view.signIn;
  if (!isOffered) return null;
  if (isWaiting)
    return <Control nl="Annuleren" en="cancel" onClick={() => session.signIn.cancel()} />;
  if (user)
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

/** Progress or failure of the sign-in. Always rendered, so that a screen reader announces a change. */
export function SignInState() {
  const { isWaiting, failure } = useSession().view.signIn;
  const text = isWaiting ? waiting : failure && signInErrorTexts[failure];
  return (
    <p className="sign-in-state" role="status" data-tone={isWaiting ? 'waiting' : 'error'}>
      {text && (
        <>
          {text.nl}{' '}
          <span className="english" lang="en">
            {text.en}
          </span>
        </>
      )}
    </p>
  );
}

const waiting = {
  nl: 'Ga verder met inloggen in het venster dat is geopend.',
  en: 'Continue signing in in the window that was opened.',
};
