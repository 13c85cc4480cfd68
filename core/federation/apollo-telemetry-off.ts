/**
 * Import this module before any Apollo package: they read the environment when they are loaded, and
 * send usage data to Apollo unless these variables turn that off.
 */
process.env['APOLLO_TELEMETRY_DISABLED'] = '1';
delete process.env['APOLLO_KEY'];
delete process.env['APOLLO_GRAPH_REF'];
delete process.env['APOLLO_SCHEMA_REPORTING'];
