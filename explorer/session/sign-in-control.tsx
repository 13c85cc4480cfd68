import { useLanguage, useTexts } from '../choices/page-language.ts';
import { signInErrorTexts } from '../sign-in/sign-in-error.ts';
import { useSession } from './session-context.ts';
import { sessionTexts } from './texts.ts';

/** Signs in, cancels or signs out; absent when the gateway has no issuer for users. */
export function SignInButton() {
  const { session, view } = useSession();
  const texts = useTexts(sessionTexts);
  const { isOffered, isWaiting, user } = view.signIn;
  if (!isOffered) return null;
  if (isWaiting) return <Control text={texts.cancel} onClick={() => session.signIn.cancel()} />;
  if (user) return <Control text={texts.signOut} onClick={() => session.signIn.signOut()} />;
  return <Control text={texts.signIn} onClick={() => void session.signIn.start()} />;
}

interface ControlProps {
  readonly text: string;
  readonly onClick: () => void;
}

function Control({ text, onClick }: ControlProps) {
  return (
    <button type="button" className="sign-in" onClick={onClick}>
      {text}
    </button>
  );
}

/** Progress or failure of the sign-in. Always rendered, so that a screen reader announces a change. */
export function SignInState() {
  const { isWaiting, failure } = useSession().view.signIn;
  const language = useLanguage();
  return (
    <p className="sign-in-state" role="status" data-tone={isWaiting ? 'waiting' : 'error'}>
      {isWaiting ? sessionTexts[language].waiting : failure && signInErrorTexts[failure][language]}
    </p>
  );
}
