import { Command } from 'commander';

const ABOUT = `
FILE is the manifest.json or release.json of a release; the releases before it are in folders beside its own. The check
needs nothing else: it takes from registry.json which records each cell counts, tabulates every invented world of
certificate.json itself, and compares it with everything that is published.`;

export const certifyCommand = new Command('certify')
  .description('Check that nobody can tell a hidden count from a release and all before it')
  .argument('<FILE>', 'manifest.json or release.json of a release')
  .addHelpText('after', ABOUT)
  .action(async (file: string) => {
    (await import('../certify/print-certification.ts')).printCertification(file);
  });
