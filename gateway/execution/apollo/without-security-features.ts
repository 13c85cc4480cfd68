/**
 * `ApolloGateway` refuses a supergraph with features marked `for: SECURITY`. Enforcing those is done
 * before execution, by us, so the stock execution may run on a copy without the mark.
 */
export function withoutSecurityFeatures(supergraphSdl: string): string {
  return supergraphSdl.replaceAll(/(@link\([^)]*?),\s*for:\s*SECURITY\b/g, '$1');
}
