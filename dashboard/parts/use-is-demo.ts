import { useEffect, useState } from 'react';
import { requestRoles } from '../../ui/demo-roles.ts';

let asked: Promise<boolean> | undefined;

/** Asks once for as long as the page is open: its header is shown while the page loads, and again with its content. */
function askIsDemo(): Promise<boolean> {
  asked ??= requestRoles(fetch).then((roles) => roles.length > 0);
  return asked;
}

/** Whether the gateway is a demo: only a demo has roles. False until the response has arrived. */
export function useIsDemo(): boolean {
  const [isDemo, setIsDemo] = useState(false);
  useEffect(() => {
    void askIsDemo().then(setIsDemo);
  }, []);
  return isDemo;
}
