import type { ClientAnswer } from '../answering/answer-client.ts';
import { responseBody } from '../execution/compiled/writing/written-answer.ts';
import type { GraphqlReply, WantedReply } from './apollo-admission.ts';

/** Writes an answer as the reply that the client wants, bytes as they are where there are bytes. */
export function createReplyWriter({ mediaType }: WantedReply) {
  const contentType = `${mediaType}; charset=utf-8`;
  return (answer: ClientAnswer): GraphqlReply => ({
    status: 200,
    contentType,
    body: bodyOf(answer),
  });
}

function bodyOf({ body, data, errors = [], extensions }: ClientAnswer): Buffer | string {
  if (body) return responseBody({ body, errors }, errors, extensions);
  return JSON.stringify({
    ...(data === undefined ? {} : { data }),
    ...(errors.length > 0 && { errors }),
    ...(extensions && { extensions }),
  });
}
