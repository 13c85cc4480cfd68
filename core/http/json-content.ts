/** Whether a header `content-type` names JSON in UTF-8, the only body that gateway and subgraphs read. */
export function isJsonContent(contentType: string | undefined): boolean {
  const [type, ...parameters] = (contentType ?? '')
    .split(';')
    .map((part) => part.trim().toLowerCase());
  const charsets = parameters.filter((parameter) => parameter.startsWith('charset'));
  return type === 'application/json' && charsets.every((one) => /^charset="?utf-?8"?$/.test(one));
}
