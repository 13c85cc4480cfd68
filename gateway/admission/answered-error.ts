import { GraphQLError } from 'graphql';

/** An error of an answer: already masked, to be passed on as it is. */
export class AnsweredError extends GraphQLError {}
