/** The value of an environment variable. All code of the product reads the environment through this. */
export function environmentVariable(name: string): string | undefined {
  return process.env[name];
}
