import { useEffect, useState } from 'react';
import { requestRoles } from '../../explorer/session/demo-control.ts';

/**
 * Whether the gateway is a demo, which both pages learn in the same way: only a demo has roles to choose
 * from. False until it is known, so that production never says otherwise.
 */
export function useIsDemo(): boolean {
  const [isDemo, setIsDemo] = useState(false);
  useEffect(() => {
    const ask = async () => {
      const roles = await requestRoles(fetch);
      setIsDemo(roles.length > 0);
    };
    void ask();
  }, []);
  return isDemo;
}
