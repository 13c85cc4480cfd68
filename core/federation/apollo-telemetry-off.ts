/**
 * Imported before anything of Apollo's: its packages read the environment when they are loaded, and
 * report to their maker unless told not to. Nothing here ever calls home.
 */
process.env['APOLLO_TELEMETRY_DISABLED'] = '1';
delete process.env['APOLLO_KEY'];
delete process.env['APOLLO_GRAPH_REF'];
delete process.env['APOLLO_SCHEMA_REPORTING'];
