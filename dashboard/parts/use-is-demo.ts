import { useEffect, useState } from 'react';
import { requestRoles } from '../../ui/demo-roles.ts';

/** Whether the gateway is a demo: only a demo has roles. False until the response has arrived. */
export function useIsDemo(): boolean {
  const [isDemo, setIsDemo] = useState(false);
  useEffect(() => {
    const load = async () => {
      const roles = await requestRoles(fetch);
      setIsDemo(roles.length > 0);
    };
    void load();
  }, []);
  return isDemo;
}
